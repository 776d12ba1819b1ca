"""Which cross-checks a report doesn't meet, with both sides and their places."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.choices import ChapterKind, CheckKind, CheckSeverity, Computation, PeriodKind
from reports.composing.checks import Contradiction, contradictions
from reports.composing.judging import COMPUTED, IN_THE_TEXT
from reports.models import ActivityKind, Explanation, Report, TypedFigure, Waiver
from tests.factories import make_activity, make_entry, make_indicator, make_kind, make_period, make_report, make_rule
from tests.factories import make_report_type as make_type

pytestmark = pytest.mark.django_db

YEAR = 2026


def held(report: Report, kind: ActivityKind, *days: str, **values: Any) -> None:
    for day in days:
        make_activity(report.unit, kind, day, **values)


def write(report: Report, body: str, kind: ChapterKind = ChapterKind.WORK) -> str:
    """One more entry with the text; the answer is its anchor."""
    return f"entry-{make_entry(report.chapters.get(kind=kind), body=body).uuid}"


def sides(one: Contradiction) -> list[tuple[str, str]]:
    return [(part.key, part.shown) for part in one.parts]


@pytest.fixture
def report() -> Report:
    return make_report(period=make_period(year=YEAR))


@pytest.fixture
def study(report: Report) -> ActivityKind:
    """Two studies of the centre and three discussions, in both halves of the year."""
    whole, part = make_kind("中心组学习"), make_kind("研讨")
    make_indicator("study", whole, name="中心组学习")
    make_indicator("discussion", part, name="中心组研讨")
    held(report, whole, "2026-03-01", "2026-09-01")
    held(report, part, "2026-03-01", "2026-03-02", "2026-09-01")
    return whole


def test_without_rules_nothing_is_read(report: Report) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert contradictions(report) == []
    assert len(queries) == 1


def test_both_figures_are_named_with_their_places(report: Report, study: ActivityKind) -> None:
    rule = make_rule("discussion <= study", severity=CheckSeverity.HARD.value)
    anchor = write(report, "全年学习{{study}}。")

    [one] = contradictions(report)

    assert (one.rule, one.key, one.hard, one.settled) == (rule, "", True, False)
    assert sides(one) == [("discussion", "3次"), ("study", "2次")]
    assert [part.name for part in one.parts] == ["中心组研讨", "中心组学习"]
    assert [(part.anchor, part.field) for part in one.parts] == [("", ""), (anchor, "body")]


def test_a_rule_is_judged_only_where_the_report_takes_one_of_its_figures(report: Report, study: ActivityKind) -> None:
    make_rule("discussion <= study")
    assert contradictions(report) == []

    write(report, "今年开展中心组研讨3次。")
    assert [sides(one) for one in contradictions(report)] == [[("discussion", "3次"), ("study", "2次")]]


def test_a_chapter_of_problems_is_judged_like_their_figure(report: Report) -> None:
    make_indicator("found", computation=Computation.PROBLEMS_FOUND, name="查摆问题")
    make_indicator("fixed", computation=Computation.PROBLEMS_CLOSED, name="整改完成")
    make_rule("fixed <= found - 1", severity=CheckSeverity.HARD.value)
    make_rule("each = each@first_half + each@second_half")
    assert contradictions(report) == []

    make_entry(
        report.chapters.get(kind=ChapterKind.PROBLEMS),
        "改完的",
        rectification_state="closed",
        closed_at="2026-09-01T00:00Z",
    )

    [one] = contradictions(report)
    assert sides(one) == [("fixed", "1次"), ("found", "1次")]
    assert [part.anchor for part in one.parts] == ["", f"entry-{report.problems.get().uuid}"]


def test_unknown_figures_are_not_judged(report: Report, study: ActivityKind) -> None:
    make_indicator("plan", computation=Computation.TYPED)
    make_rule("plan <= 0")
    make_rule("nobody_knows <= study")
    write(report, "计划{{plan}}，学习{{study}}。")
    assert contradictions(report) == []

    TypedFigure.objects.create(report=report, key="plan", value=4, reason="年初计划", by=report.created_by)
    assert [sides(one) for one in contradictions(report)] == [[("plan", "4次")]]


def test_each_is_judged_for_every_flow_that_the_report_takes(report: Report, study: ActivityKind) -> None:
    make_indicator("films", study, computation=Computation.DISTINCT)
    make_indicator("stock", study, stock=True)
    make_rule("each@first_half > each@second_half")
    write(report, "学习{{study}}，研讨{{discussion}}，片子{{films}}，档案{{stock}}。")

    assert [(one.key, sides(one)) for one in contradictions(report)] == [
        ("study", [("study|first_half", "1次"), ("study|second_half", "1次")])
    ]


def test_a_year_is_its_halves_where_somebody_typed_over_it(report: Report, study: ActivityKind) -> None:
    make_rule("each = each@first_half + each@second_half")
    write(report, "学习{{study}}，上半年{{study|first_half}}。")
    assert contradictions(report) == []

    TypedFigure.objects.create(report=report, key="study", value=9, reason="漏登", by=report.created_by)
    [one] = contradictions(report)
    assert sides(one) == [("study", "9次"), ("study|first_half", "1次"), ("study|second_half", "1次")]
    assert [part.scope for part in one.parts] == ["", "first_half", "second_half"]


def test_records_that_are_missing_are_no_contradiction_in_the_report(report: Report, study: ActivityKind) -> None:
    # The reason of a typed figure says why it is more than the ledger's; its halves are printed nowhere.
    make_rule("each = each@first_half + each@second_half")
    make_rule("each@first_half <= each")
    write(report, "学习{{study}}。")
    typed = TypedFigure.objects.create(report=report, key="study", value=9, reason="漏登", by=report.created_by)
    assert contradictions(report) == []

    make_rule("change(each) <= 50%")
    held(report, study, "2025-03-01", "2025-03-02")
    assert [one.rule.expression for one in contradictions(report)] == ["change(each) <= 50%"]
    held(report, study, *[f"2025-04-{day:02}" for day in range(1, 8)])
    assert contradictions(report) == []

    # Fewer than the ledger has records of: those are to be voided or merged there.
    typed.value = 0
    typed.save()
    assert len(contradictions(report)) == 3


def test_the_halves_of_a_half_year_are_unknown(study: ActivityKind, report: Report) -> None:
    half = make_period(
        year=YEAR, kind=PeriodKind.FIRST_HALF.value, last_day=datetime.date(YEAR, 6, 30), code="2026H1-x"
    )
    other = make_report(report.unit, period=half)
    make_rule("each = each@first_half + each@second_half")
    write(other, "学习{{study}}。")

    assert contradictions(other) == []


def test_a_big_change_against_last_year(report: Report, study: ActivityKind) -> None:
    make_rule("or(abs(each - each@last_year) < 5, change(each) <= 50%)")
    write(report, "学习{{study}}，研讨{{discussion}}。")
    assert contradictions(report) == []  # a year without a ledger is nothing to compare with

    held(report, study, *[f"2025-03-{day:02}" for day in range(1, 9)])
    assert [(one.key, sides(one)) for one in contradictions(report)] == [
        ("study", [("study", "2次"), ("study|last_year", "8次")])
    ]


def test_rules_of_other_types_and_those_switched_off_are_left_alone(report: Report, study: ActivityKind) -> None:
    make_rule("discussion <= study", active=False)
    make_rule("discussion <= study", report_types=[make_type()])
    wanted = make_rule("discussion <= study", report_types=[make_type(), report.report_type])
    write(report, "学习{{study}}。")

    assert [one.rule for one in contradictions(report)] == [wanted]


def test_an_expression_that_cannot_be_read_any_more_is_left_alone(report: Report, study: ActivityKind) -> None:
    make_rule("discussion <= ")
    write(report, "学习{{study}}。")

    assert contradictions(report) == []


def test_hard_rules_come_first(report: Report, study: ActivityKind) -> None:
    soft, hard = make_rule("discussion <= study"), make_rule("discussion <= study", severity="hard")
    write(report, "学习{{study}}。")

    assert [one.rule for one in contradictions(report)] == [hard, soft]


TYPED = [
    # kind, text, sides found; the ledger has two studies
    (CheckKind.TYPED_AND_COUNTED, "开展中心组学习3次。", [("text-1", "中心组学习3次"), ("study", "2次")]),
    (CheckKind.TYPED_AND_COUNTED, "开展中心组学习2次。", None),
    (CheckKind.TYPED_AND_COUNTED, "上半年开展中心组学习1次。", None),
    (CheckKind.TYPED_AND_COUNTED, "开展中心组学习{{study}}。", None),
    (CheckKind.TYPED_AND_COUNTED, "开展党风廉政培训5次。", None),  # the ledger has none
    (
        CheckKind.TYPED_TWICE,
        "开展中心组学习3次。\n全年中心组学习2次。",
        [("text-1", "中心组学习3次"), ("text-2", "中心组学习2次")],
    ),
    (CheckKind.TYPED_TWICE, "开展中心组学习3次。\n全年中心组学习3次。", None),
    (CheckKind.SEVERAL, "多次开展中心组学习。", [("text-1", "多次开展中心组学习"), ("study", "2次")]),
    (CheckKind.SEVERAL, "多次强调中心组学习要求。", None),
    (CheckKind.SEVERAL, "中心组学习开展多次。", [("text-1", "中心组学习开展多次"), ("study", "2次")]),
    (CheckKind.SEVERAL, "多次开展党风廉政培训。", None),
    (CheckKind.NOTHING, "未开展中心组学习。", [("text-1", "未开展中心组学习"), ("study", "2次")]),
    (CheckKind.NOTHING, "中心组学习0次。", [("text-1", "中心组学习0次"), ("study", "2次")]),
    (CheckKind.NOTHING, "未开展党风廉政培训。", None),
]


@pytest.mark.parametrize(("kind", "text", "expected"), TYPED, ids=lambda value: str(value)[:24])
def test_what_the_text_says_is_compared(
    report: Report, study: ActivityKind, kind: CheckKind, text: str, expected: list[tuple[str, str]] | None
) -> None:
    make_indicator("training", make_kind(), name="党风廉政培训")
    rule = make_rule(kind=kind.value)
    write(report, text)

    found = contradictions(report)

    assert [(one.rule, one.key, sides(one)) for one in found] == ([(rule, "study", expected)] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年查摆问题3个。", [("text-1", "查摆问题3个"), ("found", "1个")]),
        ("全年查摆问题1个。", None),
        ("监督检查12次，发现问题3个。", None),
        ("运用第一种形态处理9人次，其中签订责任书3份。", None),
        ("共签订责任书3份。", [("text-1", "签订责任书3份"), ("letters", "1份")]),
    ],
)
def test_problems_and_names_with_brackets_are_compared_too(
    report: Report, text: str, expected: list[tuple[str, str]] | None
) -> None:
    make_indicator("found", computation=Computation.PROBLEMS_FOUND, name="查摆问题", words=["发现问题"], unit_word="个")
    letters = make_kind()
    make_indicator("letters", letters, name="签订责任书（状）", words=["责任书"], unit_word="份")
    held(report, letters, "2026-03-01")
    make_rule(kind=CheckKind.TYPED_AND_COUNTED.value)
    write(report, "台账不全", ChapterKind.PROBLEMS)
    write(report, text)

    assert [sides(one) for one in contradictions(report)] == ([expected] if expected else [])


def test_plans_and_problems_are_no_account_of_the_year(report: Report, study: ActivityKind) -> None:
    make_rule(kind=CheckKind.TYPED_AND_COUNTED.value)
    write(report, "开展中心组学习12次。", ChapterKind.NEXT_STEPS)
    write(report, "中心组学习3次。", ChapterKind.PROBLEMS)

    assert contradictions(report) == []


@pytest.mark.parametrize(
    ("enough", "found"), [("study >= 2", True), ("study >= 3", False), ("study@last_year >= 1", False)]
)
def test_too_few_is_not_said_where_there_is_enough(
    report: Report, study: ActivityKind, enough: str, found: bool
) -> None:
    make_rule(enough, kind=CheckKind.FEW.value)
    anchor = write(report, "中心组学习次数较少。", ChapterKind.PROBLEMS)

    assert [one.parts[0].anchor for one in contradictions(report)] == [anchor] * found


@pytest.mark.parametrize(
    ("text", "computed"), [("整改完成率98%。", "67%"), ("整改完成率达66.67%。", None), ("整改完成率66.6％", "66.7%")]
)
def test_a_typed_rate_is_that_of_the_figures(report: Report, text: str, computed: str | None) -> None:
    kind, other = make_kind(), make_kind()
    make_indicator("fixed", kind, name="完成")
    make_indicator("found", other, name="查摆")
    held(report, kind, "2026-03-01", "2026-03-02")
    held(report, other, "2026-03-01", "2026-03-02", "2026-03-03")
    make_rule("fixed / found", kind=CheckKind.RATE.value, words=["整改完成率"])
    write(report, text)

    found = [[(part.name, part.shown) for part in one.parts] for one in contradictions(report)]
    expected = [(IN_THE_TEXT, text.strip("。")), (COMPUTED, computed), ("完成", "2次"), ("查摆", "3次")]
    assert found == ([expected] if computed else [])


def test_an_explanation_settles_a_rule_until_the_figures_change(report: Report, study: ActivityKind) -> None:
    rule = make_rule("discussion <= study")
    write(report, "学习{{study}}。")
    [one] = contradictions(report)
    said = {"report": report, "rule": rule, "by": report.created_by}
    Waiver.objects.create(**said, text="与本条无关的一句话。", about=one.about)
    assert not contradictions(report)[0].settled

    row = Explanation.objects.create(**said, text="经核实无误。", about=one.about)
    assert [(one.settled, one.hollow, one.outdated) for one in contradictions(report)] == [(False, True, False)]

    row.text = "两次研讨由机关党委单独组织，不计入中心组学习。"
    row.save()
    assert [(one.settled, one.hollow, one.outdated) for one in contradictions(report)] == [(True, False, False)]

    held(report, make_kind(), "2026-05-01")
    assert contradictions(report)[0].settled
    TypedFigure.objects.create(report=report, key="discussion", value=7, reason="补登", by=report.created_by)
    assert [(one.settled, one.outdated) for one in contradictions(report)] == [(False, True)]


def test_only_a_waiver_settles_a_hard_rule(report: Report, study: ActivityKind) -> None:
    rule = make_rule("discussion <= study", severity=CheckSeverity.HARD.value)
    write(report, "学习{{study}}。")
    [one] = contradictions(report)
    said = {"report": report, "rule": rule, "by": report.created_by, "about": one.about}
    Explanation.objects.create(**said, text="两次研讨由机关党委单独组织。")
    assert not contradictions(report)[0].settled

    Waiver.objects.create(**said, text="县委统一部署的研讨，按通知单列。")
    assert contradictions(report)[0].settled


def test_queries_do_not_grow_with_rules_and_figures(report: Report, study: ActivityKind) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            contradictions(report)
        return len(queries)

    make_rule("discussion@first_half <= study@last_year")
    make_rule("each = each@first_half + each@second_half")
    write(report, "学习{{study}}。")
    before = count()
    for number in range(12):
        kind = make_kind()
        make_indicator(f"more_{number}", kind)
        held(report, kind, "2026-04-01")
        make_rule(f"more_{number} <= 0")
        write(report, f"又{{{{more_{number}}}}}。")

    assert count() == before
    assert len(contradictions(report)) == 13
