"""Passwords: three of four kinds of characters, and every refusal in the person's language."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from reports.forms.passwords import SeveralKinds
from reports.models import Person


@pytest.mark.parametrize("password", ["abcDEF12", "abc-1234", "ABC-1234", "abcDEF--", "密码abc123", "aB1-"])
def test_three_kinds_are_enough(password: str) -> None:
    SeveralKinds().validate(password)


@pytest.mark.parametrize("password", ["", "abcdefgh", "abcd1234", "ABCD1234", "密码密码", "12345678", "abc def"])
def test_fewer_kinds_are_refused_with_the_rule(password: str) -> None:
    with pytest.raises(ValidationError) as caught:
        SeveralKinds().validate(password)

    assert caught.value.messages == [SeveralKinds().get_help_text()]


def test_a_chinese_page_refuses_a_password_in_chinese() -> None:
    """Short, common, like the user name, and of one kind: each rule speaks."""
    with translation.override("zh-hans"), pytest.raises(ValidationError) as caught:
        validate_password("admin", Person(username="admin", full_name="郑守一"))

    assert len(caught.value.messages) == 4
    assert [one for one in caught.value.messages if re.search("[a-z]{3}", one)] == []
