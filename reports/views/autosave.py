"""Saving while somebody types: the page sends what changed, and hears of each field what became of it."""

from functools import partial
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.comparing import mark_words
from reports.errors import NotTheirs, StaleReport, WrongState
from reports.forms.answers import EarlierForm
from reports.forms.autosave import Clash, Settled, read_sent, settle
from reports.forms.steps import CHECK
from reports.models import Person, Report
from reports.queries import own_report
from reports.queries.presence import changed_by_others, stored_from
from reports.views.requests import PersonRequest
from reports.views.wizard import TRIES, step_form, step_still_there, wizard_page, write_step
from reports.views.wizard_pages import WizardPage
from reports.workflow import may_write


@require_POST
def step_autosave(request: PersonRequest, pk: int, step: str) -> HttpResponse:
    """Save the fields that were typed since the page last sent some; "saved" is only said of what is committed."""
    report = _writable(request, pk)
    sent = read_sent(request, step)
    refuse_others(sent.person, request.user)
    for last in [*[False] * (TRIES - 1), True]:
        # Without a field it is only asked whether somebody answers, and nothing needs to be judged for that.
        page = wizard_page(request, report, judged=step == CHECK and bool(sent.fields))
        current = step_still_there(page, step)
        own = partial(stored_from, sent.window.key, request.user, report, step)
        settled = settle(lambda data: step_form(page, current, data), sent.fields, own)  # noqa: B023  # called at once
        try:
            newest = write_step(settled.form, page, current, page.report.version, by=request.user, window=sent.window)
        except StaleReport:
            if last:
                raise
            report = _writable(request, pk)
            continue
        if newest is None:
            settled = Settled(None, {})
        return JsonResponse(_told(request, page, step, settled))
    raise AssertionError


def refuse_others(person: int, by: Person) -> None:
    """Raise NotTheirs for what another person typed before this one signed in at the same computer."""
    if person != by.pk:
        raise NotTheirs(_("Somebody else is signed in by now, so nothing was saved."))


def _writable(request: PersonRequest, pk: int) -> Report:
    report = own_report(request.user, pk)
    if not may_write(request.user, report):
        raise WrongState(_("The report is not being written any more, so nothing was saved."))
    return report


def _told(request: PersonRequest, page: WizardPage, step: str, settled: Settled) -> dict[str, Any]:
    """What the page is told: the new bases, what was refused and why, and what somebody else wrote."""
    saved = settled.saved
    if isinstance(settled.form, EarlierForm) and saved:
        # What goes on gets its entry by being saved, so another field of the same answer has a new base too.
        now = wizard_page(request, _writable(request, page.report.pk), judged=False)
        fresh = step_form(now, step_still_there(now, step))
        bases = fresh.bases() if fresh else {}
        keys = {here[:36] for here in saved}
        saved = {here: base for here, base in bases.items() if here in saved or _carries(here, keys)}
    return {
        "version": page.report.version,
        "at": date_format(timezone.localtime(), "H:i:s"),
        "saved": saved,
        "refused": settled.refused,
        "changed": {here: _theirs(request, page, f"{step}/{here}", clash) for here, clash in settled.clashes.items()},
    }


def _carries(here: str, keys: set[str]) -> bool:
    return here[:36] in keys and here.endswith("-continues_in")


def _theirs(request: PersonRequest, page: WizardPage, place: str, clash: Clash) -> dict[str, Any]:
    """Somebody else's value of a field, and a note that shows both with their differences."""
    theirs, mine = clash.words
    context = {
        "marks": mark_words(theirs, mine),
        "theirs": theirs,
        "label": clash.piece.fields[clash.name].label,
        "report": page.report,
        "sitting": changed_by_others(page.report, by=request.user, place=place),
    }
    note = render_to_string("reports/wizard/theirs.html", context)
    return {"value": clash.stored, "base": clash.base, "note": note}
