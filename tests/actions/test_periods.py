"""Periods and extensions: what each verb does, and each refusal."""

import datetime
from typing import Any

import pytest

from reports.actions import periods
from reports.errors import InvalidInput
from reports.models import AuditEntry, Extension, Period
from reports.queries import due_date
from tests.cast import Cast
from tests.factories import make_report

pytestmark = pytest.mark.django_db


def values(**changes: Any) -> dict[str, Any]:
    day = datetime.date
    return {
        "year": 2026,
        "kind": "first_half",
        "first_day": day(2026, 1, 1),
        "last_day": day(2026, 6, 30),
        "opens": day(2026, 6, 1),
        "due": day(2026, 7, 10),
        "closes": day(2026, 7, 31),
        **changes,
    }


def test_a_period_gets_the_usual_code(cast: Cast) -> None:
    assert periods.create_period(**values(), by=cast.admin).code == "2026H1"
    april = datetime.date(2026, 4, 1)
    assert periods.create_period(**values(kind="quarter", first_day=april), by=cast.admin).code == "2026Q2"
    assert periods.create_period(**values(kind="year"), by=cast.admin).code == "2026"
    assert AuditEntry.objects.first().detail["days"]["due"] == "2026-07-10"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last_day": datetime.date(2025, 12, 31)}, "last_day"),
        ({"year": 2025}, "year"),
        ({"opens": datetime.date(2026, 7, 11)}, "due"),
        ({"closes": datetime.date(2026, 7, 9)}, "closes"),
        ({"kind": "decade"}, "kind"),
        ({"code": "taken"}, "code"),
    ],
)
def test_each_wrong_value_is_named(cast: Cast, changes: dict[str, Any], field: str) -> None:
    periods.create_period(**values(code="taken"), by=cast.admin)
    with pytest.raises(InvalidInput) as caught:
        periods.create_period(**values(**changes), by=cast.admin)
    assert caught.value.field == field
    assert Period.objects.count() == 1


def test_days_change_and_stand_in_the_audit(cast: Cast) -> None:
    period = periods.create_period(**values(), by=cast.admin)
    later = datetime.date(2026, 7, 15)
    periods.change_period(period, code="2026H1", **values(due=later), by=cast.admin)
    periods.change_period(period, code="", **values(due=later), by=cast.admin)

    assert Period.objects.get().due == later
    detail = AuditEntry.objects.get(event="period.changed").detail
    assert (detail["before"]["due"], detail["after"]["due"]) == ("2026-07-10", "2026-07-15")


def test_year_and_kind_stay_once_there_are_reports(cast: Cast) -> None:
    period = periods.create_period(**values(), by=cast.admin)
    make_report(cast.bureau, period=period)
    for changes in ({"kind": "year"}, {"year": 2025}):
        with pytest.raises(InvalidInput) as caught:
            periods.change_period(period, code="", **values(**changes), by=cast.admin)
        assert caught.value.field in changes


def test_an_extension_gives_more_time_until_it_ends(cast: Cast) -> None:
    period = periods.create_period(**values(), by=cast.admin)
    until = datetime.date(2026, 8, 5)
    periods.grant_extension(period, cast.bureau, until=until, reason=" 汛期抢险 ", by=cast.admin)
    periods.grant_extension(period, cast.bureau, until=datetime.date(2026, 8, 6), reason="汛期", by=cast.admin)

    extension = Extension.objects.get()
    assert (extension.reason, due_date(cast.bureau, period)) == ("汛期", datetime.date(2026, 8, 6))

    periods.end_extension(extension, by=cast.admin)
    assert due_date(cast.bureau, period) == period.due
    events = list(AuditEntry.objects.values_list("event", flat=True))
    assert events == ["extension.ended", "extension.granted", "extension.granted", "period.created"]


@pytest.mark.parametrize(("until", "reason", "field"), [((2026, 7, 10), "忙", "until"), ((2026, 8, 1), " ", "reason")])
def test_an_extension_needs_a_later_day_and_a_reason(
    cast: Cast, until: tuple[int, int, int], reason: str, field: str
) -> None:
    period = periods.create_period(**values(), by=cast.admin)
    with pytest.raises(InvalidInput) as caught:
        periods.grant_extension(period, cast.bureau, until=datetime.date(*until), reason=reason, by=cast.admin)
    assert caught.value.field == field
