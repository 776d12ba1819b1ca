"""The clock at midnight, on 29 February and jumping back: order goes by version, deadlines by the day in Shanghai."""

import datetime

import pytest
from django.utils import timezone

from reports.actions import moves
from reports.actions.drafting import save_preamble
from reports.errors import InvalidInput
from reports.models import Report
from reports.queries import is_open
from tests.cast import Cast
from tests.factories import make_period, make_report

pytestmark = pytest.mark.django_db


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """Let it be this moment, in UTC."""
    now = datetime.datetime.fromisoformat(f"{moment}+00:00")
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.mark.parametrize("closes", ["2028-02-29", "2026-12-31"])
def test_a_period_closes_at_midnight_in_shanghai(cast: Cast, monkeypatch: pytest.MonkeyPatch, closes: str) -> None:
    day = datetime.date.fromisoformat(closes)
    period = make_period(year=day.year, opens=day, due=day, closes=day)
    set_clock(monkeypatch, f"{closes}T15:59:59")
    assert is_open(cast.bureau, period)
    set_clock(monkeypatch, f"{closes}T16:00:00")
    assert not is_open(cast.bureau, period)


def test_a_period_that_closes_while_somebody_writes_keeps_the_text(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    day = datetime.date(2028, 2, 29)
    period = make_period(year=2028, opens=day, due=day, closes=day)
    report = make_report(cast.bureau, by=cast.clerk, period=period, filled=True)
    set_clock(monkeypatch, "2028-02-29T16:00:01")
    save_preamble(report, preamble="截止后一秒写的。", by=cast.clerk, version=1)
    with pytest.raises(InvalidInput):
        moves.submit_report(report, by=cast.clerk, version=2)
    assert Report.objects.get(pk=report.pk).preamble == "截止后一秒写的。"


def test_a_clock_that_jumps_back_changes_no_order(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    for version, moment in enumerate(("2026-11-20T12:00:00", "2026-11-20T09:00:00", "2025-01-01T00:00:00"), 1):
        set_clock(monkeypatch, moment)
        save_preamble(report, preamble=f"第{version}次", by=cast.clerk, version=version)
    stored = Report.objects.get(pk=report.pk)
    assert (stored.preamble, stored.version) == ("第3次", 4)
