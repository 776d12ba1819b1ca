"""The wizard's fields: text as the database keeps it, days as offices write them."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from reports.forms.fields import DayField, Lines, PlainText, RowsField
from reports.models import Unit


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


def test_names_stand_one_a_line() -> None:
    assert Lines().clean(" 甲局 \r\n\r\n乙局\n") == "甲局\n乙局"


def test_the_same_text_counts_as_unchanged_whatever_its_line_ends() -> None:
    assert not PlainText().has_changed("一\n二", "一\r\n二")


@pytest.mark.parametrize("text", ["2027-03-31", "2027年3月31日", "2027.3.31", "2027/03/31", "20270331", " 2027-3-31 "])
def test_a_day_is_understood_as_it_is_written(text: str) -> None:
    assert DayField().clean(text) == datetime.date(2027, 3, 31)


@pytest.mark.parametrize("text", ["2027-02-30", "三月底", "3月31日"])
def test_a_day_that_does_not_exist_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValidationError, match="没有这一天"):
        DayField().clean(text)


def test_only_offered_rows_can_be_chosen() -> None:
    field = RowsField()
    offered = [Unit(pk=1, name="甲"), Unit(pk=2, name="乙")]
    field.offer(offered)
    assert field.clean(["2", "1"]) == offered
    assert field.clean([]) == []
    with pytest.raises(ValidationError):
        field.clean(["3"])
