"""The register of problems (问题台账), a problem's own page with its moves, and how promises are ticked off."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.access import is_officer, writes_for
from reports.actions.rectification import keep_promise, move_problem, take_back_promise
from reports.actions.watching import note_problems_export
from reports.composing.register import HEADS, register_rows
from reports.errors import InvalidInput, StaleReport, WrongState
from reports.forms.rectification import ProblemMoveForm, PromiseForm, RegisterFilter
from reports.models import Problem
from reports.queries import visible_reports
from reports.queries.carrying import activities_since
from reports.queries.figures import called_then, printed_then
from reports.queries.ledger import kept_units
from reports.queries.rectification import (
    is_live,
    own_promise,
    register,
    story_of,
    visible_problem,
)
from reports.rectification import WAYS, Way, possible_ways
from reports.rendering.spreadsheets import render_spreadsheet
from reports.views.requests import PersonRequest

ROWS_A_PAGE = 50


@require_safe
def problems(request: PersonRequest) -> HttpResponse:
    """What is still to be put right, what is due first in front; filters, and the same as an Excel file."""
    form = _filter(request)
    page = Paginator(register(request.user, form.wanted()), ROWS_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = called_then(page.object_list)
    context = {"form": form, "page": page, "today": timezone.localdate()}
    return render(request, "reports/problems/problems.html", context)


@require_safe
def problems_file(request: PersonRequest) -> HttpResponse:
    """The problems that the filter asks for, as an Excel file."""
    rows = register_rows(register(request.user, _filter(request).wanted()))
    note_problems_export(len(rows), by=request.user)
    answer = HttpResponse(
        render_spreadsheet(HEADS, rows),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    answer["Content-Disposition"] = "attachment; filename*=UTF-8''%E9%97%AE%E9%A2%98%E5%8F%B0%E8%B4%A6.xlsx"
    return answer


def _filter(request: PersonRequest) -> RegisterFilter:
    """The filter as it was asked for; Http404 for those who have no register: administrators, and who has no unit."""
    if not (is_officer(request.user) or kept_units(request.user).exists()):
        raise Http404
    return RegisterFilter(request.user, request.GET)


@require_safe
def problem(request: PersonRequest, pk: int) -> HttpResponse:
    """A problem as each report named it, what was done about it, and what may be done now."""
    return _problem_page(request, visible_problem(request.user, pk))


@require_POST
def problem_move(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """Make the move `code`; what is refused stands at its form again."""
    row = visible_problem(request.user, pk)
    way = next((one for one in WAYS if one.code == code), None)
    if way is None:
        raise Http404
    form = ProblemMoveForm(way, row, request.POST)
    if not form.is_valid():
        return _problem_page(request, row, form, status=422)
    said = form.cleaned_data
    try:
        move_problem(row, code, by=request.user, seen=said["seen"], words=said["words"], deadline=said.get("deadline"))
    except InvalidInput as error:
        form.add_error(error.field or None, str(error))
        return _problem_page(request, row, form, status=422)
    except (StaleReport, WrongState) as error:
        form.add_error(None, str(error))
        return _problem_page(request, visible_problem(request.user, pk), form, status=409)
    messages.success(request, printed_then(row.report, str(row)) + _(": ") + row.get_rectification_state_display())
    return redirect("problem", pk)


def _problem_page(
    request: PersonRequest, row: Problem, refused: ProblemMoveForm | None = None, *, status: int = 200
) -> HttpResponse:
    live = is_live(row)
    ways = possible_ways(request.user, row) if live else []
    told = story_of(row)
    seen = set(
        visible_reports(request.user).filter(pk__in=[one.report_id for one in told]).values_list("pk", flat=True)
    )
    context = {
        "problem": row,
        "live": live,
        "later": told[0] if told[0].pk != row.pk else None,
        "told": [(one, one.report_id in seen) for one in told],
        "forms": [_form(way, row, refused) for way in ways],
        "refused": refused if refused and refused.way not in ways else None,
        "today": timezone.localdate(),
    }
    return render(request, "reports/problems/problem.html", context, status=status)


def _form(way: Way, row: Problem, refused: ProblemMoveForm | None) -> ProblemMoveForm:
    """The way's form: as it was refused, with what is to be seen now, or fresh."""
    if refused is None or refused.way is not way:
        return ProblemMoveForm(way, row, initial={"seen": row.moves_made})
    refused.data = {**dict(refused.data.items()), "seen": row.moves_made}
    return refused


@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: PersonRequest, pk: int) -> HttpResponse:
    """Tick a next step of an approved report off, by a word or by activities; or take the tick away.

    Activities are looked for with the form, so that what is written and ticked in it stays.
    """
    step = own_promise(request.user, pk)
    sent: dict[str, Any] = request.POST.dict() if request.method == "POST" else {}
    words, ticked = sent.get("find", ""), request.POST.getlist("activities")
    offered = activities_since(step, words, ticked)
    form = PromiseForm(step, offered, request.POST or None)
    if "seek" in sent:
        sent, form = {}, PromiseForm(step, offered, initial={"word": sent.get("word", ""), "activities": ticked})
    if "take_back" in sent:
        take_back_promise(step, by=request.user)
        messages.success(request, _("The tick is taken away; the promise is open again."))
        return redirect("desk")
    if sent and form.is_valid():
        with form.refusals():
            chosen = form.cleaned_data.get("activities", ())
            keep_promise(step, by=request.user, word=form.cleaned_data["word"], activities=chosen)
            messages.success(
                request,
                _("Ticked off: “%(name)s”. The next report can name it.")
                % {"name": printed_then(step.report, str(step))},
            )
            return redirect("desk")
    status = form.status if form.status != 200 else 422 if sent else 200
    context = {"step": step, "form": form, "find": words, "writes": writes_for(request.user, step.report.unit)}
    return render(request, "reports/problems/promise.html", context, status=status)
