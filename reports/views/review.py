"""An officer's page of a report: its cover before reading, then the paper with comments, changes and history."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports.access import may_review
from reports.actions.reviews import open_snapshot
from reports.actions.watching import note_reading
from reports.choices import ReportState, ReturnReason, ThreadState
from reports.comparing import Kind, compare, fold
from reports.composing.evidence import by_entry
from reports.composing.figures import read_key
from reports.composing.findings import findings
from reports.composing.parts import entry_numbers
from reports.document import Block, Document, Heading, Lead, Paragraph, anchors, decode, plain_text
from reports.document.walk import anchored_texts
from reports.errors import InvalidInput
from reports.models import FrozenCheck, FrozenFigure, Report, Snapshot, Thread
from reports.models.fields import labelled
from reports.queries import due_date, latest_snapshot, previous_snapshot, reviewed_report, threads_of
from reports.queries.evidence import frozen_with
from reports.queries.figures import figure_values
from reports.queries.rectification import answers_to_close
from reports.rendering import Html, render_html
from reports.views.requests import PersonRequest, posted_number
from reports.workflow import turn


@dataclass(slots=True)
class Row:
    """A line of the outline: a chapter or an entry, its length, and how many comments wait in it."""

    anchor: str
    level: int
    number: str
    text: str
    characters: int = 0
    threads: int = 0
    places: set[str] = field(default_factory=set)

    def take(self, block: Block) -> None:
        """Count what the block says to this row."""
        self.characters += len(plain_text(block))
        self.places |= _places(block)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A decision that could not be made: which, what was typed with it (`MoveForm`'s data), and why not."""

    code: str
    said: dict[str, Any]
    error: InvalidInput


@require_safe
def review(request: PersonRequest, pk: int) -> HttpResponse:
    """The latest snapshot to read; before anybody opened it only who, what and when, because reading is a duty."""
    report = reviewed_report(request.user, pk)
    snapshot = latest_snapshot(report)
    snapshot.report = report
    if snapshot.opened_at is None:
        context = {
            "report": report,
            "snapshot": snapshot,
            "earlier": previous_snapshot(snapshot),
            "due": due_date(report.unit, report.period),
            "may_open": may_review(request.user, report),
        }
        return render(request, "reports/review/cover.html", context)
    note_reading(snapshot, by=request.user)
    return render(request, "reports/review/review.html", _reading(request, report, snapshot))


def decision_refused(request: PersonRequest, report: Report, refusal: Refusal) -> HttpResponse:
    """The page that was read, with the decision's form open, what was typed still in it, and what is wrong."""
    snapshot = latest_snapshot(report)
    snapshot.report = report
    context = _reading(request, report, snapshot) | {"refusal": refusal}
    return render(request, "reports/review/review.html", context, status=422)


