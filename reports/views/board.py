"""The board: units down, periods and report types across; states, never a ranking."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.access import is_admin, is_officer
from reports.choices import ReportState, Role
from reports.models import Membership, Period, Person, Report, ReportType, Unit
from reports.models.fields import labelled
from reports.queries import reviewed_units, visible_reports
from reports.views.requests import PersonRequest

MISSING = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """A report type in a period, and how many reports stand in which state."""

    period: Period
    report_type: ReportType
    totals: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's report of one column, or None: no type is owed, so a missing one is never called overdue."""

    report: Report | None
    shown: bool = True

    @property
    def state(self) -> str:
        """The state's value, or MISSING."""
        return self.report.state if self.report else MISSING


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with its cells, in the order of the columns."""

    unit: Unit
    cells: list[Cell]


@require_safe
def board(request: PersonRequest) -> HttpResponse:
    """What stands where: officers see their units, administrators all of them, but no text."""
    person = request.user
    if not (is_officer(person) or is_admin(person)):
        raise Http404
    periods = list(Period.objects.filter(opens__lte=timezone.localdate()))
    period = _chosen_period(periods, request.GET.get("period", ""))
    state = request.GET.get("state", "")
    columns, lines = _table(person, [period] if period else [], state)
    context = {
        "periods": periods,
        "period": period,
        "states": [*labelled(ReportState)],
        "state": state,
        "columns": columns,
        "lines": lines,
        "reads": is_officer(person),
    }
    return render(request, "reports/board/board.html", context)


def _chosen_period(periods: Sequence[Period], code: str) -> Period | None:
    """The period asked for, else the one that is due next, else the one that was due last."""
    asked = [period for period in periods if period.code == code]
    ahead = [period for period in periods if period.due >= timezone.localdate()]
    by_due = sorted(ahead or periods, key=lambda period: period.due, reverse=not ahead)
    return next(iter(asked + by_due), None)


def _table(person: Person, periods: list[Period], state: str) -> tuple[list[Column], list[Line]]:
    types = list(ReportType.objects.filter(active=True))
    heads = [(period, one) for period in periods for one in types if period.kind in one.period_kinds]
    units = _reporting(Unit.objects.filter(active=True) if is_admin(person) else reviewed_units(person))
    reports = Report.objects.filter(discarded_at__isnull=True) if is_admin(person) else visible_reports(person)
    found = {(r.unit_id, r.period_id, r.report_type_id): r for r in reports.filter(period__in=periods)}
    totals: list[Counter[str]] = [Counter() for _ in heads]
    lines = []
    for unit in units:
        cells = [_cell(found.get((unit.pk, period.pk, one.pk)), state) for period, one in heads]
        for counter, cell in zip(totals, cells, strict=True):
            counter[cell.state] += 1
        if not state or any(cell.shown for cell in cells):
            lines.append(Line(unit, cells))
    order = [*(one.value for one in ReportState), MISSING]
    columns = [
        Column(period, report_type, [(value, counter[value]) for value in order if counter[value]])
        for (period, report_type), counter in zip(heads, totals, strict=True)
    ]
    return columns, lines


def _reporting(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """The units somebody writes for, or that have written: an office that reports to its bureau owes nobody a row."""
    writers = Membership.objects.filter(unit=OuterRef("pk"), role__in=[Role.CLERK.value, Role.HEAD.value])
    written = Report.objects.filter(unit=OuterRef("pk"), discarded_at__isnull=True)
    return units.filter(Exists(writers) | Exists(written))


def _cell(report: Report | None, state: str) -> Cell:
    cell = Cell(report)
    return cell if not state or cell.state == state else Cell(report, shown=False)
