"""The administrator's list of all reports: where each stands, never its text; and opening one again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from reports.actions.moves import reopen_report
from reports.forms.all_reports import AllReportsFilter, ReopenForm
from reports.queries import administered
from reports.queries.administration import all_reports_found
from reports.templatetags.frame import period_name
from reports.views.confirming import unconfirmed
from reports.views.requests import PersonRequest
from reports.workflow import move

ROWS_A_PAGE = 50


def all_reports(request: PersonRequest) -> HttpResponse:
    """The reports as rows, filtered."""
    administered(request.user)
    form = AllReportsFilter(request.GET, period_words=period_name)
    page = Paginator(all_reports_found(**form.chosen()), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "finished": move("reopen").sources}
    return render(request, "reports/all_reports/all_reports.html", context)


def report_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then start a new edition of a finished report."""
    administered(request.user)
    report = get_object_or_404(all_reports_found(), pk=pk)
    form = ReopenForm(request.POST or None, initial={"version": report.version})
    if form.is_valid():
        if page := unconfirmed(request):
            return page
        with form.refusals():
            reopen_report(report, by=request.user, **form.cleaned_data)
            messages.success(request, _("The report is open again; the unit can change it now."))
            return redirect("all_reports")
    if form.status == 409:
        # What the person reads on this page is the newest by now.
        report = all_reports_found().get(pk=pk)
        form.data = {**request.POST.dict(), "version": report.version}
    return render(request, "reports/all_reports/reopen.html", {"form": form, "report": report}, status=form.status)
