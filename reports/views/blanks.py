"""Blanks and numbers: what was left blank in a draft or typed as a number, bound to figures of the ledger."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from reports.actions.blanks import bind_gaps
from reports.composing.blanks import gaps_of
from reports.composing.fields import read_fields
from reports.errors import InvalidInput, StaleReport, WrongState
from reports.forms.blanks import sections, sure_choices, values_for
from reports.forms.steps import CONTINUE, step_url
from reports.queries import own_report
from reports.queries.catalogue import catalogue
from reports.views.requests import PersonRequest, posted_text, posted_version
from reports.workflow import may_write

_PLACE = re.compile(r"(?:blank|number)-[0-9]{1,6}")


@require_http_methods(["GET", "HEAD", "POST"])
def report_blanks(request: PersonRequest, pk: int) -> HttpResponse:
    """List them with proposed figures; bind one, keep a typed number as its figure's value, or bind all sure ones."""
    report = own_report(request.user, pk)
    if not may_write(request.user, report):
        if request.method == "POST":
            raise WrongState(_("The report is not being written any more, so nothing was saved."))
        return redirect("report", pk)
    if request.method != "POST":
        return _page(request, pk)
    typed = "typed" in request.POST
    try:
        chosen = _chosen(request, pk, "typed" if typed else "bind")
        bind_gaps(report, chosen, typed=typed, by=request.user, version=posted_version(request))
    except (InvalidInput, StaleReport) as error:
        return _page(request, pk, error=str(error), status=error.status)
    words = ngettext("%(n)s figure is bound.", "%(n)s figures are bound.", len(chosen))
    messages.success(request, words % {"n": len(chosen)})
    return redirect(reverse("report_blanks", args=[pk]) + _fragment(request))


def _fragment(request: PersonRequest) -> str:
    """The place of the one that was bound, to which the next has moved up: so nobody starts at the top again."""
    place = request.GET.get("at", "")
    return f"#{place}" if _PLACE.fullmatch(place) else "#content"


def _chosen(request: PersonRequest, pk: int, button: str) -> dict[str, str]:
    """The gaps and indicators that the pressed button means."""
    if "all" in request.POST:
        fields = read_fields(own_report(request.user, pk))
        gaps = gaps_of(fields, catalogue())
        chosen = sure_choices(fields, gaps, values_for(fields, gaps))
    else:
        key, _sign, code = posted_text(request, button).rpartition("=")
        chosen = {key: code} if key else {}
    if not chosen:
        raise InvalidInput(_("Nothing was chosen. Press the figure that belongs there."))
    return chosen


def _page(request: PersonRequest, pk: int, *, error: str = "", status: int = 200) -> HttpResponse:
    report = own_report(request.user, pk)
    known = catalogue()
    fields = read_fields(report)
    gaps = gaps_of(fields, known)
    values = values_for(fields, gaps)
    sure = sure_choices(fields, gaps, values)
    context = {
        "report": report,
        "blanks": sections(fields, gaps, known, values, sure, numbers=False),
        "numbers": sections(fields, gaps, known, values, sure, numbers=True),
        "sure": len(sure),
        "error": error,
        "back": step_url(report, CONTINUE),
    }
    return render(request, "reports/blanks/blanks.html", context, status=status)
