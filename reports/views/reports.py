"""The page of a report for those who write it: where it stands, what happened, what can be done with it."""

from typing import Any

from django.contrib import messages
from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports.access import writes_for
from reports.actions.drafting import discard_report
from reports.choices import ReportState, ThreadState
from reports.forms.steps import CHECK, FINISH, Step, first_commented
from reports.models import Person, Report, Snapshot
from reports.queries import own_report, visible_report
from reports.views.requests import PersonRequest, posted_version
from reports.views.wizard_pages import WizardPage, preview_of, read_page
from reports.workflow import may_write, possible_moves


@require_safe
def report(request: PersonRequest, pk: int) -> HttpResponse:
    """State, history and files of a report; officers are sent to its review."""
    report = visible_report(request.user, pk)
    if not writes_for(request.user, report.unit):
        return redirect("review", pk)
    page = read_page(report)
    snapshots = list(report.snapshots.select_related("created_by"))
    history = list(report.decisions.select_related("by", "snapshot").order_by("-pk"))
    context = {
        "report": report,
        "history": history,
        "returned": history[0] if history and report.state == ReportState.RETURNED else None,
        "versions": _versions(report, snapshots),
        # Who signs off reads here; there is no other page for it.
        "paper": preview_of(page, page.steps[-1], None) if report.state == ReportState.FOR_SIGN_OFF else "",
        "steps": [step for step in page.steps if step.key not in (CHECK, FINISH)],
        "waiting": sum(step.comments for step in page.steps),
        "may_discard": report.state == ReportState.DRAFT and not snapshots,
        **_acts(request.user, report, page),
    }
    return render(request, "reports/report/report.html", context)


@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    """Give up a draft that was never submitted."""
    report = own_report(request.user, pk)
    discard_report(report, by=request.user, version=posted_version(request))
    messages.success(request, _("“%(title)s” was discarded.") % {"title": report})
    return redirect("desk")


def _versions(report: Report, snapshots: list[Snapshot]) -> list[tuple[Snapshot, Snapshot | None, bool]]:
    """Each snapshot, newest first, with the one that officers read before it, and whether it has open comments."""
    unresolved = report.threads.exclude(state=ThreadState.RESOLVED.value)
    first = unresolved.aggregate(first=Min("snapshot__number"))["first"]
    rows: list[tuple[Snapshot, Snapshot | None, bool]] = []
    earlier = None
    for snapshot in reversed(snapshots):
        rows.append((snapshot, earlier, first is not None and first <= snapshot.number))
        earlier = earlier if snapshot.withdrawn_at else snapshot
    return rows[::-1]


def _acts(person: Person, report: Report, page: WizardPage) -> dict[str, Any]:
    """What can be done: a text that is being written goes on there; the red act of any other state is to submit."""
    writing = may_write(person, report)
    moves = [] if writing else possible_moves(person, report)
    others = [move for move in moves if not move.freezes]
    last = continue_at(report, page.steps)
    return {
        "may_write": writing,
        "continue_url": last.url,
        "continue_title": last.title,
        "submitting": [move for move in moves if move.freezes],
        "first_moves": others[:1],
        "more_moves": others[1:],
    }


def continue_at(report: Report, steps: list[Step]) -> Step:
    """The first comment of a returned report, else the step where the writer was last, or the first."""
    commented = first_commented(steps) if report.state == ReportState.RETURNED else None
    return commented or next((step for step in steps if step.key == report.last_step), steps[0])
