"""Rules of administrators; explanations and waivers of units, and how both keep a report or let it go."""

from typing import Any

import pytest

from reports.actions.checks import change_check_rule, create_check_rule, ensure_check_rule, save_answers
from reports.actions.moves import return_report, submit_report
from reports.choices import ChapterKind, CheckSeverity
from reports.composing.checks import Contradiction, contradictions
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import AuditEntry, CheckRule, Explanation, Person, Report, Waiver
from tests.cast import Cast
from tests.factories import (
    make_activity,
    make_entry,
    make_indicator,
    make_kind,
    make_report,
    make_report_type,
    make_rule,
)

pytestmark = pytest.mark.django_db

ENOUGH = "两次研讨由机关党委单独组织，不计入中心组学习。"


@pytest.fixture
def report(cast: Cast) -> Report:
    """A complete report that takes a figure: one study, two discussions."""
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    study, discussion = make_kind(), make_kind()
    make_indicator("study", study, name="中心组学习")
    make_indicator("discussion", discussion, name="中心组研讨")
    make_activity(cast.bureau, study)
    make_activity(cast.bureau, discussion)
    make_activity(cast.bureau, discussion)
    make_entry(report.chapters.get(kind=ChapterKind.WORK), body="全年学习{{study}}。")
    return report


def rule(severity: CheckSeverity = CheckSeverity.VERIFY, **values: Any) -> CheckRule:
    return make_rule("discussion <= study", severity=severity.value, **values)


def answer(report: Report, text: str, by: Person, *, waive: bool = False, **more: Any) -> None:
    offered = contradictions(report)
    texts = {one.id: text for one in offered}
    explanations, waivers = ({}, texts) if waive else (texts, {})
    save_answers(report, explanations, waivers, **{"offered": offered, "by": by, "version": report.version, **more})


def only(report: Report) -> Contradiction:
    [one] = contradictions(report)
    return one


def test_a_rule_to_be_explained_keeps_the_report_until_it_is_explained(report: Report, cast: Cast) -> None:
    rule()
    with pytest.raises(InvalidInput, match="两个数不相符。"):
        submit_report(report, by=cast.clerk, version=report.version)

    answer(report, "核实无误。", cast.clerk)
    assert Explanation.objects.get().text == "核实无误。"  # what was typed is kept, and doesn't count
    with pytest.raises(InvalidInput):
        submit_report(report, by=cast.clerk, version=report.version)

    answer(report, ENOUGH, cast.clerk)
    submit_report(report, by=cast.clerk, version=report.version)

    [kept] = report.snapshots.get().checks.all()
    assert (kept.text, kept.by, kept.severity) == (ENOUGH, cast.clerk, "verify")
    assert [(part["key"], part["shown"]) for part in kept.parts] == [("discussion", "2次"), ("study", "1次")]
    events = AuditEntry.objects.filter(event__startswith="check.").order_by("pk")
    assert [entry.event for entry in events] == ["check.explained", "check.explained"]


def test_only_the_head_waives_a_hard_rule(report: Report, cast: Cast) -> None:
    rule(CheckSeverity.HARD)
    with pytest.raises(NotAllowed):
        answer(report, ENOUGH, cast.clerk, waive=True)
    answer(report, ENOUGH, cast.clerk)
    with pytest.raises(InvalidInput, match="单位负责人"):
        submit_report(report, by=cast.clerk, version=report.version)

    answer(report, ENOUGH, cast.head, waive=True)
    entry = AuditEntry.objects.get(event="check.waived")
    assert (entry.person, entry.detail["reason"], entry.report) == (cast.head, ENOUGH, report)

    submit_report(report, by=cast.clerk, version=report.version)
    assert [(one.severity, one.by) for one in report.snapshots.get().checks.all()] == [("hard", cast.head)]


def test_a_waiver_is_taken_back(report: Report, cast: Cast) -> None:
    rule(CheckSeverity.HARD)
    answer(report, ENOUGH, cast.head, waive=True)
    answer(report, "", cast.head, waive=True)

    assert not Waiver.objects.exists()
    assert AuditEntry.objects.order_by("-pk")[0].event == "check.waiver_ended"


def test_the_refusal_counts_what_waits(report: Report, cast: Cast) -> None:
    rule(), rule(), rule(CheckSeverity.HARD, message="硬性的一条。")
    with pytest.raises(InvalidInput, match=r"硬性的一条。.*还有 2 项勾稽"):
        submit_report(report, by=cast.clerk, version=report.version)


