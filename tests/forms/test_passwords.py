"""Passwords: three of four kinds of characters, and every refusal in the person's language."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from reports.forms.passwords import SeveralKinds, WithoutName
from reports.models import Person


@pytest.mark.parametrize("password", ["abcDEF12", "abc-1234", "ABC-1234", "abcDEF--", "密码abc123", "aB1-"])
def test_three_kinds_are_enough(password: str) -> None:
    SeveralKinds().validate(password)


@pytest.mark.parametrize("password", ["", "abcdefgh", "abcd1234", "ABCD1234", "密码密码", "12345678", "abc def"])
def test_fewer_kinds_are_refused_with_the_rule(password: str) -> None:
    with pytest.raises(ValidationError) as caught:
        SeveralKinds().validate(password)

    assert caught.value.messages == [SeveralKinds().get_help_text()]


@pytest.mark.parametrize("password", ["Zhangwei@20261122", "x-ZHANGWEI-x-2026", "张伟-Abc-2026"])
def test_a_name_is_no_part_of_a_password(password: str) -> None:
    with pytest.raises(ValidationError) as caught:
        validate_password(password, Person(username="zhangwei", full_name="张伟"))
    assert "name_in_it" in [error.code for error in caught.value.error_list]


def test_without_a_name_everything_goes() -> None:
    WithoutName().validate("Reeds-at-7", Person(username="", full_name=""))
    WithoutName().validate("Reeds-at-7")


def test_a_chinese_page_refuses_a_password_in_chinese() -> None:
    """Short, common, like the user name, and of one kind: each rule speaks."""
    with translation.override("zh-hans"), pytest.raises(ValidationError) as caught:
        validate_password("admin", Person(username="admin", full_name="郑守一"))

    assert len(caught.value.messages) == 5
    assert [one for one in caught.value.messages if re.search("[a-z]{3}", one)] == []
