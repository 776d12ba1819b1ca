"""What was written in a report, sitting by sitting and field by field, and taking a text of before back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reports.comparing import Mark, mark_words
from reports.errors import InvalidInput, StaleReport, WrongState
from reports.forms.autosave import Typed, settle
from reports.forms.steps import CHECK
from reports.models import Report
from reports.queries import own_report
from reports.views.requests import PersonRequest
from reports.views.wizard import step_form, step_still_there, wizard_page, write_step
from reports.workflow import may_write

SITTINGS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A field that a sitting changed: where it stands, and the marks that lead from the text before to that after."""

    place: str
    title: str
    label: str
    marks: tuple[Mark, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def report_history(request: PersonRequest, pk: int) -> HttpResponse:
    """The sittings of a report, newest first; POST puts the text that a field had before a sitting back into it."""
    report = own_report(request.user, pk)
    if request.method == "POST":
        return _take_back(request, report)
    sittings = report.sittings.select_related("person").order_by("-version", "-pk")
    page = Paginator(sittings, SITTINGS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(sitting, [_row(place, one) for place, one in sitting.changes.items()]) for sitting in page]
    context = {"report": report, "rows": rows, "page": page, "may_write": may_write(request.user, report)}
    return render(request, "reports/report/history.html", context)


def _row(place: str, change: dict[str, Any]) -> ChangeRow:
    before, after = change["words"] or ("\n".join(change["before"]), "\n".join(change["after"]))
    return ChangeRow(place, change["title"], change["label"], mark_words(_plain(before), _plain(after)))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _take_back(request: PersonRequest, report: Report) -> HttpResponse:
    if not may_write(request.user, report):
        raise WrongState(_("The report is not being written any more, so nothing was saved."))
    sitting = report.sittings.filter(pk=_number(request.POST.get("sitting", ""))).first()
    change = sitting.changes.get(request.POST.get("place", "")) if sitting else None
    if change is None:
        raise Http404
    page = wizard_page(request, report, judged=change["step"] == CHECK)
    try:
        step = step_still_there(page, change["step"])
    except Http404 as error:
        raise StaleReport(_("This part is not in the report any more, so nothing was taken back.")) from error
    stored = step_form(page, step)
    bases = stored.bases() if stored else {}
    if change["name"] not in bases:
        raise StaleReport(_("This part is not in the report any more, so nothing was taken back."))
    typed = Typed(change["before"] or [""], bases[change["name"]])
    settled = settle(lambda data: step_form(page, step, data), {change["name"]: typed})
    if settled.refused:
        raise InvalidInput(next(iter(settled.refused.values())))
    write_step(settled.form, page, step, report.version, by=request.user, apart=True)
    messages.success(request, _("The text of before is back."))
    return redirect(f"{step.url}?field=id_{change['name']}")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
