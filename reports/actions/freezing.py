"""A report read once for a move: whether it may go to the officers, what changed, and its frozen version."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.composing.answers import frozen_questions
from reports.composing.checks import Contradiction, contradictions
from reports.composing.covers import same_writing
from reports.composing.evidence import frozen_evidence, plain_evidence
from reports.composing.figures import counts_of, frozen_figures
from reports.composing.findings import findings
from reports.composing.frozen_checks import as_row, frozen_answers, plain_answers
from reports.composing.manuscripts import Rows, manuscript_of, read_rows
from reports.document import Manuscript, Reference, build_document, decode, digest, encode
from reports.document.figures import all_references
from reports.errors import InvalidInput, StaleReport
from reports.models import FrozenCheck, FrozenEvidence, FrozenFigure, Person, Report, Snapshot
from reports.proofreading import Severity
from reports.queries.figures import figure_values


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as it stands, read once: what is checked is what is compared and frozen."""

    report: Report
    rows: Rows
    manuscript: Manuscript
    checks: Sequence[Contradiction]


def read(report: Report) -> Reading:
    """Read the report's rows, its text with the figures of this moment, and the cross-checks that don't hold."""
    rows = read_rows(report)
    return Reading(report, rows, manuscript_of(report, rows), contradictions(report, rows))


def refuse_unready(reading: Reading) -> None:
    """Raise InvalidInput where a required part is empty, or a cross-check neither holds nor is answered.

    It says the first of them in words, and how many more there are.
    """
    _refuse_incomplete(reading)
    _refuse_unsettled(reading.checks)


def _refuse_incomplete(reading: Reading) -> None:
    found = findings(reading.report, reading.rows)
    missing = [finding for finding in found if finding.rule.severity is Severity.BLOCK]
    if not missing:
        return
    first = missing[0]
    words = f"{_(first.rule.what) % first.params} {_(first.rule.mend) % first.params}"
    if more := len(missing) - 1:
        words += " " + ngettext("%(n)s more part is missing.", "%(n)s more parts are missing.", more) % {"n": more}
    raise InvalidInput(words)


def _refuse_unsettled(checks: Iterable[Contradiction]) -> None:
    unsettled = [one for one in checks if not one.settled]
    if not unsettled:
        return
    first = unsettled[0]
    if first.hard:
        todo = _("%(mend)s Or let the head of the unit waive the rule in the step “Check”.") % {"mend": first.rule.mend}
    else:
        todo = _("Put it right, or explain it in the step “Check”.")
    words = f"{first.rule.message} {todo}"
    if more := len(unsettled) - 1:
        words += " " + ngettext("%(n)s more cross-check waits.", "%(n)s more cross-checks wait.", more) % {"n": more}
    raise InvalidInput(words)


def same_as(before: Snapshot, reading: Reading) -> bool:
    """Whether text, answers and evidence are those of the snapshot."""
    report = reading.report
    return (
        same_writing(decode(before.document), build_document(reading.manuscript))
        and frozen_answers(before.checks.all()) == plain_answers(reading.checks)
        and before.answers == frozen_questions(report, reading.rows.questions)
        and plain_evidence(before.evidence.all()) == plain_evidence(frozen_evidence(report, reading.manuscript))
    )


def freeze(reading: Reading, *, by: Person) -> Snapshot:
    """What was read as a new snapshot, with the figures' records, the evidence and what was said to cross-checks.

    Raises StaleReport where the ledger changed since the report was read: a figure opens the records that it counts.
    """
    report, text = reading.report, encode(build_document(reading.manuscript))
    number = (report.snapshots.aggregate(last=Max("number"))["last"] or 0) + 1
    snapshot = Snapshot.objects.create(
        report=report,
        number=number,
        edition=report.edition,
        document=text,
        sha256=digest(text),
        answers=frozen_questions(report, reading.rows.questions),
        unit_name=report.unit_name,
        created_by=by,
    )
    references = all_references(reading.manuscript)
    compared = [reference for one in reading.checks for part in one.parts if (reference := part.reference)]
    figures = frozen_figures(report, references, compared)
    _refuse_moved(reading, references)
    for figure in figures:
        figure.snapshot = snapshot
    FrozenFigure.objects.bulk_create(figures)
    evidence = frozen_evidence(report, reading.manuscript)
    for piece in evidence:
        piece.snapshot = snapshot
    FrozenEvidence.objects.bulk_create(evidence)
    FrozenCheck.objects.bulk_create(as_row(snapshot, one) for one in reading.checks)
    return snapshot


def _refuse_moved(reading: Reading, references: Collection[Reference]) -> None:
    """Refuse where the figures aren't any more, behind their records, what the text was read with.

    PostgreSQL's transactions see what others commit between two of their statements; SQLite's don't.
    """
    if counts_of(figure_values(reading.report, references).values()) != reading.manuscript.figures:
        raise StaleReport(
            _("The ledger changed at this moment, so nothing was submitted. Look at the figures, then submit again.")
        )
