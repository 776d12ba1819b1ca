"""Every shape in which offices write a day."""

import datetime

import pytest

from reports.importing.activities.days import days_in, whole_days
from tests.importing.activities.books import TODAY, YEARS


def iso(text: str, *, today: datetime.date = TODAY, years: frozenset[int] = YEARS) -> str:
    days = days_in(text, today=today, years=years)
    if days is None:
        return ""
    if days.fault:
        return days.fault.params["words"] + "?"
    return f"{days.first}/{days.last}" if days.first != days.last else str(days.first)


@pytest.mark.parametrize(
    "text",
    [
        "5月24日",
        "5月24号",
        "5 月 24 日",
        "05月24日",
        "5.24",
        "5-24",
        "5/24",
        "2026年5月24日",
        "2026.5.24",
        "2026-05-24",
        "2026/5/24",
        "20260524",
        "五月二十四日",
        "５月２４日",
        "２０２６．５．２４",
        "党课5月24日",
        "于5.24召开",
    ],
)
def test_a_day_is_read_in_every_shape(text: str) -> None:
    assert iso(text) == "2026-05-24"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("5月24—26日", "2026-05-24/2026-05-26"),
        ("5月24日至26日", "2026-05-24/2026-05-26"),
        ("5月24日-6月2日", "2026-05-24/2026-06-02"),
        ("5.24-5.26", "2026-05-24/2026-05-26"),
        ("5.24~26", "2026-05-24/2026-05-26"),
        ("2026-05-24至2026-05-26", "2026-05-24/2026-05-26"),
        ("2025年12月30日—2026年1月2日", "2025-12-30/2026-01-02"),
        ("2025年12月30日—1月2日", "2025-12-30/2026-01-02"),
    ],
)
def test_a_range_has_two_days(text: str, days: str) -> None:
    assert iso(text) == days


@pytest.mark.parametrize(
    ("text", "day"),
    [("今天", "2026-11-21"), ("昨天党课", "2026-11-20"), ("前天", "2026-11-19"), ("明天党组会", "2026-11-22")],
)
def test_yesterday_is_a_day(text: str, day: str) -> None:
    assert iso(text) == day


@pytest.mark.parametrize("text", ["3.45万元", "12.5%", "3.55", "1.2.3", "13.20", "第3.5万份", "9人", "", "2026年度"])
def test_other_numbers_are_no_days(text: str) -> None:
    assert iso(text) == ""


@pytest.mark.parametrize("text", ["2月30日", "13月1日", "2026-02-30", "6月31日"])
def test_a_day_that_the_calendar_has_not_got_is_said(text: str) -> None:
    assert iso(text) == f"{text}?"


@pytest.mark.parametrize("text", ["上周五", "本周", "5月", "2026年5月份", "5月中旬", "周三", "上个月", "月底", "日前"])
def test_words_that_name_no_single_day_are_said(text: str) -> None:
    assert iso(text) == f"{text}?"


def test_a_day_without_a_year_is_in_this_one_or_in_last_year_while_that_is_open() -> None:
    january = datetime.date(2027, 1, 8)
    assert iso("12月28日", today=january, years=frozenset({2026, 2027})) == "2026-12-28"
    assert iso("12月28日", today=january, years=frozenset({2027})) == "2027-12-28"
    assert iso("1月5日", today=january, years=frozenset({2026, 2027})) == "2027-01-05"
    assert iso("12月30日—1月2日", today=january, years=frozenset({2026, 2027})) == "2026-12-30/2027-01-02"


def test_a_cell_holds_days_and_nothing_else() -> None:
    for text, first in (("2026-05-24 00:00:00", "2026-05-24"), (" 5.24 ", "2026-05-24")):
        days = whole_days(text, today=TODAY)
        assert days is not None
        assert str(days.first) == first
    assert whole_days("5.24 党课", today=TODAY) is None
