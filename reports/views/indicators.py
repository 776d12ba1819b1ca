"""The administrator's pages about the catalogue: indicators and the kinds of activities that they count."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from reports.actions import indicators as actions
from reports.forms.indicators import IndicatorForm, KindForm
from reports.models import ActivityKind, Indicator
from reports.queries import administered
from reports.queries.figures import indicators_with_use, kinds_with_use
from reports.views.requests import PersonRequest


def indicators(request: PersonRequest) -> HttpResponse:
    """All indicators, and all kinds of activities."""
    administered(request.user)
    context = {"indicators": indicators_with_use(), "kinds": kinds_with_use()}
    return render(request, "reports/indicators/indicators.html", context)


def indicator_new(request: PersonRequest) -> HttpResponse:
    """A new indicator."""
    administered(request.user)
    form = IndicatorForm(None, request.POST or None)
    return _edit(request, form, _("New indicator"), actions.create_indicator, _("The indicator has been created."))


def indicator(request: PersonRequest, pk: int) -> HttpResponse:
    """One indicator."""
    administered(request.user)
    here = get_object_or_404(Indicator, pk=pk)
    form = IndicatorForm(here, request.POST or None)
    return _edit(request, form, here.name, partial(actions.change_indicator, here), _("Saved."))


def kind_new(request: PersonRequest) -> HttpResponse:
    """A new kind of activity."""
    administered(request.user)
    form = KindForm(None, request.POST or None)
    done = _("The kind of activity has been created.")
    return _edit(request, form, _("New kind of activity"), actions.create_kind, done)


def kind(request: PersonRequest, pk: int) -> HttpResponse:
    """One kind of activity."""
    administered(request.user)
    here = get_object_or_404(ActivityKind, pk=pk)
    form = KindForm(here, request.POST or None)
    return _edit(request, form, here.name, partial(actions.change_kind, here), _("Saved."))


def _edit(
    request: PersonRequest, form: IndicatorForm | KindForm, name: str, save: Callable[..., object], done: str
) -> HttpResponse:
    """Save what the form says and go back to the list, or show it under `name` with what is wrong."""
    if form.is_valid():
        with form.refusals():
            save(**form.values(), by=request.user)
            messages.success(request, done)
            return redirect("indicators")
    context = {"form": form, "name": name}
    return render(request, "reports/indicators/edit.html", context, status=form.status)
