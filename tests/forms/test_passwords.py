"""Three of four kinds of characters."""

import pytest
from django.core.exceptions import ValidationError

from reports.forms.passwords import SeveralKinds


@pytest.mark.parametrize("password", ["abcDEF12", "abc-1234", "ABC-1234", "abcDEF--", "密码abc123", "aB1-"])
def test_three_kinds_are_enough(password: str) -> None:
    SeveralKinds().validate(password)


@pytest.mark.parametrize("password", ["", "abcdefgh", "abcd1234", "ABCD1234", "密码密码", "12345678", "abc def"])
def test_fewer_kinds_are_refused_with_the_rule(password: str) -> None:
    with pytest.raises(ValidationError) as caught:
        SeveralKinds().validate(password)

    assert caught.value.messages == [SeveralKinds().get_help_text()]
