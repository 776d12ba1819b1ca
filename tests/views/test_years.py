"""A unit over the years: what was reported and counted, what is open, kept and returned; and who sees which of it."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.choices import ChapterKind, Computation, Outcome, PeriodKind, ReportState, Role
from reports.models import Activity, ActivityKind, Answer, Decision, FrozenFigure, Indicator, Person, Report, Unit
from reports.queries.years import Line, figure_years
from tests.cast import Cast
from tests.factories import (
    give_role,
    make_activity,
    make_entry,
    make_indicator,
    make_kind,
    make_period,
    make_person,
    make_report,
    make_snapshot,
    make_unit,
)

pytestmark = pytest.mark.django_db


def approved(
    cast: Cast, year: int = 2025, figures: Mapping[str, int] | None = None, *, opened_again: bool = False
) -> Report:
    """A report of the bureau that an officer approved with these figures."""
    period = make_period(year=year)
    state = "draft" if opened_again else "approved"
    report = make_report(cast.bureau, by=cast.clerk, period=period, filled=True, state=state)
    approve(report, figures or {}, by=cast.officer)
    return report


def approve(report: Report, figures: Mapping[str, int], *, by: Person) -> None:
    snapshot = make_snapshot(report)
    for key, value in figures.items():
        basis = {"computation": "count", "kinds": [], "unit_word": "次", "days": [], "office": "", "counted": value}
        FrozenFigure.objects.create(
            snapshot=snapshot,
            key=key,
            name="谈心谈话",
            value=value,
            printed=f"{value}次",
            basis={**basis, "typed": None},
            sha256="0" * 64,
        )
    decided(report, "approve", by=by, snapshot=snapshot)


def decided(report: Report, move: str, **values: Any) -> Decision:
    states = {"from_state": ReportState.SUBMITTED.value, "to_state": ReportState.APPROVED.value}
    return Decision.objects.create(report=report, move=move, **states, **values)


@pytest.fixture
def kind() -> ActivityKind:
    return make_kind("谈心谈话")


@pytest.fixture
def talks(kind: ActivityKind) -> Indicator:
    return make_indicator("talks", kind, name="谈心谈话", unit_word="次")


def page_of(person: Person, unit: Unit) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(f"/units/{unit.pk}/years/")
    assert answer.status_code == 200
    return answer.content.decode()


def told(unit: Unit, *, with_ledger: bool = True) -> dict[int, tuple[list[int], int | None]]:
    """What the only figure of the unit says, by year: reported and counted."""
    (line,) = figure_years(unit, with_ledger=with_ledger).lines
    return {cell.year: ([one.value for one in cell.reported], cell.counted) for cell in line.cells}


def test_what_was_reported_stands_beside_what_the_ledger_counts(
    cast: Cast, kind: ActivityKind, talks: Indicator
) -> None:
    approved(cast, 2023, {"talks": 3})
    approved(cast, 2025, {"talks": 1})
    office = make_unit(parent=cast.bureau)
    make_activity(cast.bureau, kind, "2024-12-31")
    make_activity(office, kind, "2025-01-01")
    make_activity(office, kind, "2025-06-01")
    make_activity(cast.other_bureau, kind, "2025-06-01")

    assert told(cast.bureau) == {2023: ([3], None), 2024: ([], 1), 2025: ([1], 2)}
    assert told(cast.bureau, with_ledger=False) == {2023: ([3], None), 2024: ([], None), 2025: ([1], None)}


def test_the_ledger_counts_as_a_report_of_that_period_would(cast: Cast, kind: ActivityKind, talks: Indicator) -> None:
    report = approved(cast, 2025, {"talks": 1})
    type(report.period).objects.update(first_day="2024-12-01", last_day="2025-11-30")
    first = make_activity(cast.bureau, kind, "2024-12-31")
    make_activity(make_unit(parent=cast.bureau), kind, "2025-01-01", same_as=first)
    make_activity(cast.bureau, kind, "2025-12-05")

    assert told(cast.bureau)[2025] == ([1], 1)


def test_a_figure_with_no_value_in_any_year_has_no_line(cast: Cast, talks: Indicator) -> None:
    make_activity(cast.bureau, make_kind(), "2025-01-01")
    make_indicator("typed", computation=Computation.TYPED)

    assert figure_years(cast.bureau, with_ledger=True).lines == ()


def test_a_figure_that_the_catalogue_has_no_more_keeps_its_name(cast: Cast) -> None:
    approved(cast, 2025, {"forgotten": 4})

    (line,) = figure_years(cast.bureau, with_ledger=True).lines

    assert isinstance(line, Line)
    assert (line.name, line.word, line.cells[0].first) == ("谈心谈话", "次", 4)


def test_only_the_approved_version_of_a_yearly_report_counts(cast: Cast, talks: Indicator) -> None:
    report = approved(cast, 2025, {"talks": 12}, opened_again=True)
    make_snapshot(report)
    approved(cast, 2025, {"talks|first_half": 5, "talks||CZ01": 2})
    half = make_period(year=2024, kind=PeriodKind.FIRST_HALF.value)
    approve(make_report(cast.bureau, period=half), {"talks": 7}, by=cast.officer)
    make_snapshot(make_report(cast.bureau, period=make_period(year=2023)))

    assert told(cast.bureau) == {2025: ([12], None)}


def test_reports_that_disagree_stand_side_by_side(cast: Cast, talks: Indicator) -> None:
    for value in (12, 14, 12):
        approved(cast, 2025, {"talks": value})

    assert told(cast.bureau) == {2025: ([12, 14], None)}


def test_the_units_own_people_see_the_ledger_and_officers_do_not(
    cast: Cast, kind: ActivityKind, talks: Indicator
) -> None:
    report = approved(cast, 2025, {"talks": 12})
    make_activity(cast.bureau, kind, "2025-03-01")

    ours, theirs = page_of(cast.clerk, cast.bureau), page_of(cast.officer, cast.bureau)

    link = f'href="/reports/{report.pk}/snapshots/1/figures/talks/"'
    assert link in ours
    assert link in theirs
    assert 'data-reported="12" data-counted="1"' in ours
    assert "台账 1" in ours
    assert 'data-reported="12">' in theirs
    assert "台账" not in theirs.split("<main")[1]


def test_those_above_see_the_same_without_ways_into_the_reports(
    cast: Cast, kind: ActivityKind, talks: Indicator
) -> None:
    approved(cast, 2025, {"talks": 12})
    make_activity(cast.bureau, kind, "2025-03-01")
    above = make_person()
    give_role(above, Role.HEAD, cast.county)

    page = page_of(above, cast.bureau)

    assert "台账 1" in page
    assert 'href="/reports/' not in page


def test_no_other_unit_is_on_the_page(cast: Cast, talks: Indicator) -> None:
    approved(cast, 2025, {"talks": 12})
    other = make_report(cast.other_bureau, by=cast.outsider, filled=True, state="approved")
    approve(other, {"talks": 99}, by=cast.officer)

    page = page_of(cast.officer, cast.bureau)

    assert cast.other_bureau.name not in page
    assert "99" not in page.split("<main")[1]


def test_open_problems_are_those_of_approved_reports_that_live_on(cast: Cast) -> None:
    report = approved(cast, 2024, {"talks": 9})
    chapter = report.chapters.get(kind=ChapterKind.PROBLEMS)
    make_entry(chapter, "谈话只有{{talks}}")
    carried = make_entry(chapter, "台账不全")
    make_entry(chapter, "已经改完", rectification_state="closed", closed_at="2025-01-01T00:00Z")
    later = approved(cast, 2025)
    make_entry(later.chapters.get(kind=ChapterKind.PROBLEMS), "台账仍不全", carried_from=carried)
    draft = make_report(cast.bureau, by=cast.clerk, filled=True)
    make_entry(draft.chapters.get(kind=ChapterKind.PROBLEMS), "还没写完")

    page = page_of(cast.officer, cast.bureau)

    assert "谈话只有9次" in page
    assert "台账仍不全" in page
    assert "台账不全" not in page
    assert "已经改完" not in page
    assert "还没写完" not in page


def test_promises_say_what_the_next_report_said_of_them(cast: Cast) -> None:
    report = approved(cast, 2024)
    report.nextsteps.all().delete()
    chapter = report.chapters.get(kind=ChapterKind.NEXT_STEPS)
    for name in ("补齐台账", "开发系统", "轮岗", "家访"):
        make_entry(chapter, name)
    done, dropped, forgotten, _silent = report.nextsteps.all()
    later = approved(cast, 2025)
    later.nextsteps.all().delete()
    later.workitems.update(heading="台账逐页补齐")
    answer = Answer.objects.create(report=later, next_step=done, outcome=Outcome.DONE.value, text="六月底补完")
    answer.work_items.add(later.workitems.get())
    Answer.objects.create(report=later, next_step=dropped, outcome=Outcome.DROPPED.value, text="上级统一建设")
    draft = make_report(cast.bureau, by=cast.clerk)
    Answer.objects.create(report=draft, next_step=forgotten, outcome=Outcome.DONE.value, text="草稿里的话")

    page = page_of(cast.officer, cast.bureau)

    assert "4项，已兑现1项" in page
    assert "六月底补完；台账逐页补齐" in page
    assert "上级统一建设" in page
    assert "草稿里的话" not in page
    assert page.count("尚未交代") == 2


def test_what_was_ticked_off_is_no_officers_business_before_it_is_reported(cast: Cast) -> None:
    report = approved(cast, 2025)
    report.nextsteps.update(kept_at="2026-03-01T00:00Z", kept_word="已在三月办结")

    assert "已在三月办结" in page_of(cast.clerk, cast.bureau)
    theirs = page_of(cast.officer, cast.bureau)
    assert "已在三月办结" not in theirs
    assert "尚未交代" in theirs


def test_returns_stand_with_their_reasons(cast: Cast) -> None:
    report = approved(cast, 2025)
    snapshot = report.snapshots.get()
    decided(report, "return", by=cast.officer, snapshot=snapshot, reason="数据对不上", categories=["untrue_data"])
    decided(report, "return", by=cast.officer, snapshot=snapshot)

    page = page_of(cast.clerk, cast.bureau)

    assert "数据对不上" in page
    assert "数据不实" in page
    assert "理由见正文旁的意见" in page


def test_twenty_years_take_as_many_queries_as_two(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page_of(cast.clerk, cast.bureau)
        return len(captured)

    def year(number: int) -> None:
        kind = make_kind()
        make_indicator(f"talks_{number}", kind)
        report = approved(cast, number, {f"talks_{number}": number})
        make_entry(report.chapters.get(kind=ChapterKind.PROBLEMS), f"只有{{{{talks_{number}}}}}")
        step = report.nextsteps.get()
        for _ in range(3):
            make_activity(cast.bureau, kind, f"{number}-05-04")
        Answer.objects.create(report=report, next_step=step, outcome=Outcome.DONE.value, text="办结")
        step.activities.add(Activity.objects.latest("pk"))
        decided(report, "return", by=cast.officer, snapshot=report.snapshots.get(), reason="写细")

    year(2020)
    year(2021)
    few = queries()
    for number in range(2022, 2040):
        year(number)
    assert queries() == few


def test_what_changed_most_stands_open_and_the_rest_is_folded(cast: Cast) -> None:
    kinds = [make_kind() for _number in range(10)]
    for number, one in enumerate(kinds):
        make_indicator(f"figure_{number}", one, name=f"第{number}项")
        for year, count in ((2024, 2), (2025, 2 + (number == 7) * 4 + (number == 9) * 2)):
            for day in range(count):
                make_activity(cast.bureau, one, f"{year}-03-{day + 1:02}")

    changed, others = figure_years(cast.bureau, with_ledger=True).parts

    assert [line.code for line in changed] == ["figure_7", "figure_9"]
    assert [line.code for line in others] == [f"figure_{number}" for number in (0, 1, 2, 3, 4, 5, 6, 8)]
    page = page_of(cast.clerk, cast.bureau)
    assert page.index("尚未销号的问题") < page.index("变化最大的") < page.index("其他数据")
