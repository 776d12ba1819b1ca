"""The page of a report for those who write it: where it stands, what happened, what can be done with it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from reports.access import writes_for
from reports.actions.drafting import discard_report
from reports.choices import ReportState
from reports.models import Person, Report
from reports.queries import own_report, visible_report
from reports.views.requests import PersonRequest
from reports.workflow import may_write, possible_moves


@require_GET
def report(request: PersonRequest, pk: int) -> HttpResponse:
    """State, history and files of a report; officers are sent to its review."""
    report = visible_report(request.user, pk)
    if not writes_for(request.user, report.unit):
        return redirect("review", pk)
    snapshots = list(report.snapshots.select_related("created_by"))
    context = {
        "report": report,
        "decisions": report.decisions.select_related("by", "snapshot").order_by("-pk"),
        "snapshots": snapshots,
        "may_write": may_write(request.user, report),
        "moves": possible_moves(request.user, report),
        "may_discard": may_discard(request.user, report) and not snapshots,
    }
    return render(request, "reports/report/report.html", context)


@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    """Give up a draft that was never submitted."""
    report = own_report(request.user, pk)
    discard_report(report, by=request.user, version=_version(request))
    return redirect("desk")


def may_discard(person: Person, report: Report) -> bool:
    """Whether the page offers to give the draft up."""
    return report.state == ReportState.DRAFT and may_write(person, report)


def _version(request: PersonRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else 0
