"""The administrator's page of a unit's letterhead."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from reports.actions.letterheads import LETTERHEAD_FIELDS, remove_letterhead, save_letterhead
from reports.composing.outlines import example_letterhead
from reports.composing.samples import compose_sample
from reports.forms.letterheads import LetterheadForm
from reports.models import LetterheadSettings, Unit
from reports.queries import administered
from reports.queries.printing import house_typography
from reports.views.requests import PersonRequest
from reports.views.settling import is_to_be_saved, with_picture


def unit_letterhead(request: PersonRequest, pk: int) -> HttpResponse:
    """A unit's letterhead beside a picture of it; `act` = look only draws what is typed, remove forgets it."""
    administered(request.user)
    here = get_object_or_404(Unit, pk=pk)
    stored = LetterheadSettings.objects.filter(unit=here).first()
    act = request.POST.get("act")
    if act == "remove":
        remove_letterhead(here, by=request.user)
        messages.success(request, _("Reports of the unit are printed without a letterhead from now on."))
        return redirect("unit", pk)
    first = stored or example_letterhead(here)
    form = LetterheadForm(request.POST or None, initial=model_to_dict(first, LETTERHEAD_FIELDS))
    if is_to_be_saved(request) and form.is_valid():
        with form.refusals():
            save_letterhead(here, by=request.user, **form.values())
            messages.success(request, _("Saved. Reports that are still written have it at once."))
            return redirect("unit_letterhead", pk)
    layout, upward = form.shown()
    document = compose_sample(here.name, form.typed(), house_typography(), layout=layout, upward=upward)
    return with_picture(request, "unit_letterhead", document, {"here": here, "form": form, "stored": stored})
