"""What fields say when they refuse."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from reports.forms.fields import CleanText, DayField
from reports.forms.words import HouseForm
from reports.models import Period
from tests.forms.test_fields import form_classes

DJANGO = ("Ensure", "Enter", "Select", "This field", "The submitted", "确保", "输入", "选择一个", "这个字段", "提交的")


class Everything(HouseForm):
    """A field of each sort."""

    missing = CleanText()
    long = CleanText(max_length=3)
    small = forms.IntegerField(min_value=1)
    large = forms.IntegerField(max_value=9)
    number = forms.IntegerField()
    day = DayField()
    choice = forms.ChoiceField(choices=[("a", "甲")])
    several = forms.MultipleChoiceField(choices=[("a", "甲")])
    own = forms.IntegerField(error_messages={"invalid": "自己的话"})


class Rows(HouseForm):
    """Fields over rows and files."""

    row = forms.ModelChoiceField(Period.objects.none())
    file = forms.FileField(max_length=5)
    empty = forms.FileField()


TYPED = {
    "long": "四个字长",
    "small": "0",
    "large": "10",
    "number": "一",
    "day": "2026-02-30",
    "choice": "b",
    "several": ["b"],
    "own": "一",
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_sort_of_field_refuses_in_the_houses_words(language: str) -> None:
    with override(language):
        said = {name: str(errors[0]) for name, errors in Everything(TYPED).errors.items()}

    assert said.keys() == set(Everything.base_fields)
    assert said.pop("own") == "自己的话"
    assert [text for text in said.values() if text.startswith(DJANGO)] == []
    if language == "zh-hans":
        assert said["small"] == "这个数太小，最小为 1。"
        assert said["long"] == "这一项有 4 字，最多 3 字。"


@pytest.mark.django_db
def test_rows_and_files_are_refused_in_the_houses_words() -> None:
    files: Any = {"file": SimpleUploadedFile("年度报告.docx", b"x"), "empty": SimpleUploadedFile("a.txt", b"")}
    said = [str(error) for errors in Rows({"row": "7"}, files).errors.values() for error in errors]

    assert len(said) == 3
    assert [text for text in said if text.startswith(DJANGO)] == []


def test_every_form_uses_them() -> None:
    own = [one for one in form_classes() if one.__module__.startswith("reports.")]
    assert [one for one in own if not issubclass(one, HouseForm)] == []
