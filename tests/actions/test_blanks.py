"""Blanks and typed counts become figures: which words go, which stay, and what is refused."""

import pytest

from reports.actions.blanks import bind_gaps
from reports.choices import Computation, Role
from reports.composing.blanks import Gap, gaps_of
from reports.composing.fields import read_fields
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import AuditEntry, Person, Report, TypedFigure, WorkItem
from reports.queries.catalogue import catalogue
from tests.factories import give_role, make_entry, make_indicator, make_period, make_person, make_report

pytestmark = pytest.mark.django_db

TEXT = "开展谈心谈话**余人次，讲廉政党课*次。\n对**名不守纪律的人员通报批评，签订责任书42份。"


@pytest.fixture
def report() -> Report:
    make_indicator("talk", computation=Computation.ATTENDANCE, name="谈心谈话", unit_word="人次")
    make_indicator("lecture", name="廉政党课", unit_word="次")
    make_indicator("criticized", computation=Computation.ATTENDANCE, name="通报批评", unit_word="人")
    make_indicator("letter", computation=Computation.QUANTITY, name="签订责任书", unit_word="份", words=["责任书"])
    report = make_report(period=make_period(year=2026))
    make_entry(report.chapters.all()[0], body=TEXT)
    return report


@pytest.fixture
def clerk(report: Report) -> Person:
    person = make_person()
    give_role(person, Role.CLERK, report.unit)
    return person


def gaps(report: Report) -> list[Gap]:
    return gaps_of(read_fields(report), catalogue())


def key_of(report: Report, words: str) -> str:
    """The key of the gap with these words, its count word included."""
    entry = WorkItem.objects.get(report=report)
    return next(gap.key for gap in gaps(report) if entry.body[gap.start : gap.end] == words)


def body(report: Report) -> str:
    return WorkItem.objects.get(report=report).body


def test_every_gap_is_in_its_field_with_its_proposal_and_value(report: Report) -> None:
    found = [(body(report)[gap.start : gap.end], gap.blank.indicator, gap.value) for gap in gaps(report)]

    assert found == [
        ("**余人次", "talk", None),
        ("*次", "lecture", None),
        ("**名", "criticized", None),
        ("42份", "letter", 42),
    ]


def test_a_figure_takes_the_place_of_the_blank_with_its_count_word(report: Report, clerk: Person) -> None:
    chosen = {gap.key: gap.blank.indicator or "" for gap in gaps(report)}

    bind_gaps(report, chosen, by=clerk, version=report.version)

    assert body(report) == (
        "开展谈心谈话{{talk|||about}}，讲廉政党课{{lecture}}。\n"
        "对{{criticized|||bare}}名不守纪律的人员通报批评，签订责任书{{letter}}。"
    )
    assert gaps(report) == []
    entry = AuditEntry.objects.get(event="report.figures_bound")
    assert entry.detail["figures"] == ["criticized", "lecture", "letter", "talk"]
    assert not TypedFigure.objects.exists()


def test_a_figure_beside_a_blank_keeps_what_it_counts_to_itself(report: Report) -> None:
    make_indicator("received", name="受理问题线索", unit_word="件", words=["问题线索"])
    make_indicator("filed", name="立案", unit_word="件", words=["立案审查"])
    WorkItem.objects.update(body="处置问题线索{{received}}，立案*件。")

    assert [gap.blank.indicator for gap in gaps(report)] == ["filed"]


def test_a_typed_number_can_stay_as_the_value_of_its_figure(report: Report, clerk: Person) -> None:
    bind_gaps(report, {key_of(report, "42份"): "letter"}, typed=True, by=clerk, version=report.version)

    typed = TypedFigure.objects.get()
    assert (typed.key, typed.value, typed.by, bool(typed.reason)) == ("letter", 42, clerk, True)
    assert body(report).endswith("签订责任书{{letter}}。")


def test_one_figure_is_not_typed_twice_otherwise(report: Report, clerk: Person) -> None:
    TypedFigure.objects.create(report=report, key="letter", value=40, reason="数过", by=clerk)

    with pytest.raises(InvalidInput, match="40"):
        bind_gaps(report, {key_of(report, "42份"): "letter"}, typed=True, by=clerk, version=report.version)
    with pytest.raises(InvalidInput):
        bind_gaps(report, {key_of(report, "*次"): "lecture"}, typed=True, by=clerk, version=report.version)
    assert body(report) == TEXT


def test_what_is_not_there_any_more_is_not_bound(report: Report, clerk: Person) -> None:
    key = key_of(report, "*次")
    WorkItem.objects.filter(report=report).update(body="改过了，没有空缺。")

    with pytest.raises(StaleReport):
        bind_gaps(report, {key: "lecture"}, by=clerk, version=report.version)
    assert body(report) == "改过了，没有空缺。"


def test_an_unknown_indicator_an_old_version_a_stranger_and_a_sent_report_are_refused(
    report: Report, clerk: Person
) -> None:
    chosen = {key_of(report, "*次"): "lecture"}
    with pytest.raises(InvalidInput):
        bind_gaps(report, dict.fromkeys(chosen, "gone"), by=clerk, version=report.version)
    with pytest.raises(StaleReport):
        bind_gaps(report, chosen, by=clerk, version=report.version + 1)
    with pytest.raises(NotAllowed):
        bind_gaps(report, chosen, by=make_person(), version=report.version)
    Report.objects.filter(pk=report.pk).update(state="submitted")
    with pytest.raises(WrongState):
        bind_gaps(report, chosen, by=clerk, version=report.version)
    assert body(report) == TEXT
