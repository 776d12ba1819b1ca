"""Frozen versions of a report: one to read, and what changed between two."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.access import reviews_for
from reports.actions.watching import note_reading
from reports.comparing import Kind, compare, fold
from reports.composing.evidence import by_entry
from reports.document import decode
from reports.queries import readable_snapshot
from reports.queries.evidence import frozen_with
from reports.queries.figures import printed_figures
from reports.views.requests import PersonRequest
from reports.views.review import paper


@require_safe
def snapshot(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """A frozen version as printed pages."""
    found = readable_snapshot(request.user, pk, number)
    report, document = found.report, decode(found.document)
    note_reading(found, by=request.user)
    context = {
        "report": report,
        "snapshot": found,
        "snapshots": report.snapshots.filter(withdrawn_at__isnull=True).order_by("number"),
        "paper": paper(document, figures_of=found),
        "evidence": by_entry(document, frozen_with(found)),
        "has_figures": printed_figures(found).exists(),
        "reviews": reviews_for(request.user, report.unit),
    }
    return render(request, "reports/review/snapshot.html", context)


@require_safe
def differences(request: PersonRequest, pk: int, old: int, new: int) -> HttpResponse:
    """What changed from one frozen version to another, paragraph by paragraph."""
    before, after = readable_snapshot(request.user, pk, old), readable_snapshot(request.user, pk, new)
    for read in (before, after):
        note_reading(read, by=request.user)
    changes = compare(decode(before.document), decode(after.document))
    counts = [(kind, sum(change.kind is kind for change in changes)) for kind in Kind]
    context = {
        "report": after.report,
        "before": before,
        "after": after,
        "changes": fold(changes),
        "counts": {kind.value: count for kind, count in counts},
        "reviews": reviews_for(request.user, after.report.unit),
    }
    return render(request, "reports/review/differences.html", context)
