"""Figures count what the ledger says, within their unit and time, in as many queries for many as for one."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.choices import ChapterKind, Computation, Scope
from reports.document import Reference
from reports.models import Activity, Answer, Report, TypedFigure, Unit
from reports.queries.figures import Extent, activities_in, figure_values, records_of
from tests.factories import (
    make_activity,
    make_entry,
    make_indicator,
    make_kind,
    make_period,
    make_report,
    make_unit,
)

pytestmark = pytest.mark.django_db


def year_report(unit: Unit | None = None) -> Report:
    return make_report(unit, period=make_period(year=2026))


def value_of(report: Report, *references: Reference) -> list[int | None]:
    values = figure_values(report, references)
    return [values[reference.key].value for reference in references]


def test_activities_attendance_quantity_and_titles_are_counted() -> None:
    report = year_report()
    talk, letter = make_kind(), make_kind(quantity_word="份")
    make_activity(report.unit, talk, "2026-05-24", attendance=9, title="集体廉政谈话")
    make_activity(report.unit, talk, "2026-12-31", attendance=3, title="集体廉政谈话")
    make_activity(report.unit, talk, "2026-01-01", title="任前谈话")
    make_activity(report.unit, letter, "2026-02-02", quantity=42)
    make_indicator("talks", talk)
    make_indicator("people", talk, computation=Computation.ATTENDANCE)
    make_indicator("topics", talk, computation=Computation.DISTINCT)
    make_indicator("letters", letter, computation=Computation.QUANTITY)
    make_indicator("all", talk, letter)
    make_indicator("none", make_kind())

    figures = [Reference(code) for code in ("talks", "people", "topics", "letters", "all", "none")]
    assert value_of(report, *figures) == [3, 12, 2, 42, 4, 0]


def test_only_what_counts_is_counted() -> None:
    report = year_report()
    kind = make_kind()
    make_indicator("talks", kind)
    office = make_unit(parent=report.unit, code="CZ01")
    first = make_activity(report.unit, kind, "2026-05-24")
    make_activity(office, kind, "2026-05-24", same_as=first)
    make_activity(office, kind, "2026-09-01")
    make_activity(office, kind, "2025-09-01")
    make_activity(make_unit(), kind, "2026-05-24")
    make_activity(report.unit, kind, "2026-06-01", voided_at=timezone.now(), void_reason="录错")
    make_activity(report.unit, make_kind(), "2026-06-01")

    assert value_of(
        report,
        Reference("talks"),
        Reference("talks", Scope.FIRST_HALF),
        Reference("talks", Scope.SECOND_HALF),
        Reference("talks", Scope.LAST_YEAR),
        Reference("talks", office="CZ01"),
    ) == [2, 1, 1, 1, 2]


def test_a_repeated_meeting_counts_where_the_first_does_not() -> None:
    report = year_report()
    kind = make_kind()
    make_indicator("talks", kind)
    office = make_unit(parent=report.unit, code="CZ01")
    first = make_activity(report.unit, kind, "2026-06-30")
    make_activity(office, kind, "2026-07-01", same_as=first)

    assert value_of(report, Reference("talks"), Reference("talks", Scope.SECOND_HALF)) == [1, 1]

    Activity.objects.filter(pk=first.pk).update(voided_at=timezone.now(), void_reason="录错")
    assert value_of(report, Reference("talks")) == [1]


def test_the_same_period_a_year_before_ends_with_february() -> None:
    winter = make_period(year=2024, last_day=datetime.date(2024, 2, 29))
    report = make_report(period=winter)
    kind = make_kind()
    make_indicator("talks", kind)
    make_activity(report.unit, kind, "2023-02-28")
    make_activity(report.unit, kind, "2023-03-01")

    assert value_of(report, Reference("talks", Scope.LAST_YEAR)) == [1]


def test_an_office_elsewhere_and_an_unknown_figure_have_no_value() -> None:
    report = year_report()
    make_indicator("talks", make_kind())
    make_unit(code="ELSE")

    assert value_of(report, Reference("talks", office="ELSE"), Reference("nobody")) == [None, None]


def test_what_a_person_typed_takes_the_place_of_the_count() -> None:
    report = year_report()
    make_indicator("talks", make_kind())
    make_indicator("savings", computation=Computation.TYPED)
    typed = {"report": report, "value": 7, "reason": "台账未登全", "by": report.created_by}
    TypedFigure.objects.create(key="talks", **typed)

    values = figure_values(report, [Reference("talks"), Reference("talks", Scope.FIRST_HALF), Reference("savings")])

    assert [(value.value, value.counted) for value in values.values()] == [(7, 0), (0, 0), (None, None)]


def named(report: Report, heading: str, **values: Any) -> None:
    make_entry(report.chapters.get(kind=ChapterKind.PROBLEMS), heading, **values)


PROBLEM_FIGURES = ("found", "closed", "open")


@pytest.fixture
def problem_indicators() -> None:
    for code, computation in zip(
        PROBLEM_FIGURES,
        (Computation.PROBLEMS_FOUND, Computation.PROBLEMS_CLOSED, Computation.PROBLEMS_OPEN),
        strict=True,
    ):
        make_indicator(code, computation=computation)


def problem_values(report: Report, scope: Scope = Scope.PERIOD, office: str = "") -> list[int | None]:
    return value_of(report, *(Reference(code, scope, office) for code in PROBLEM_FIGURES))


@pytest.mark.usefixtures("problem_indicators")
def test_problems_found_are_those_that_reports_name_or_that_were_open_from_earlier() -> None:
    report = year_report()
    below = make_unit(parent=report.unit)
    before = make_report(report.unit, period=make_period(year=2025), state="approved")
    named(before, "去年的")
    named(before, "去年的，还没人答复")
    named(report, "台账不全")
    named(report, "接着写的", carried_from=before.problems.get(heading="去年的"))
    named(report, "已撤下", removed_at=timezone.now())
    named(make_report(below, period=report.period, state="archived"), "下级的")
    named(make_report(below, period=report.period), "下级草稿里的")
    named(make_report(period=report.period, state="approved"), "别的局的")

    assert problem_values(report) == [4, 0, 4]
    assert problem_values(report, Scope.LAST_YEAR) == [2, 0, 2]
    assert problem_values(report, office=below.code) == [1, 0, 1]


@pytest.mark.usefixtures("problem_indicators")
def test_problems_are_closed_out_between_the_days() -> None:
    report = year_report()
    before = make_report(report.unit, period=make_period(year=2025), state="approved")
    below = make_report(make_unit(parent=report.unit), period=make_period(year=2025), state="approved")
    elsewhere = make_report(period=make_period(year=2025), state="approved")
    # The last evening of 2025 and the first moment of 2026, by the clock of Shanghai.
    moments = ("2025-12-31T15:59Z", "2025-12-31T16:00Z", "2026-08-01T00:00Z")
    for number, moment in enumerate(moments):
        named(before, f"第{number}个", rectification_state="closed", closed_at=moment)
    named(below, "下级的", rectification_state="closed", closed_at=moments[1])
    named(elsewhere, "别的局的", rectification_state="closed", closed_at=moments[1])
    named(before, "没改完的")

    assert problem_values(report) == [4, 3, 1]
    assert problem_values(report, Scope.FIRST_HALF)[1] == 2
    assert problem_values(report, Scope.LAST_YEAR) == [5, 1, 4]


@pytest.mark.usefixtures("problem_indicators")
def test_problems_that_the_report_answers_as_done_are_settled_in_its_period_alone() -> None:
    report = year_report()
    before = make_report(report.unit, period=make_period(year=2025), state="approved")
    for name in ("改完的", "不再继续的", "没答复的"):
        named(before, name)
    done, dropped, _left = before.problems.all()
    answers = {"report": report}
    Answer.objects.create(problem=done, outcome="done", text="已更新", **answers)
    Answer.objects.create(problem=dropped, outcome="dropped", text="职能已划转", **answers)
    named(report, "今年的")

    assert problem_values(report) == [4, 1, 2]

    # Approval closes it out, here after the year has ended.
    Report.objects.filter(pk=report.pk).update(state="approved")
    before.problems.filter(pk=done.pk).update(rectification_state="closed", closed_at="2027-01-20T00:00Z")
    assert problem_values(report) == [4, 1, 2]
    later = make_report(report.unit, period=make_period(year=2027))
    assert problem_values(later) == [2, 0, 2]


def test_the_records_behind_a_figure_are_those_that_were_counted() -> None:
    report = year_report()
    talk, letter = make_kind(), make_kind()
    make_indicator("talks", talk)
    make_indicator("letters", letter)
    make_indicator("typed", computation=Computation.TYPED)
    later = make_activity(report.unit, talk, "2026-09-01")
    earlier = make_activity(report.unit, talk, "2026-05-24")
    letters = make_activity(report.unit, letter, "2026-05-24")
    make_activity(report.unit, make_kind(), "2026-05-24")

    values = figure_values(report, [Reference("talks"), Reference("letters"), Reference("typed")])

    assert records_of(report, values.values()) == {"talks": [earlier, later], "letters": [letters]}


def test_sixty_figures_cost_as_many_queries_as_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    report = year_report()
    kinds = [make_kind() for _number in range(60)]
    for number, kind in enumerate(kinds):
        make_indicator(f"figure_{number}", kind)
        make_activity(report.unit, kind, "2026-05-24")
    fresh = Report.objects.select_related("unit", "period").get(pk=report.pk)

    for count in (1, 60):
        with django_assert_num_queries(4):
            values = figure_values(fresh, [Reference(f"figure_{number}") for number in range(count)])
        with django_assert_num_queries(2):
            records = records_of(fresh, values.values())
        assert sum(map(len, records.values())) == count
    with django_assert_num_queries(0):
        assert figure_values(fresh, []) == {}


def test_the_few_units_are_found_before_their_activities() -> None:
    """Joined, either database reads the activities of every unit: a second for a county, also for one of its offices.

    `make bench` has the times.
    """
    day = datetime.date(2026, 1, 1)

    assert "JOIN" not in str(activities_in(Extent("0001", day, day)).query)


def test_figures_of_several_times_and_offices_take_as_many_queries_as_of_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    report, kind = year_report(), make_kind()
    make_indicator("talks", kind)
    references = [Reference("talks", scope) for scope in Scope]
    for number in range(9):
        office = make_unit(parent=report.unit, code=f"CZ{number}")
        make_activity(office, kind, "2026-05-24")
        references += [Reference("talks", scope, office.code) for scope in Scope]

    with django_assert_num_queries(5):
        values = figure_values(report, references)

    assert [values[one.key].value for one in references] == [9, 9, 0, 0] + [1, 1, 0, 0] * 9
