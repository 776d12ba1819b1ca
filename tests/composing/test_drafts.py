"""What the ledger has of a report's period becomes sentences by the patterns of the catalogue, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.choices import Computation
from reports.composing import compose_manuscript
from reports.composing.drafts import Drafted, done_in_period, drafted, used_in
from reports.models import Activity, Report
from reports.queries.figures import Figures
from tests.factories import make_activity, make_entry, make_indicator, make_kind, make_period, make_report, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return make_report(period=make_period(year=2026))


def said(report: Report) -> list[tuple[str, str]]:
    return [(one.sentence, one.shown) for one in done_in_period(Figures(report))]


def test_figures_stand_where_an_indicator_counts_the_kind_and_numbers_elsewhere(report: Report) -> None:
    lecture = make_kind("党课", sentence="讲党课{count}次，{attendance}人次参加")
    make_indicator("lecture", lecture, unit_word="次")
    make_activity(report.unit, lecture, "2026-03-02", attendance=30)
    make_activity(make_unit("股", parent=report.unit), lecture, "2026-04-02", attendance=12)
    make_activity(report.unit, lecture, "2025-04-02", attendance=99)

    assert said(report) == [("讲党课{{lecture}}，42人次参加", "讲党课2次，42人次参加")]


def test_a_type_may_word_a_kind_otherwise(report: Report) -> None:
    lecture, film = (
        make_kind("党课", sentence="讲党课{count}次", order=1),
        make_kind("片子", sentence="看片{count}场", order=2),
    )
    make_activity(report.unit, lecture, "2026-03-02", attendance=30)
    seen = make_activity(report.unit, film, "2026-03-02")
    report.report_type.sentences = {lecture.code: "{attendance}人次听了党课", film.code: "组织观看{count}场"}

    assert [shown for _sentence, shown in said(report)] == ["30人次听了党课", "组织观看1场"]
    assert drafted(report, [], [seen.uuid]).text == "组织观看1场。"


def test_a_pattern_that_counts_in_another_word_takes_the_bare_figure(report: Report) -> None:
    kind = make_kind("报备", sentence="报备{count}件")
    make_indicator("filing", kind, unit_word="人")
    make_activity(report.unit, kind, "2026-03-02")

    assert said(report) == [("报备{{filing|||bare}}件", "报备1件")]


def test_a_clause_is_left_out_whose_number_the_ledger_does_not_have(report: Report) -> None:
    make_activity(report.unit, make_kind("会议", sentence="开会{count}次，{attendance}人次参加", order=1), "2026-03-02")
    make_activity(report.unit, make_kind("谈话", sentence="谈话{attendance}人次", order=2), "2026-03-02")
    make_activity(report.unit, make_kind("无句式", order=3), "2026-03-02")

    assert said(report) == [("开会1次", "开会1次"), ("", ""), ("", "")]


def test_all_numbers_of_a_sentence_are_about_the_same_activities(report: Report) -> None:
    meeting = make_kind("党组会", code="meeting", sentence="开会{count}次，研究{quantity}项", order=1)
    special = make_kind("专题会", order=2)
    make_indicator("meeting", meeting, special, unit_word="次")
    make_indicator("decided", meeting, computation=Computation.QUANTITY, unit_word="项")
    make_activity(report.unit, meeting, "2026-03-02", quantity=3)
    make_activity(report.unit, special, "2026-03-09", quantity=4)

    assert said(report)[0] == ("开会{{meeting}}，研究7项", "开会2次，研究7项")
    first, second = done_in_period(Figures(report))
    assert ([(one.name, one.count) for one in first.also], second.also) == ([("专题会", 1)], ())


def test_what_stands_in_the_report_already_is_known_by_its_figure_or_its_activities(
    report: Report, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    talk, film = make_kind("谈话", code="talk"), make_kind("看片", code="film")
    make_indicator("talks", talk)
    rows = [make_activity(report.unit, kind, "2026-03-02") for kind in (talk, film, film)]
    chapter = report.chapters.all()[0]
    by_figure, by_hand = make_entry(chapter, body="谈话{{talks}}。"), make_entry(chapter, body="看片1场。")
    by_hand.drafted_from.add(rows[1])  # type: ignore[attr-defined]
    gone = make_entry(chapter, removed_at=timezone.now())
    gone.drafted_from.add(rows[2])  # type: ignore[attr-defined]
    manuscript = compose_manuscript(report)
    with django_assert_num_queries(3):
        used = used_in(Figures(report), manuscript)
    said, put_in = (f"entry-{entry.uuid}" for entry in (by_figure, by_hand))
    assert used.figures == {"talk": (said,)}
    assert used.activities == {rows[1].uuid: (put_in,)}
    assert used.kinds == {"talk": (said,), "film": (put_in,)}


@pytest.mark.parametrize(
    ("body", "stands"),
    [
        ("组织收看廉政片1场，反响好。", True),
        ("收看廉政片{{film}}。", True),
        ("看片一次。", True),
        ("开展其他教育。", False),
        ("", False),
    ],
)
def test_a_sentence_that_was_deleted_stands_there_no_more(report: Report, body: str, stands: bool) -> None:
    film = make_kind("看片", sentence="收看廉政片{count}场，{attendance}人次参加")
    row = make_activity(report.unit, film, "2026-03-02")
    entry = make_entry(report.chapters.all()[0], "看片", body)
    entry.drafted_from.add(row)  # type: ignore[attr-defined]

    used = used_in(Figures(report), compose_manuscript(report))
    assert (bool(used.activities), bool(used.kinds)) == (stands, stands)


def test_an_indicator_of_several_kinds_speaks_for_none_that_it_is_not_called_like(report: Report) -> None:
    film = make_kind("看片", code="film", sentence="看片{count}场")
    make_indicator("education", film, make_kind("党课"), unit_word="次")
    make_activity(report.unit, film, "2026-03-02")

    assert said(report) == [("看片1场", "看片1场")]


def test_single_activities_are_counted_by_themselves(report: Report) -> None:
    kind = make_kind("谈话", code="talk", sentence="谈话{attendance}人次")
    make_indicator("talk", kind, computation=Computation.ATTENDANCE, unit_word="人次")
    for day, attendance in (("2026-03-02", 3), ("2026-04-02", 4), ("2026-05-02", 8)):
        make_activity(report.unit, kind, day, attendance=attendance)
    two = list(Activity.objects.filter(first_day__lt="2026-05-01").values_list("uuid", flat=True))

    assert drafted(report, [], two).text == "谈话7人次。"
    assert drafted(report, ["talk"], two).text == "谈话{{talk}}。"


def test_sentences_come_in_the_order_of_the_catalogue_and_only_of_what_was_done(report: Report) -> None:
    later = make_kind("后", code="later", sentence="后{count}次", order=2)
    first = make_kind("先", code="first", sentence="先{count}次", order=1)
    make_kind("未做", code="never", sentence="未做{count}次", order=3)
    make_activity(report.unit, later, "2026-03-02")
    make_activity(report.unit, first, "2026-03-02")

    draft = drafted(report, ["later", "never", "first", "unknown"], [])
    assert (draft.text, draft.kinds, draft.heading) == ("先1次。后1次。", ("先", "后"), "先、后")


def test_many_kinds_are_called_by_the_first_of_them() -> None:
    assert Drafted("", ("谈话", "党课", "会议", "检查")).heading == "谈话、党课、会议等"


def test_activities_of_other_units_and_times_are_not_ours(report: Report) -> None:
    kind = make_kind("谈话", sentence="谈话{count}次")
    strange = [make_activity(make_unit("别局"), kind, "2026-03-02"), make_activity(report.unit, kind, "2025-03-02")]

    assert drafted(report, [], [row.uuid for row in strange]).text == ""
    assert done_in_period(Figures(report)) == []


def test_many_activities_cost_no_more_queries_than_few(report: Report) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            done_in_period(Figures(report))
        return len(asked)

    kinds = [make_kind(sentence="做了{count}次") for _number in range(9)]
    make_indicator("some", kinds[0])
    make_activity(report.unit, kinds[0], "2026-03-02")
    few = queries()
    for kind in kinds:
        for day in range(1, 29):
            make_activity(report.unit, kind, f"2026-02-{day:02}")
    assert queries() == few == 4
