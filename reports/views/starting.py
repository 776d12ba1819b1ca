"""How a report begins: from its outline, from last period's report, or (with `importing`) from a file."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reports.actions.carrying import start_from_earlier
from reports.actions.drafting import create_report, discard_report
from reports.actions.sentences import fill_zero_report
from reports.composing import read_rows
from reports.composing.carrying import offer_for
from reports.composing.figures import names_of
from reports.composing.findings import findings
from reports.errors import InvalidInput, StaleReport, WrongState
from reports.forms.carrying import CarryingForm
from reports.forms.starting import Selection, StartForm, UploadForm, Ways
from reports.forms.steps import CHECK, COVER, EARLIER, field_url, step_url, target_of
from reports.models import Period, Report, ReportType, Unit
from reports.queries import own_report
from reports.queries.carrying import questions_of
from reports.queries.starting import living_report
from reports.views.answers import refusals_told
from reports.views.requests import PersonRequest, posted_version
from reports.workflow import may_write


@require_http_methods(["GET", "HEAD", "POST"])
def report_start(request: PersonRequest) -> HttpResponse:
    """Choose unit, period and type; begin the report, or go on with the one that is there."""
    if request.method == "POST":
        return _begin(request)
    return start_page(request, request.GET.dict())


def start_page(request: PersonRequest, wanted: dict[str, Any], *, upload: UploadForm | None = None) -> HttpResponse:
    """The page for what is wanted; `upload` is a form that was refused, with the reasons."""
    selection = Selection.of(request.user, wanted)
    context = {"selection": selection, "ways": Ways.of(request.user, selection), "upload": upload}
    return render(request, "reports/starting/start.html", context, status=422 if upload else 200)


def _begin(request: PersonRequest) -> HttpResponse:
    form = StartForm(request.user, request.POST)
    if not form.is_valid():
        raise InvalidInput(_("This report can't be started here; choose again what it is for."))
    chosen = form.cleaned_data
    how = request.POST.get("how")
    if how == "discard":
        return _discard(request, chosen)
    with refusals_told(request):
        report = create_report(**chosen, by=request.user)
        if how == "zero":
            fill_zero_report(report, by=request.user, version=report.version)
            return redirect(step_url(report, CHECK))
        return redirect("report_carry", report.pk) if how == "earlier" else redirect(step_url(report, COVER))
    return redirect(start_url(**chosen))


def start_url(unit: Unit, period: Period, report_type: ReportType) -> str:
    """The address of the page with this report selected: what there is of it, and how to begin."""
    query = {"unit": unit.code, "period": period.code, "report_type": report_type.code}
    return f"{reverse('report_start')}?{urlencode(query)}"


def _discard(request: PersonRequest, chosen: dict[str, Any]) -> HttpResponse:
    report = living_report(**chosen)
    if report is not None:
        discard_report(report, by=request.user, version=posted_version(request))
        messages.success(request, _("The empty draft is discarded; begin anew."))
    return redirect(start_url(**chosen))


@require_http_methods(["GET", "HEAD", "POST"])
def report_carry(request: PersonRequest, pk: int) -> HttpResponse:
    """What last period's report offers to this draft, one by one."""
    report = own_report(request.user, pk)
    if not may_write(request.user, report):
        raise WrongState(_("The report is not being written any more, so nothing can be added."))
    offer = offer_for(report)
    form = CarryingForm(offer, request.POST or None) if offer else None
    status = 200
    if request.method == "POST" and form is not None:
        try:
            return _carry(request, report, form)
        except (InvalidInput, StaleReport) as error:
            messages.error(request, str(error))
            report.refresh_from_db(fields=["version"])
            status = error.status
    names, questions = names_of(report, {}), len(questions_of(report))
    context = {"report": report, "offer": offer, "form": form, "names": names, "questions": questions}
    return render(request, "reports/starting/carry.html", context, status=status)


def _carry(request: PersonRequest, report: Report, form: CarryingForm) -> HttpResponse:
    if not form.is_valid():
        raise InvalidInput(_("Some of what you chose is not offered any more; look at the page again."))
    choices = form.choices()
    start_from_earlier(report, choices, by=request.user, version=form.cleaned_data["version"])
    count = choices.preamble + len(choices.texts)
    messages.success(request, _("Taken over: %(count)s. Change them as this period needs.") % {"count": count})
    return redirect(step_url(report, EARLIER) if questions_of(report) else first_gap(report))


def first_gap(report: Report) -> str:
    """Where to go on with a report that has some text already: the field of its first finding, else the check."""
    rows = read_rows(report)
    for finding in findings(report, rows):
        if target := target_of(finding.anchor, rows, finding.field):
            return field_url(report, target)
    return step_url(report, CHECK)
