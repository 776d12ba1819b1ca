"""Chinese numbers of chapters, entries and points (GB/T 9704-2012, 7.3.3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document.numbering import chapter_number, chinese_number, entry_number, point_number

NUMBERS = {
    1: "一",
    9: "九",
    10: "十",
    11: "十一",
    19: "十九",
    20: "二十",
    21: "二十一",
    99: "九十九",
    100: "一百",
    101: "一百零一",
    105: "一百零五",
    110: "一百一十",
    111: "一百一十一",
    120: "一百二十",
    1000: "一千",
    1001: "一千零一",
    1010: "一千零一十",
    1100: "一千一百",
    2022: "二千零二十二",
    9999: "九千九百九十九",
}


@pytest.mark.parametrize(("value", "text"), NUMBERS.items())
def test_chinese_number(value: int, text: str) -> None:
    assert chinese_number(value) == text


@pytest.mark.parametrize("value", [-1, 0, 10000])
def test_numbers_outside_the_range_are_refused(value: int) -> None:
    with pytest.raises(ValueError, match=f"no heading number for {value}"):
        chinese_number(value)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_different_values_look_different(one: int, other: int) -> None:
    assert (chinese_number(one) == chinese_number(other)) is (one == other)


def test_the_three_levels() -> None:
    assert (chapter_number(12), entry_number(12), point_number(12)) == ("十二、", "（十二）", "十二是")
