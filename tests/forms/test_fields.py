"""The wizard's fields: text as the database keeps it, days as offices write them."""

import datetime
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

import reports.forms
from reports.forms.fields import CleanText, DayField, Lines, PlainText, RowsField
from reports.forms.pages import model_fields
from reports.forms.words import HouseForm
from reports.models import Outline, Period, Unit


def form_classes() -> list[type[forms.BaseForm]]:
    modules = [import_module(f"reports.forms.{found.name}") for found in iter_modules(reports.forms.__path__)]
    classes = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    return sorted((one for one in classes if issubclass(one, forms.BaseForm)), key=lambda one: one.__name__)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("", ""),
        (None, ""),
        (" 一\r\n二\r三 \n", "一\n二\n三"),
        ("　　缩进", "缩进"),
        (" \t\n", ""),
        ("\n\t2025年\n次\t4\n", "\t2025年\n次\t4"),
    ],
)
def test_plain_text_loses_only_what_the_browser_added(sent: str | None, kept: str) -> None:
    assert PlainText().clean(sent) == kept


@pytest.mark.parametrize("field", [CleanText(), PlainText(), Lines()], ids=lambda field: type(field).__name__)
def test_what_nobody_can_see_does_not_get_in(field: CleanText) -> None:
    assert field.clean("廉\x00政\x07建\x9f设\ud800𠮷\ufffe") == "廉政建设𠮷"


@pytest.mark.parametrize("form", form_classes(), ids=lambda form: form.__name__)
def test_every_text_field_keeps_them_out(form: type[forms.BaseForm]) -> None:
    # Passwords are never shown or printed, and must stay as they were typed.
    fields = getattr(form, "base_fields", {})
    plain = [name for name, field in fields.items() if type(field) is forms.CharField and "password" not in name]
    assert plain == []


@pytest.mark.parametrize(("model", "name"), [(Unit, "name"), (Outline, "preamble_guidance"), (Period, "code")])
def test_fields_of_models_keep_them_out_too(model: type[Model], name: str) -> None:
    assert isinstance(model_fields(model, [name])[name], CleanText)


def test_names_stand_one_a_line() -> None:
    assert Lines().clean(" 甲局 \r\n\r\n乙局\n") == "甲局\n乙局"


def test_the_same_text_counts_as_unchanged_whatever_its_line_ends() -> None:
    assert not PlainText().has_changed("一\n二", "一\r\n二")


@pytest.mark.parametrize("text", ["2027-03-31", "2027年3月31日", "2027.3.31", "2027/03/31", "20270331", " 2027-3-31 "])
def test_a_day_is_understood_as_it_is_written(text: str) -> None:
    assert DayField().clean(text) == datetime.date(2027, 3, 31)


@pytest.mark.parametrize("text", ["2027-02-30", "三月底", "3月31日"])
def test_a_day_that_does_not_exist_is_refused_in_words(text: str) -> None:
    class Days(HouseForm):
        day = DayField()

    assert Days({"day": text}).errors["day"] == ["没有这一天，请写成 2026-03-31 这样的格式。"]


def test_only_offered_rows_can_be_chosen() -> None:
    field = RowsField()
    offered = [Unit(pk=1, name="甲"), Unit(pk=2, name="乙")]
    field.offer(offered)
    assert field.clean(["2", "1"]) == offered
    assert field.clean([]) == []
    with pytest.raises(ValidationError):
        field.clean(["3"])
