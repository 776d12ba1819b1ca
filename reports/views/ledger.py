"""The ledger: the list with its filters and totals, a month, and both as a file."""

import datetime
from calendar import Calendar
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from reports.actions.watching import note_activities_export
from reports.composing.activities import HEADS, activity_table
from reports.forms.ledger import LedgerFilter
from reports.models import Activity, Person, Unit
from reports.queries import written_units
from reports.queries.ledger import (
    activities_found,
    last_of_each_kind,
    recorded_twice,
    totals_by_kind,
)
from reports.rendering.spreadsheets import render_spreadsheet
from reports.views.requests import PersonRequest
from reports.views.unit_files import EXCEL

ROWS_A_PAGE = 50
ROWS_A_DAY = 4
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


def own_unit(person: Person) -> Unit:
    """The unit into whose ledger the person writes unless another is named; Http404 for those who keep none."""
    unit = written_units(person).first()
    if unit is None:
        raise Http404
    return unit


def ledger(request: PersonRequest) -> HttpResponse:
    """The activities as rows, the newest first, with what they add up to and what looks recorded twice."""
    unit = own_unit(request.user)
    form = LedgerFilter(request.GET, person=request.user)
    chosen = form.chosen()
    found = activities_found(request.user, **chosen)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    twice = recorded_twice(rows, request.user)
    context = {
        "form": form,
        "page": page,
        "rows": [(row, twice.get(row.pk, ())) for row in rows],
        "totals": [] if chosen.get("voided") else totals_by_kind(found),
        "filtered": any(chosen.values()),
        "voided": chosen.get("voided", False),
        "last": last_of_each_kind(unit),
    }
    return render(request, "reports/ledger/ledger.html", context)


def ledger_file(request: PersonRequest) -> HttpResponse:
    """The same activities as an Excel file, the oldest first; read again, it changes nothing.

    Void ones are left out: the file has no column for that, and read again they would stand once more.
    """
    own_unit(request.user)
    chosen = LedgerFilter(request.GET, person=request.user).chosen()
    found = activities_found(request.user, **chosen | {"voided": False})
    rows = activity_table(found.order_by("first_day", "pk"))
    data = render_spreadsheet(list(HEADS.values()), rows)
    note_activities_export(len(rows), by=request.user)
    return HttpResponse(data, content_type=EXCEL, headers={"Content-Disposition": 'attachment; filename="ledger.xlsx"'})


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day in the calendar: what to show of it, and how many activities it has besides."""

    day: datetime.date
    outside: bool
    rows: list[Activity]
    more: int


def ledger_month(request: PersonRequest) -> HttpResponse:
    """One month as a calendar; the filter's kind, office and words hold here too."""
    own_unit(request.user)
    form = LedgerFilter(request.GET, person=request.user)
    chosen = {name: value for name, value in form.chosen().items() if name not in ("since", "until")}
    first = _month(request.GET.get("month", ""))
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    found = activities_found(request.user, **chosen, since=weeks[0][0], until=weeks[-1][-1])
    by_day: dict[datetime.date, list[Activity]] = {}
    for row in found.order_by("first_day", "kind__order", "pk"):
        by_day.setdefault(row.first_day, []).append(row)
    month = found.filter(first_day__year=first.year, first_day__month=first.month)
    context: dict[str, Any] = {
        "form": form,
        "first": first,
        "previous": _month_word(first - datetime.timedelta(days=1)),
        "next": _month_word(first + datetime.timedelta(days=31)),
        "today": timezone.localdate(),
        "weeks": [[_day(day, first, by_day.get(day, [])) for day in week] for week in weeks],
        "totals": [] if chosen.get("voided") else totals_by_kind(month),
    }
    return render(request, "reports/ledger/month.html", context)


def _day(day: datetime.date, first: datetime.date, rows: list[Activity]) -> DayOfMonth:
    shown = rows if len(rows) <= ROWS_A_DAY else rows[: ROWS_A_DAY - 1]
    return DayOfMonth(day, day.month != first.month, shown, len(rows) - len(shown))


def _month(word: str) -> datetime.date:
    """The first day of a month written as 2026-05; of this month for anything else."""
    try:
        first = datetime.date.fromisoformat(f"{word}-01")
    except ValueError:
        first = timezone.localdate().replace(day=1)
    return first if EARLIEST_YEAR <= first.year <= LATEST_YEAR else timezone.localdate().replace(day=1)


def _month_word(day: datetime.date) -> str:
    return day.strftime("%Y-%m")