def test_saving_the_same_words_changes_nothing(report: Report, cast: Cast) -> None:
    rule()
    answer(report, ENOUGH, cast.clerk)
    version = report.version
    answer(report, ENOUGH, cast.clerk)
    answer(report, "", cast.clerk, offered=())

    assert report.version == version


def test_the_same_words_are_said_of_other_figures_only_when_that_is_confirmed(report: Report, cast: Cast) -> None:
    rule()
    answer(report, ENOUGH, cast.clerk)
    report.typed_figures.create(key="discussion", value=5, reason="漏登", by=cast.clerk)
    answer(report, ENOUGH, cast.clerk)
    assert only(report).outdated

    answer(report, ENOUGH, cast.clerk, confirmed=only(report).id)
    assert only(report).settled


def test_nobody_answers_on_an_old_version_or_while_the_report_is_away(report: Report, cast: Cast) -> None:
    rule()
    with pytest.raises(StaleReport):
        answer(report, ENOUGH, cast.clerk, version=9)
    with pytest.raises(NotAllowed):
        answer(report, ENOUGH, cast.outsider)
    answer(report, ENOUGH, cast.clerk)
    submit_report(report, by=cast.clerk, version=report.version)
    with pytest.raises(WrongState):
        answer(report, ENOUGH + "补充。", cast.clerk)


def test_a_returned_report_may_come_again_with_a_better_explanation_alone(report: Report, cast: Cast) -> None:
    rule()
    answer(report, ENOUGH, cast.clerk)
    submit_report(report, by=cast.clerk, version=report.version)
    snapshot = report.snapshots.get()
    return_report(report, by=cast.officer, seen=(snapshot.number, snapshot.sha256), reason="说明不清。")
    with pytest.raises(InvalidInput, match="报告退回后还没有修改"):
        submit_report(report, by=cast.clerk, version=report.version)

    answer(report, ENOUGH + "会议通知见县委办〔2026〕3号。", cast.clerk)
    submit_report(report, by=cast.clerk, version=report.version)
    assert report.snapshots.count() == 2


GIVEN: dict[str, Any] = {
    "name": "研讨不多于学习",
    "kind": "expression",
    "severity": "hard",
    "expression": "discussion <= study",
    "message": "研讨多于学习。",
    "mend": "核对台账。",
}


def test_an_administrator_adds_and_changes_a_rule(report: Report, cast: Cast) -> None:
    made = create_check_rule("mine", **GIVEN | {"expression": "中心组研讨 ≤ study"}, report_types=[], by=cast.admin)
    assert made.expression == "discussion ≤ study"

    other = make_report_type()
    given = GIVEN | {"active": False, "severity": "verify"}
    change_check_rule(made, **given, report_types=[other], by=cast.admin)
    change_check_rule(made, **given, report_types=[other], by=cast.admin)

    [entry] = AuditEntry.objects.filter(event="check_rule.changed")
    assert entry.detail["fields"] == ["severity", "expression", "active", "report_types"]
    assert contradictions(report) == []


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"expression": "discussion <= "}, "expression", "第 15 个字符"),
        ({"expression": "discussion <= meetings"}, "expression", "没有指标“meetings”"),
        ({"expression": "discussion + study"}, "expression", "第 1 个字符"),
        ({"kind": "few", "expression": "each >= 4"}, "expression", "each"),
        ({"kind": "rate", "words": []}, "words", "百分"),
        ({"kind": "song"}, "kind", "song"),
        ({"message": ""}, "message", "还没有填写"),
        ({"expression": "1" * 501}, "expression", "500"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_at_its_field(
    report: Report, cast: Cast, changes: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(InvalidInput, match=says) as error:
        create_check_rule("mine", **GIVEN | changes, report_types=[], by=cast.admin)
    assert error.value.field == field
    assert not CheckRule.objects.exists()


def test_codes_and_names_are_given_once(report: Report, cast: Cast) -> None:
    create_check_rule("mine", **GIVEN, report_types=[], by=cast.admin)
    with pytest.raises(InvalidInput):
        create_check_rule("mine", **GIVEN | {"name": "另一条"}, report_types=[], by=cast.admin)


def test_a_delivered_rule_stays_as_the_administrator_left_it(report: Report) -> None:
    made, created = ensure_check_rule("mine", **GIVEN)
    CheckRule.objects.update(active=False)
    again, created_again = ensure_check_rule("mine", **GIVEN | {"name": "别的"})

    assert (created, created_again, again.pk, again.active, again.name) == (True, False, made.pk, False, GIVEN["name"])
    with pytest.raises(InvalidInput):
        ensure_check_rule("other", **GIVEN | {"name": "别的"}, report_types=["none"])
