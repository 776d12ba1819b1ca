"""What may not stand in a file is taken out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rendering.cleaning import clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("党风廉政𠮷 “一岗双责”", "党风廉政𠮷 “一岗双责”"),
        ("一\r\n二\t三\u2028四", "一 二 三 四"),
        ("一\x00\x07\x1b\x85二", "一二"),
        ("一\ud800\ufffe\uffff二", "一二"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
