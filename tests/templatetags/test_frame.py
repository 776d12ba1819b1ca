"""The words of the frame: states, periods, due days."""

import datetime

import pytest
from django.utils import timezone, translation

from reports.actions import moves, reviews
from reports.choices import ReportState
from reports.models import Period
from reports.templatetags.frame import day, days_left, due_words, period_name, read_by, state_chip, when, works_for
from tests.cast import make_cast
from tests.factories import make_report


@pytest.mark.parametrize(
    ("days", "late", "words"),
    [
        (6, False, "6 days left"),
        (1, False, "1 day left"),
        (0, False, "Due today"),
        (-1, True, "1 day overdue"),
        (-2, True, "2 days overdue"),
    ],
)
def test_a_due_day_is_said_from_today(days: int, late: bool, words: str) -> None:
    with translation.override("en"):
        assert days_left(timezone.localdate() + datetime.timedelta(days=days)) == {"late": late, "words": words}


@pytest.mark.parametrize(
    ("kind", "month", "words"),
    [
        ("year", 1, "Year 2026"),
        ("first_half", 1, "First half of 2026"),
        ("quarter", 1, "Quarter 1 of 2026"),
        ("quarter", 7, "Quarter 3 of 2026"),
        ("quarter", 10, "Quarter 4 of 2026"),
    ],
)
def test_a_period_has_a_name(kind: str, month: int, words: str) -> None:
    with translation.override("en"):
        assert period_name(Period(kind=kind, year=2026, first_day=datetime.date(2026, month, 1))) == words


def test_a_moment_in_a_list_is_short_and_local() -> None:
    this_year = timezone.localdate().year
    moment = datetime.datetime(this_year, 4, 11, 2, 32, tzinfo=datetime.UTC)
    assert when(moment) == "04-11 10:32"
    assert when(moment.replace(year=2024)) == "2024-04-11 10:32"
    assert when(None) == ""


def test_a_day_in_a_list_has_its_year_only_where_it_is_another() -> None:
    this_year = timezone.localdate().year
    assert day(datetime.date(this_year, 1, 10)) == "01-10"
    assert day(datetime.date(this_year + 1, 1, 10)) == f"{this_year + 1}-01-10"


@pytest.mark.django_db
def test_the_strip_says_which_officer_reads() -> None:
    cast = make_cast()
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    assert read_by(report) == ""
    moves.submit_report(report, by=cast.clerk, version=report.version)
    assert read_by(report) == "未打开"
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    assert read_by(report) == "沈正审核中"


@pytest.mark.django_db
def test_the_due_day_matters_only_while_the_unit_has_the_report() -> None:
    report = make_report()
    answers = {}
    for state in ReportState:
        report.state = state.value
        answers[state] = due_words(report) is not None
    assert [state for state, said in answers.items() if said] == [
        ReportState.DRAFT,
        ReportState.FOR_SIGN_OFF,
        ReportState.RETURNED,
    ]


@pytest.mark.django_db
def test_the_frame_says_for_whom_a_person_works() -> None:
    cast = make_cast()
    with translation.override("en"):
        assert works_for(cast.clerk) == cast.bureau.short_name
        assert works_for(cast.admin) == "Administrator"


@pytest.mark.django_db
def test_a_chip_names_the_state() -> None:
    with translation.override("en"):
        assert state_chip(make_report(state="returned")) == '<span class="chip returned">Returned</span>'
