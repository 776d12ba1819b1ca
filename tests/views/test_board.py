"""The board: who has a row, and what an empty cell says."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from reports.choices import Role
from tests.cast import Cast
from tests.factories import give_role, make_period, make_person, make_report, make_report_type, make_snapshot, make_unit

pytestmark = pytest.mark.django_db


def board_of(cast: Cast) -> str:
    officer = make_person()
    give_role(officer, Role.OFFICER, cast.county, with_subunits=True)
    client = Client()
    client.force_login(officer)
    return client.get("/board/").content.decode()


def test_a_unit_that_nobody_writes_for_has_no_row(cast: Cast) -> None:
    make_report_type()
    make_period()
    make_unit("信访接待室", parent=cast.bureau)
    page = board_of(cast)
    assert cast.bureau.short_name in page
    assert "信访接待室" not in page
    assert f'<th scope="row">{cast.county.short_name}</th>' not in page


def test_a_missing_report_is_not_called_overdue(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    make_snapshot(report)
    past = timezone.localdate() - datetime.timedelta(days=1)
    type(report.period).objects.update(due=past)
    page = board_of(cast)
    assert "未提交" in page
    assert "逾期" not in page
    assert "逾期" not in page


@pytest.mark.parametrize(
    ("periods", "shown"),
    [
        ([(-320, 50), (-170, -130)], 50),
        ([(-320, 200), (-10, 20)], 20),
        ([(-500, -130), (-400, -200)], -130),
    ],
    ids=["the year after its first half", "the first half within its year", "nothing due any more"],
)
def test_the_board_opens_at_the_period_that_is_due_next(cast: Cast, periods: list[tuple[int, int]], shown: int) -> None:
    today = timezone.localdate()
    for year, (opens, due) in enumerate(periods, 2031):
        day = today + datetime.timedelta(days=due)
        make_period(code=str(year), year=year, opens=today + datetime.timedelta(days=opens), due=day, closes=day)
    client = Client()
    client.force_login(cast.admin)
    assert client.get("/board/").context["period"].due == today + datetime.timedelta(days=shown)
