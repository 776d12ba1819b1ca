"""Rows become the manuscript that they mean, in a constant number of queries."""

import datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.choices import ChapterKind, Numbering
from reports.composing import compose, compose_manuscript
from reports.document import Cover, plain_text
from reports.models import Report
from tests.factories import make_entry, make_report, make_report_type

pytestmark = pytest.mark.django_db


def test_a_report_becomes_its_manuscript() -> None:
    report = make_report(
        title="云岭县应急管理局2026年度工作汇报",
        recipient="县纪委监委",
        signature="云岭县应急管理局",
        document_date=datetime.date(2026, 12, 20),
        preamble="现将有关情况汇报如下：",
        closing="特此报告。",
    )
    work = report.chapters.get(kind=ChapterKind.WORK)
    second = make_entry(work, "严明纪律", "开展检查3次。", order=2)
    first = make_entry(work, "压实责任", "签订责任书42份。", order=1)

    manuscript = compose_manuscript(report)

    assert manuscript.cover == Cover(
        "云岭县应急管理局2026年度工作汇报", "县纪委监委", "云岭县应急管理局", datetime.date(2026, 12, 20)
    )
    assert (manuscript.preamble, manuscript.closing) == ("现将有关情况汇报如下：", "特此报告。")
    assert [chapter.kind for chapter in manuscript.chapters] == [
        ChapterKind.WORK,
        ChapterKind.PROBLEMS,
        ChapterKind.NEXT_STEPS,
    ]
    assert [(e.heading, e.body, e.key) for e in manuscript.chapters[0].entries] == [
        ("压实责任", "签订责任书42份。", str(first.uuid)),
        ("严明纪律", "开展检查3次。", str(second.uuid)),
    ]


def test_removed_entries_are_left_out() -> None:
    report = make_report()
    entry = make_entry(report.chapters.get(kind=ChapterKind.PROBLEMS), "学习不够深入")
    make_entry(entry.chapter, "监督不够有力", removed_at=timezone.now())

    assert [e.heading for c in compose_manuscript(report).chapters for e in c.entries] == ["学习不够深入"]


def test_numbering_follows_the_outline() -> None:
    report = make_report(report_type=make_report_type(numbering=Numbering.CONTINUOUS.value))
    for chapter in report.chapters.all():
        make_entry(chapter, "要点", "")

    assert [plain_text(block) for block in compose(report).body] == [
        "一、工作开展情况",
        "（一）要点",
        "二、存在的主要问题",
        "（二）要点",
        "三、下一步工作打算",
        "（三）要点",
    ]


@pytest.mark.parametrize("entries", [1, 5])
def test_the_number_of_queries_is_constant(entries: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    report = make_report()
    for chapter in report.chapters.all():
        for _ in range(entries):
            make_entry(chapter)
    report = Report.objects.select_related("outline", "report_type", "period").get(pk=report.pk)

    with django_assert_num_queries(7):
        compose(report)
