"""What proofreading says about the rows of a report."""

from django.conf import settings

from reports.choices import ChapterKind, Genre, Layout
from reports.composing.drafts import zero_sentence
from reports.composing.manuscripts import Rows, manuscript_of, read_rows
from reports.document.figures import written_out_manuscript
from reports.document.layouts import PARTS
from reports.models import Entry, NextStep, Report
from reports.proofreading import Asked, Facts, Finding, Requirements, proofread
from reports.queries.carrying import Question


def findings(report: Report, rows: Rows | None = None) -> list[Finding]:
    """All findings over the report as it stands, blocking ones first; `rows` where they were read before."""
    rows = rows or read_rows(report)
    manuscript = written_out_manuscript(manuscript_of(report, rows))
    return proofread(manuscript, requirements_of(report, rows))


def requirements_of(report: Report, rows: Rows) -> Requirements:
    """What the report's outline and chapters ask for, and what its rows and those of its unit record."""
    parts = PARTS[Layout(report.outline.layout)]
    return Requirements(
        preamble=report.outline.preamble_required,
        chapters=frozenset(str(chapter.uuid) for chapter in rows.chapters if chapter.required),
        facts=_facts(rows),
        letterhead=parts.letterhead,
        signers=parts.signers and Genre(report.report_type.genre).upward,
        contact=settings.SITE_CONTACT,
        same_number=rows.printing.same_number,
        asked=tuple(_asked(question) for question in rows.questions),
        zero_report=zero_sentence(report.outline, report.unit, report.period),
        year=report.period.year,
    )


def _asked(question: Question) -> Asked:
    return Asked(
        key=question.key,
        name=question.heading or question.body[:20],
        outcome=question.outcome,
        text=question.text,
        based=bool(question.basis),
        continued=question.continued is not None,
    )


def _facts(rows: Rows) -> dict[str, Facts]:
    kinds = {chapter.pk: chapter.kind for chapter in rows.chapters}
    entries = [(kinds[pk], entry) for pk, group in rows.entries.items() for entry in group]
    steps = [entry.pk for kind, entry in entries if kind == ChapterKind.NEXT_STEPS]
    links = set(NextStep.addresses.through.objects.filter(nextstep__in=steps).values_list("nextstep_id", "problem_id"))
    linked = {
        ChapterKind.NEXT_STEPS.value: {step for step, _ in links},
        ChapterKind.PROBLEMS.value: {problem for _, problem in links},
    }
    return {str(entry.uuid): _fact(entry, linked[kind]) for kind, entry in entries if kind in linked}


def _fact(entry: Entry, linked: set[int]) -> Facts:
    names = ("responsible", "responsible_leader", "responsible_office")
    return Facts(
        responsible=any(getattr(entry, name, "") for name in names),
        deadline=getattr(entry, "deadline", None) is not None,
        linked=entry.pk in linked,
        running=getattr(entry, "running", 1),
    )
