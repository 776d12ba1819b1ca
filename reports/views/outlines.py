"""The editor of an outline, and the preview of a report that starts from it."""

import datetime
from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.actions import outlines as actions
from reports.choices import LeadingBody
from reports.composing import compose_outline, fill_pattern, pattern_words
from reports.errors import WrongState
from reports.forms.outlines import CHAPTERS, ChapterForms, OutlineForm, chapters_after
from reports.models import Outline, Period, ReportType, Unit
from reports.queries import administered
from reports.rendering import render_html
from reports.views.answers import refusals_told
from reports.views.requests import PersonRequest


@require_POST
def outline_draft(request: PersonRequest, pk: int) -> HttpResponse:
    """Go to the draft of the type's outline; where there is none it is made from the published one."""
    administered(request.user)
    report_type = get_object_or_404(ReportType, pk=pk)
    return redirect("outline", actions.draft_outline(report_type, by=request.user).pk)


def outline(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a draft outline; one that is published is only shown.

    The whole page is saved at once; the button that was pressed (`act`) then adds, moves or removes a chapter,
    publishes, or leads to the preview.
    """
    administered(request.user)
    here = get_object_or_404(Outline.objects.select_related("report_type"), pk=pk)
    if here.published_at is not None:
        if request.method == "POST":
            raise WrongState(_("This outline is published and stays as it is. Change it by a new version."))
        return redirect("outline_preview", pk)
    if request.method != "POST":
        return _editor(request, here, *_stored_forms(here))
    form, chapters = OutlineForm(request.POST), ChapterForms(request.POST, prefix=CHAPTERS)
    if all([form.is_valid(), chapters.is_valid()]):
        with form.refusals():
            act = request.POST.get("act", "save")
            settings, seen = dict(form.cleaned_data), form.cleaned_data["seen"]
            rows, place = chapters_after(list(chapters), act)
            actions.save_outline(here, settings=settings, chapters=rows, by=request.user, seen=seen)
            return _onward(request, here, act, place)
    return _editor(request, here, form, chapters)


@require_POST
def outline_discard(request: PersonRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    administered(request.user)
    here = get_object_or_404(Outline.objects.select_related("report_type"), pk=pk)
    with refusals_told(request):
        actions.discard_outline(here, by=request.user)
        messages.success(request, _("The draft is gone; the published outline stays in use."))
    return redirect("report_type", here.report_type_id)


def outline_preview(request: PersonRequest, pk: int) -> HttpResponse:
    """How a report looks that was just started from this outline."""
    administered(request.user)
    here = get_object_or_404(Outline.objects.select_related("report_type"), pk=pk)
    paper = render_html(compose_outline(here, *_example(here.report_type)), anchors=False)
    context = {"outline": here, "report_type": here.report_type, "paper": paper}
    return render(request, "reports/report_types/outline_preview.html", context)


def _onward(request: PersonRequest, here: Outline, act: str, place: int | None) -> HttpResponse:
    if act == "publish":
        with refusals_told(request):
            actions.publish_outline(here, by=request.user)
            messages.success(request, _("Published. Reports that are started from now on have this outline."))
            return redirect("report_type", here.report_type_id)
    if act == "preview":
        return redirect("outline_preview", here.pk)
    if act == "save":
        messages.success(request, _("The draft is saved. It holds once it is published."))
    page = reverse("outline", args=[here.pk])
    return redirect(page if place is None else f"{page}#chapter-{place + 1}")


def _stored_forms(here: Outline) -> tuple[OutlineForm, Any]:
    form = OutlineForm(initial=model_to_dict(here, actions.SETTINGS) | {"seen": actions.fingerprint(here)})
    rows = [
        model_to_dict(part, actions.CHAPTER_FIELDS) | {"position": place}
        for place, part in enumerate(here.chapters.all())
    ]
    return form, ChapterForms(prefix=CHAPTERS, initial=rows)


def _editor(request: PersonRequest, here: Outline, form: OutlineForm, chapters: Any) -> HttpResponse:
    words = pattern_words(*_example(here.report_type))
    context = {
        "outline": here,
        "report_type": here.report_type,
        "form": form,
        "chapters": chapters,
        "words": words,
        "example": fill_pattern(form["title_pattern"].value() or "", words),
    }
    return render(request, "reports/report_types/outline.html", context, status=form.status)


def _example(report_type: ReportType) -> tuple[Unit, Period]:
    """A unit and a period to try the outline with: real ones where there are, else some that are never stored."""
    unit = Unit.objects.filter(active=True, depth__gt=1).first() or Unit.objects.filter(active=True).first()
    period = Period.objects.filter(kind__in=report_type.period_kinds).first()
    today = timezone.localdate()
    return (
        unit or Unit(name="××县××局", short_name="××局", leading_body=LeadingBody.PARTY_GROUP.value),
        period
        or Period(
            year=today.year, kind=report_type.period_kinds[0], first_day=datetime.date(today.year, 1, 1), due=today
        ),
    )