@require_POST
def review_open(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin to read; from then on the unit can't withdraw the report."""
    report = reviewed_report(request.user, pk)
    snapshot = get_object_or_404(report.snapshots, number=posted_number(request, "number"))
    snapshot.report = report
    open_snapshot(snapshot, by=request.user)
    return redirect("review", pk)


def _reading(request: PersonRequest, report: Report, snapshot: Snapshot) -> dict[str, object]:
    document = decode(snapshot.document)
    threads = threads_of(report)
    earlier = previous_snapshot(snapshot)
    changes = compare(decode(earlier.document), document) if earlier else ()
    frozen = list(snapshot.figures.all())
    return {
        "report": report,
        "snapshot": snapshot,
        "paper": paper(document, figures_of=snapshot),
        "figures": _figures(report, [figure for figure in frozen if figure.printed]),
        "evidence": by_entry(document, frozen_with(snapshot)),
        "threads": _in_reading_order(threads, document),
        "open_count": sum(thread.state == ThreadState.OPEN for thread in threads),
        "outline": outline(document, threads),
        "found": _found(report, document),
        "checks": _checks(snapshot, document, {figure.key for figure in frozen}),
        "questions": snapshot.answers,
        "closing_count": answers_to_close(report).count() if report.state == ReportState.SUBMITTED else 0,
        "answered": [thread for thread in threads if thread.state == ThreadState.ANSWERED],
        "earlier": earlier,
        "changes": fold(changes),
        "changed_count": sum(change.kind is not Kind.SAME for change in changes),
        "history": report.decisions.select_related("by", "snapshot").order_by("-pk"),
        "turn": turn(request.user, report),
        "categories": labelled(ReturnReason),
        "places": [(anchor, text) for anchor, text in anchored_texts(document) if text],
    }


def _figures(report: Report, frozen: Sequence[FrozenFigure]) -> list[tuple[FrozenFigure, int | None]]:
    """The figures of the version, each with what it would be now."""
    now = figure_values(report, [one for figure in frozen if (one := read_key(figure.key))])
    return [(figure, now[figure.key].value if figure.key in now else None) for figure in frozen]


def _found(report: Report, document: Document) -> list[tuple[str, str, str]]:
    """What the checks say, each with its anchor and the words there; while under review the rows are the snapshot's.

    The anchor is blank where the paper has no such place.
    """
    if report.state != ReportState.SUBMITTED:
        return []
    words = ((one, _(one.rule.what)) for one in findings(report))
    places = anchors(document)
    return [
        (one.anchor if one.anchor in places else "", what % one.params if one.params else what, one.quote)
        for one, what in words
    ]


def _checks(
    snapshot: Snapshot, document: Document, frozen: Collection[str]
) -> list[tuple[FrozenCheck, list[dict[str, str]]]]:
    """What the unit said to cross-checks that didn't hold.

    A side that isn't on the paper has no anchor, one that isn't among the keys `frozen` no `figure` to open.
    """
    there = anchors(document)

    def side(part: dict[str, str]) -> dict[str, str]:
        opened = {"figure": part["key"] if part["key"] in frozen else ""}
        return part | opened | {"anchor": part["anchor"] if part["anchor"] in there else ""}

    return [(one, [side(part) for part in one.parts]) for one in snapshot.checks.select_related("by")]


def paper(document: Document, *, anchored: bool = True, figures_of: Snapshot | None = None) -> Html:
    """The printed pages, whose figures lead to their records of the snapshot."""
    figure_url = partial(_figure_url, figures_of) if figures_of else None
    return render_html(document, anchors=anchored, figure_url=figure_url)


def _figure_url(snapshot: Snapshot, key: str) -> str:
    return reverse("snapshot_figure", args=[snapshot.report_id, snapshot.number, key])


def outline(document: Document, threads: Sequence[Thread]) -> list[Row]:
    """Chapters, entries and attachments with their length and unresolved comments; a chapter counts all in it."""
    rows: list[Row] = []
    chapter: Row | None = None
    entry: Row | None = None
    for block in document.body:
        row = _row(block)
        if row is not None:
            rows.append(row)
            chapter, entry = (row, None) if row.level == 1 else (chapter, row)
        for counted in (chapter, entry):
            if counted is not None:
                counted.take(block)
    numbers = entry_numbers(document)
    for attachment in document.attachments:
        row = Row(attachment.anchor, 1, f"{numbers[attachment.anchor]} ", attachment.title, places={attachment.anchor})
        rows.append(row)
        for block in attachment.body:
            row.take(block)
    waiting = [thread.anchor for thread in threads if thread.state != ThreadState.RESOLVED]
    for row in rows:
        row.threads = sum(anchor in row.places for anchor in waiting)
    return rows


def _row(block: Block) -> Row | None:
    """The outline's line that begins with this block, if one does."""
    if isinstance(block, Heading) and block.level <= 2:
        return Row(block.anchor, block.level, block.number, block.text)
    if isinstance(block, Paragraph) and isinstance(block.inlines[0], Lead) and not block.inlines[0].anchor:
        lead = block.inlines[0]
        return Row(block.anchor, 2, lead.number, lead.text or plain_text(block)[len(lead.number) :][:20])
    return None


def _places(block: Block) -> set[str]:
    inner = {i.anchor for i in block.inlines if isinstance(i, Lead)} if isinstance(block, Paragraph) else set()
    return {block.anchor} | inner


def _in_reading_order(threads: list[Thread], document: Document) -> list[tuple[Thread, bool]]:
    """Each thread with whether its paragraph still stands in the document; those that lost it come first."""
    order = {anchor: place for place, (anchor, _text) in enumerate(anchored_texts(document))}
    rows = [(thread, thread.anchor in order) for thread in threads]
    return sorted(rows, key=lambda row: order.get(row[0].anchor, -1))
