"""The administrator's pages about units: the tree at the left, one unit or a new one at the right."""

from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.actions import units as actions
from reports.forms.units import UNIT_FIELDS, MoveUnitForm, NewUnitForm, UnitForm
from reports.models import LetterheadSettings, Unit
from reports.queries import administered, people_of_unit
from reports.queries.administration import only_top_unit
from reports.views.answers import refusals_told
from reports.views.requests import PersonRequest


def units(request: PersonRequest) -> HttpResponse:
    """The tree, and what can be done with it."""
    administered(request.user)
    return _page(request, "reports/units/units.html", None)


def unit(request: PersonRequest, pk: int) -> HttpResponse:
    """One unit: its names, its place, its people, whether it is active."""
    administered(request.user)
    here = get_object_or_404(Unit, pk=pk)
    form = UnitForm(request.POST or None, initial=model_to_dict(here, UNIT_FIELDS))
    if form.is_valid():
        with form.refusals():
            actions.change_unit(here, **form.cleaned_data, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("unit", pk)
    return _page(request, "reports/units/unit.html", pk, status=form.status, form=form)


def unit_new(request: PersonRequest) -> HttpResponse:
    """A new unit, below the one that `?below=` names, else below the only one at the top."""
    administered(request.user)
    form = NewUnitForm(request.POST or None, initial={"parent": request.GET.get("below") or only_top_unit()})
    if form.is_valid():
        with form.refusals():
            created = actions.create_unit(**form.cleaned_data, by=request.user)
            messages.success(request, _created(created, form.cleaned_data["parent"]))
            return redirect("unit", created.pk)
    return _page(request, "reports/units/unit_new.html", None, status=form.status, form=form)


def _created(unit: Unit, parent: Unit | None) -> str:
    if parent is None:
        return _("%(unit)s has been created at the top.") % {"unit": unit}
    return _("%(unit)s has been created below %(parent)s.") % {"unit": unit, "parent": parent}


@require_POST
def unit_move(request: PersonRequest, pk: int) -> HttpResponse:
    """Put the unit with all below it somewhere else."""
    administered(request.user)
    here = get_object_or_404(Unit, pk=pk)
    form = MoveUnitForm(here, request.POST)
    if form.is_valid():
        with form.refusals():
            actions.move_unit(here, form.cleaned_data["parent"], by=request.user)
            messages.success(request, _("Moved."))
            return redirect("unit", pk)
    return _page(request, "reports/units/unit.html", pk, status=form.status, move_form=form)


@require_POST
def unit_activity(request: PersonRequest, pk: int) -> HttpResponse:
    """Deactivate the unit, or activate it again (`active` = yes)."""
    administered(request.user)
    here = get_object_or_404(Unit, pk=pk)
    with refusals_told(request):
        if request.POST.get("active") == "yes":
            actions.reactivate_unit(here, by=request.user)
            messages.success(request, _("%(unit)s is active again.") % {"unit": here})
        else:
            actions.deactivate_unit(here, by=request.user)
            messages.success(request, _("%(unit)s is not active any more.") % {"unit": here})
    return redirect("unit", pk)


def _page(request: PersonRequest, template: str, pk: int | None, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The tree as it is stored now, and beside it the unit `pk` with its forms."""
    tree = list(Unit.objects.all())
    here = next((row for row in tree if row.pk == pk), None)
    context: dict[str, Any] = {"tree": tree, "here": here}
    if here is not None:
        above = [row for row in tree if here.path.startswith(row.path) and row != here]
        context |= {
            "above": above,
            "form": UnitForm(initial=model_to_dict(here, UNIT_FIELDS)),
            "move_form": MoveUnitForm(here, initial={"parent": above[-1].pk if above else None}),
            "people": people_of_unit(here),
            "letterhead": LetterheadSettings.objects.filter(unit=here).first(),
        }
    return render(request, template, context | forms, status=status)
