"""What pages of a report tell by themselves: that they are open, and what waits in their boxes to be sent."""

import uuid

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.actions.sittings import Window, close_page, keep_unsent, see_page
from reports.composing import read_rows
from reports.document.texts import printable
from reports.errors import InvalidInput
from reports.forms.autosave import read_json
from reports.forms.steps import COVER, EARLIER, FIGURES, PREAMBLE, chapter_key, chapter_title
from reports.models import Report
from reports.queries import visible_report
from reports.queries.presence import others_in
from reports.views.autosave import refuse_others
from reports.views.requests import PersonRequest

LONGEST_STEP = 60


@require_POST
def report_here(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that a page of the report is open, or left; the answer names who else is there."""
    report = visible_report(request.user, pk)
    said = read_json(request)
    try:
        window = Window(uuid.UUID(said["page"]), printable(str(said["step"]))[:LONGEST_STEP], 0)
        refuse_others(int(said["person"]), request.user)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _unclear() from error
    if said.get("gone"):
        close_page(report, window.key, by=request.user)
        return JsonResponse({"others": []})
    see_page(report, window, by=request.user)
    others = others_in(report, by=request.user)
    titles = _titles(report) if others else {}
    words = []
    for page, typing in others:
        params = {"who": page.person.full_name, "part": titles.get(page.step, "")}
        if not params["part"]:
            words.append(_("%(who)s has this report open too") % params)
        elif typing:
            words.append(_("%(who)s is writing “%(part)s”") % params)
        else:
            words.append(_("%(who)s has “%(part)s” open") % params)
    return JsonResponse({"others": words})


@require_POST
def report_unsent(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep what stands in boxes that are not sent yet."""
    report = visible_report(request.user, pk)
    said = read_json(request)
    try:
        texts = {str(place): text for place, text in said["texts"].items()}
        refuse_others(int(said["person"]), request.user)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _unclear() from error
    if not all(isinstance(text, str) for text in texts.values()):
        raise _unclear()
    keep_unsent(report, texts, by=request.user)
    return JsonResponse({})


def _titles(report: Report) -> dict[str, str]:
    own = {COVER: _("Cover"), PREAMBLE: _("Preamble"), EARLIER: _("Last report's problems and plans")}
    rows = read_rows(report)
    chapters = {chapter_key(chapter): chapter_title(chapter, rows.figures) for chapter in rows.chapters}
    return own | {FIGURES: _("Figures")} | chapters


def _unclear() -> InvalidInput:
    return InvalidInput(_("The page sent something that can't be used. Load it again and repeat the step."))
