"""The administrator's pages about reporting periods and extensions."""

from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.actions import periods as actions
from reports.forms.periods import PERIOD_FIELDS, ExtensionForm, PeriodForm
from reports.models import Extension, Period
from reports.queries import administered
from reports.queries.administration import periods_with_counts
from reports.views.requests import PersonRequest


def periods(request: PersonRequest) -> HttpResponse:
    """All periods, the latest first."""
    administered(request.user)
    return render(request, "reports/periods/periods.html", {"periods": periods_with_counts()})


def period_new(request: PersonRequest) -> HttpResponse:
    """A new period."""
    administered(request.user)
    form = PeriodForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            created = actions.create_period(**form.cleaned_data, by=request.user)
            messages.success(request, _("The period has been created."))
            return redirect("period", created.pk)
    return render(request, "reports/periods/period_new.html", {"form": form}, status=form.status)


def period(request: PersonRequest, pk: int) -> HttpResponse:
    """One period: its days, and the units that have more time."""
    administered(request.user)
    here = get_object_or_404(Period, pk=pk)
    form = PeriodForm(request.POST or None, initial=model_to_dict(here, PERIOD_FIELDS))
    if form.is_valid():
        with form.refusals():
            actions.change_period(here, **form.cleaned_data, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("period", pk)
    return _page(request, pk, status=form.status, form=form)


@require_POST
def extension_grant(request: PersonRequest, pk: int) -> HttpResponse:
    """Give one unit more time."""
    administered(request.user)
    here = get_object_or_404(Period, pk=pk)
    form = ExtensionForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.grant_extension(here, **form.cleaned_data, by=request.user)
            messages.success(request, _("%(unit)s has more time.") % {"unit": form.cleaned_data["unit"]})
            return redirect("period", pk)
    return _page(request, pk, status=form.status, extension_form=form)


@require_POST
def extension_end(request: PersonRequest, pk: int, extension: int) -> HttpResponse:
    """Take the extra time of a unit back."""
    administered(request.user)
    row = get_object_or_404(Extension.objects.select_related("unit", "period"), pk=extension, period=pk)
    actions.end_extension(row, by=request.user)
    messages.success(request, _("The period's own days hold again for %(unit)s.") % {"unit": row.unit})
    return redirect("period", pk)


def _page(request: PersonRequest, pk: int, *, status: int = 200, **forms: Any) -> HttpResponse:
    here = Period.objects.get(pk=pk)
    context = {
        "period": here,
        "extensions": here.extensions.select_related("unit", "granted_by").order_by("unit__path"),
        "form": PeriodForm(initial=model_to_dict(here, PERIOD_FIELDS)),
        "extension_form": ExtensionForm(),
        **forms,
    }
    return render(request, "reports/periods/period.html", context, status=status)
