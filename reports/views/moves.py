"""The moves of a report's life: one address for all buttons that the table of moves gives."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from reports.access import reviews_for, writes_for
from reports.actions import moves
from reports.choices import ReturnReason
from reports.errors import InvalidInput, ReportError, StaleReport, WrongState
from reports.forms.moves import MoveForm
from reports.models import Person, Report
from reports.queries import latest_snapshot, movable_report
from reports.views.confirming import unconfirmed
from reports.views.requests import PersonRequest, came_from
from reports.views.review import Refusal, decision_refused
from reports.workflow import move

Make = Callable[[Report, Person, MoveForm], Report]

MAKE: dict[str, Make] = {
    "request_sign_off": lambda report, by, form: moves.request_sign_off(report, by=by, version=_version(form)),
    "hand_back": lambda report, by, form: moves.hand_back(report, by=by, version=_version(form), reason=_reason(form)),
    "submit": lambda report, by, form: moves.submit_report(report, by=by, version=_version(form)),
    "withdraw": lambda report, by, form: moves.withdraw_report(report, by=by, version=_version(form)),
    "return": lambda report, by, form: moves.return_report(
        report,
        by=by,
        seen=_seen(form),
        reason=_reason(form),
        categories=[ReturnReason(value) for value in form.cleaned_data["categories"]],
    ),
    "approve": lambda report, by, form: moves.approve_report(
        report, by=by, seen=_seen(form), reason=_reason(form), settle=form.cleaned_data["settle"]
    ),
    "archive": lambda report, by, form: moves.archive_report(report, by=by, version=_version(form)),
    "reopen": lambda report, by, form: moves.reopen_report(report, by=by, version=_version(form), reason=_reason(form)),
}

# What happens next, for the person who made the move.
NEXT = {
    "request_sign_off": gettext_noop("The head of the unit finds it on the desk, to read and sign it off."),
    "hand_back": gettext_noop(
        "Its writer finds it on the desk, with your reason in its history, and can change it now."
    ),
    "submit": gettext_noop("An officer finds it on the desk. You can take it back until one begins to read."),
    "withdraw": gettext_noop("It can be changed now; submit it again when it is ready."),
    "return": gettext_noop("The unit finds your comments at its fields. Corrected, it comes back to your desk."),
    "approve": gettext_noop("This draft is frozen as approved; the unit can download it."),
    "archive": gettext_noop("It is finished and put away; an administrator can open it again."),
}


@require_POST
def report_move(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """Make the move `code`; then the unit sees its report, the officer the desk, where the next thing waits."""
    report = movable_report(request.user, pk)
    if code not in MAKE:
        raise Http404
    form = MoveForm(request.POST)
    if not form.is_valid():
        too_long = form.errors.get("reason")
        unclear = _("The page sent something that can't be used. Load it again and repeat the step.")
        raise InvalidInput(str(too_long[0]) if too_long else unclear)
    if move(code).confirmed and (page := unconfirmed(request)):
        return page
    try:
        MAKE[code](report, request.user, form)
    except InvalidInput as error:
        if move(code).decides and latest_snapshot(report).opened_at:
            return decision_refused(request, report, Refusal(code, form.cleaned_data, error))
        if _reason(form):
            raise
        messages.error(request, str(error))
        return redirect(came_from(request))
    except (StaleReport, WrongState) as error:
        if not reviews_for(request.user, report.unit) or not form.cleaned_data["number"]:
            raise
        return _too_late(request, report, form.cleaned_data, error)
    told = {"title": report, "state": report.get_state_display(), "next": _(NEXT[code]) if code in NEXT else ""}
    messages.success(request, (_("“%(title)s”: %(state)s. %(next)s") % told).strip())
    return redirect("report", pk) if writes_for(request.user, report.unit) else redirect("desk")


def _too_late(request: PersonRequest, report: Report, said: dict[str, Any], error: ReportError) -> HttpResponse:
    """A newer snapshot or a quicker colleague: how the report stands now, the way to it, and the remark to copy."""
    report.refresh_from_db()
    context = {
        "report": report,
        "error": error,
        "seen": said["number"],
        "reason": said["reason"],
        "latest": latest_snapshot(report),
    }
    return render(request, "reports/review/stale.html", context, status=409)


def _version(form: MoveForm) -> int:
    return form.cleaned_data["version"] or 0


def _seen(form: MoveForm) -> tuple[int, str]:
    return form.cleaned_data["number"] or 0, form.cleaned_data["sha256"]


def _reason(form: MoveForm) -> str:
    reason: str = form.cleaned_data["reason"]
    return reason
