"""Findings over the rows: what the outline asks for, and what is recorded beside the text."""

import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from reports.choices import ChapterKind
from reports.composing import read_rows
from reports.composing.findings import findings, requirements_of
from reports.models import Chapter, Report
from reports.proofreading import Facts
from tests.factories import make_entry, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return make_report()


REQUIRED_KINDS = (ChapterKind.WORK, ChapterKind.PROBLEMS, ChapterKind.NEXT_STEPS)


def chapter(report: Report, kind: ChapterKind) -> Chapter:
    return report.chapters.get(kind=kind)


def test_the_outline_and_the_chapters_say_what_is_required(report: Report) -> None:
    report.chapters.filter(kind=ChapterKind.WORK).update(required=False)
    needed = requirements_of(report, read_rows(report))
    expected = frozenset(str(chapter(report, kind).uuid) for kind in (ChapterKind.PROBLEMS, ChapterKind.NEXT_STEPS))
    assert (needed.preamble, needed.chapters) == (True, expected)


def test_problems_and_next_steps_tell_what_is_recorded(report: Report) -> None:
    make_entry(chapter(report, ChapterKind.WORK))
    bare = make_entry(chapter(report, ChapterKind.PROBLEMS))
    problem = make_entry(chapter(report, ChapterKind.PROBLEMS), responsible_office="工程股")
    step = make_entry(chapter(report, ChapterKind.NEXT_STEPS), deadline=datetime.date(2027, 3, 31))
    step.addresses.add(problem)  # type: ignore[attr-defined]

    facts = requirements_of(report, read_rows(report)).facts

    assert facts == {
        str(bare.uuid): Facts(),
        str(problem.uuid): Facts(responsible=True, linked=True),
        str(step.uuid): Facts(deadline=True, linked=True),
    }


def test_a_removed_entry_answers_nothing(report: Report) -> None:
    problem = make_entry(chapter(report, ChapterKind.PROBLEMS))
    step = make_entry(chapter(report, ChapterKind.NEXT_STEPS))
    step.addresses.add(problem)  # type: ignore[attr-defined]
    type(step)._default_manager.update(removed_at="2026-01-01T00:00Z")
    assert requirements_of(report, read_rows(report)).facts == {str(problem.uuid): Facts()}


def test_the_findings_of_an_empty_report(report: Report) -> None:
    assert [finding.rule.code for finding in findings(report)] == ["no_preamble", *["empty_chapter"] * 3]


def test_findings_need_a_constant_number_of_queries(
    report: Report, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report.outline  # noqa: B018  # fetched before the count
    for kind in REQUIRED_KINDS:
        make_entry(chapter(report, kind))
    with django_assert_num_queries(6):  # chapters, four kinds of entries, links
        findings(report)
    for kind in REQUIRED_KINDS:
        make_entry(chapter(report, kind))
    with django_assert_num_queries(6):
        findings(report)
