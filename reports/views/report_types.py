"""The administrator's pages about report types."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from reports.actions import report_types as actions
from reports.forms.report_types import ChangeReportTypeForm, NewReportTypeForm
from reports.models import ReportType
from reports.queries import administered, published_outline
from reports.queries.administration import report_types_with_outlines
from reports.views.requests import PersonRequest


def report_types(request: PersonRequest) -> HttpResponse:
    """All types with the state of their outlines."""
    administered(request.user)
    return render(request, "reports/report_types/report_types.html", {"types": report_types_with_outlines()})


def report_type_new(request: PersonRequest) -> HttpResponse:
    """A new type; its outline comes next."""
    administered(request.user)
    form = NewReportTypeForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            created = actions.create_report_type(**form.cleaned_data, by=request.user)
            messages.success(request, _("The type has been created. Now write its outline and publish it."))
            return redirect("outline", created.outlines.get().pk)
    return render(request, "reports/report_types/report_type_new.html", {"form": form}, status=form.status)


def report_type(request: PersonRequest, pk: int) -> HttpResponse:
    """One type: its name and periods, the chapters in use, and the versions of its outline."""
    administered(request.user)
    here = get_object_or_404(ReportType, pk=pk)
    form = ChangeReportTypeForm(here, request.POST or None)
    if form.is_valid():
        with form.refusals():
            actions.change_report_type(here, **form.cleaned_data, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("report_type", pk)
    here.refresh_from_db()
    context = {
        "report_type": here,
        "form": form,
        "published": published_outline(here),
        "draft": here.outlines.filter(published_at__isnull=True).first(),
        "versions": here.outlines.filter(published_at__isnull=False),
    }
    return render(request, "reports/report_types/report_type.html", context, status=form.status)
