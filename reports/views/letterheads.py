"""The administrator's pages on which the look of documents is settled, each with a picture of it."""

from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reports.actions.letterheads import (
    LETTERHEAD_FIELDS,
    TYPOGRAPHY_FIELDS,
    remove_letterhead,
    save_letterhead,
    save_typography,
)
from reports.choices import Layout
from reports.composing.outlines import example_letterhead
from reports.composing.samples import compose_sample
from reports.document import Document
from reports.forms.letterheads import LetterheadForm, TypographyForm
from reports.models import LetterheadSettings, TypographySettings, Unit
from reports.queries import administered
from reports.queries.printing import house_typography
from reports.rendering import render_html
from reports.views.requests import PersonRequest


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
    if _is_to_be_saved(request) and form.is_valid():
        with form.refusals():
            save_letterhead(here, by=request.user, **form.values())
            messages.success(request, _("Saved. Reports that are still written have it at once."))
            return redirect("unit_letterhead", pk)
    layout, upward = form.shown()
    document = compose_sample(here.name, form.typed(), house_typography(), layout=layout, upward=upward)
    return _answer(request, "unit_letterhead", document, {"here": here, "form": form, "stored": stored})


def typography(request: PersonRequest) -> HttpResponse:
    """What the county settles for all its documents, beside a picture of a page."""
    administered(request.user)
    stored = TypographySettings.objects.first() or TypographySettings()
    form = TypographyForm(request.POST or None, initial=model_to_dict(stored, TYPOGRAPHY_FIELDS))
    if _is_to_be_saved(request) and form.is_valid():
        with form.refusals():
            save_typography(**form.cleaned_data, by=request.user)
            messages.success(request, _("Saved. Reports that are still written have it at once."))
            return redirect("typography")
    document = compose_sample("××县××局", None, form.typed(), layout=Layout.PLAIN)
    return _answer(request, "typography", document, {"form": form})


def _is_to_be_saved(request: PersonRequest) -> bool:
    """Whether the form was sent for good, and not only for its picture."""
    return request.method == "POST" and not request.htmx and request.POST.get("act") != "look"


def _answer(request: PersonRequest, name: str, document: Document, context: dict[str, Any]) -> HttpResponse:
    """The page, or the picture alone where a script asks for it."""
    template = "picture" if request.htmx else name
    return render(request, f"reports/letterheads/{template}.html", {"picture": _paper(document), **context})


def _paper(document: Document) -> SafeString:
    return mark_safe(render_html(document, anchors=False))  # noqa: S308  # the writer escapes every text
