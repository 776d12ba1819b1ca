"""Findings over the rows: what the outline asks for, and what is recorded beside the text."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from reports.choices import ChapterKind, Genre, Layout
from reports.composing import read_rows
from reports.composing.findings import findings, requirements_of
from reports.models import Chapter, Outline, Report, ReportType
from reports.proofreading import Facts
from tests.factories import make_entry, make_letterhead, make_report

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
    with django_assert_num_queries(8):  # chapters, four kinds of entries, what the unit settled, links, the last report
        findings(report)
    for kind in REQUIRED_KINDS:
        make_entry(chapter(report, kind))
    with django_assert_num_queries(8):
        findings(report)


def lettered(report: Report, **values: object) -> Report:
    """The report as one of a type with letterhead."""
    Outline.objects.update(layout=Layout.LETTERHEAD)
    Report.objects.filter(pk=report.pk).update(**values)
    return Report.objects.get(pk=report.pk)


def said(report: Report) -> dict[str, str]:
    """What the findings say with their parameters, by the code of their rule."""
    return {one.rule.code: f"{one.rule.what} {one.rule.mend}" % one.params for one in findings(report)}


def test_a_type_with_letterhead_wants_the_units_settings(report: Report, settings: Settings) -> None:
    settings.SITE_CONTACT = "办公室 5550100"
    assert "no_letterhead" not in said(report)
    report = lettered(report)
    assert said(report)["no_letterhead"].endswith("办公室 5550100")
    make_letterhead(report.unit)
    assert "no_letterhead" not in said(report)


def test_only_a_document_to_a_body_above_with_letterhead_wants_signers(report: Report) -> None:
    make_letterhead(report.unit, signers="")
    assert "no_signers" not in said(report)
    assert "Ask the administrator" in said(lettered(report))["no_signers"]
    Outline.objects.update(layout=Layout.LETTER)
    assert "no_signers" not in said(Report.objects.get(pk=report.pk))
    Outline.objects.update(layout=Layout.LETTERHEAD)
    ReportType.objects.update(genre=Genre.BULLETIN)
    assert "no_signers" not in said(Report.objects.get(pk=report.pk))


def test_a_number_given_twice_in_a_year_names_the_other_report(report: Report) -> None:
    make_letterhead(report.unit)
    report = lettered(report, serial=3, document_date="2026-03-01")
    assert "number_taken" not in said(report)
    kept: dict[str, Any] = {"unit": report.unit, "serial": 3}
    make_report(**kept, title="去年的", document_date="2025-12-31")
    make_report(**kept, title="扔掉的", document_date="2026-01-05", discarded_at=timezone.now())
    make_report(serial=3, title="别的单位的", document_date="2026-01-05")
    assert "number_taken" not in said(report)
    make_report(**kept, title="今年的", document_date="2026-01-05")
    assert "云应急〔2026〕3号" in said(report)["number_taken"]
    assert "今年的" in said(report)["number_taken"]
