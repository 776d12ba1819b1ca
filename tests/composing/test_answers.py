"""Where a report prints what became of the last one, and in which words."""

import pytest

from reports.choices import AnswersPlace, ChapterKind, PeriodKind
from reports.composing import compose
from reports.composing.answers import frozen_questions
from reports.document import Table, plain_text
from reports.models import FrozenFigure, Outline, Report
from reports.queries.carrying import questions_of
from tests.cast import Cast
from tests.factories import (
    make_activity,
    make_entry,
    make_indicator,
    make_kind,
    make_period,
    make_report,
    make_snapshot,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    """A report that answers a problem and two promises of the last one; a third is still to be answered."""
    earlier = make_report(cast.bureau, period=make_period(year=2025), state="approved")
    report = make_report(cast.bureau, by=cast.clerk, period=make_period(year=2026), report_type=earlier.report_type)
    make_entry(earlier.chapters.get(kind=ChapterKind.PROBLEMS), "台账不细", "两个股室台账缺项。")
    for name in "甲乙丙":
        make_entry(earlier.chapters.get(kind=ChapterKind.NEXT_STEPS), name)
    problem, (one, two, _three) = earlier.problems.get(), earlier.nextsteps.all()
    report.answers.create(problem=problem, outcome="going_on", text="还差一个\n股室。")
    done = report.answers.create(next_step=one, outcome="done")
    done.activities.add(make_activity(cast.bureau, title="台账核对会"))
    report.answers.create(next_step=two, outcome="dropped", text="已由县里统一办理")
    return report


def place(report: Report, where: AnswersPlace) -> Report:
    Outline.objects.update(answers_place=where.value)
    return Report.objects.get(pk=report.pk)


def test_nowhere_until_the_type_says_where(report: Report) -> None:
    assert [plain_text(block) for block in compose(report).body] == [
        "一、工作开展情况",
        "二、存在的主要问题",
        "三、下一步工作打算",
    ]


def test_as_a_chapter_before_the_problems(report: Report) -> None:
    document = compose(place(report, AnswersPlace.CHAPTER))

    assert [plain_text(block) for block in document.body] == [
        "一、工作开展情况",
        "二、上年度问题整改情况",
        "（一）台账不细。继续推进：还差一个股室。",
        "（二）甲。已完成：台账核对会。",
        "（三）乙。不再继续：已由县里统一办理。",
        "三、存在的主要问题",
        "四、下一步工作打算",
    ]


def test_as_a_table_in_an_attachment(report: Report) -> None:
    (attachment,) = compose(place(report, AnswersPlace.TABLE)).attachments

    (table,) = attachment.body
    assert isinstance(table, Table)
    assert attachment.title == "上年度问题和打算落实情况表"
    assert plain_text(table).splitlines() == [
        "序号\t上期问题和打算\t落实情况\t说明",
        "1\t台账不细\t继续推进\t还差一个股室。",
        "2\t甲\t已完成\t台账核对会。",
        "3\t乙\t不再继续\t已由县里统一办理。",
    ]


def test_a_half_year_speaks_of_the_last_period(report: Report) -> None:
    type(report.period).objects.filter(pk=report.period_id).update(kind=PeriodKind.FIRST_HALF.value)

    headings = [plain_text(block) for block in compose(place(report, AnswersPlace.CHAPTER)).body]

    assert "二、上期问题整改情况" in headings


def test_without_problems_and_next_steps_it_stands_last(report: Report) -> None:
    report.chapters.exclude(kind=ChapterKind.WORK).delete()

    headings = [plain_text(block) for block in compose(place(report, AnswersPlace.CHAPTER)).body]

    assert headings[:2] == ["一、工作开展情况", "二、上年度问题整改情况"]


def test_figures_of_the_last_report_are_told_as_they_were_printed_then(cast: Cast, report: Report) -> None:
    make_indicator("talks", make_kind(), unit_word="次")
    problem = questions_of(report)[0].subject
    snapshot = make_snapshot(problem.report)
    FrozenFigure.objects.create(
        snapshot=snapshot, key="talks", name="谈话", value=9, printed="9次", basis={"unit_word": "次"}, sha256="x"
    )
    type(problem)._default_manager.filter(pk=problem.pk).update(heading="只谈了{{talks}}", body="只谈了{{talks}}。")

    document = compose(place(report, AnswersPlace.CHAPTER))

    assert "（一）只谈了9次。继续推进：还差一个股室。" in [plain_text(block) for block in document.body]
    frozen = frozen_questions(report, questions_of(Report.objects.get(pk=report.pk)))[0]
    assert (frozen["heading"], frozen["body"]) == ("只谈了9次", "只谈了9次。")
