"""The desk: what a person sees first, what to do next; each role has its part of it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from reports.access import is_admin, is_officer, keeps_security, may_read_audit, writes_for
from reports.choices import WITH_THE_UNIT, ReportState, Role
from reports.forms.steps import CONTINUE, step_url
from reports.models import Decision, Period, Person, Report, Unit
from reports.queries import (
    decided_by,
    waiting_for,
    why_returned,
    written_reports,
    written_units,
)
from reports.queries.administration import (
    people_without_role,
    periods_open_today,
    types_without_outline,
    units_without_clerk,
    units_without_letterhead,
)
from reports.queries.figures import called_then
from reports.queries.ledger import last_of_each_kind
from reports.queries.rectification import UNSETTLED, Wanted, promises_due, register, waiting_for_verification
from reports.queries.starting import open_periods, waiting_imports
from reports.templatetags.frame import days_left
from reports.views.ledger import own_unit
from reports.views.requests import PersonRequest

LOOK_BACK = 6


@dataclass(frozen=True, slots=True)
class Task:
    """A report that waits for this person: what is to be done, by when, the way there, and why it came back."""

    report: Report
    due: dict[str, Any]
    url: str
    signs_off: bool
    returned: Decision | None


@dataclass(frozen=True, slots=True)
class Unwritten:
    """An open period for which a unit has no report yet, and how long it has still."""

    unit: Unit
    period: Period
    due: dict[str, Any]


def desk(request: PersonRequest) -> HttpResponse:
    """The first page after signing in; who only keeps the security or reads the audit has one page to be on."""
    person = request.user
    if keeps_security(person) and not is_admin(person):
        return redirect("people")
    if may_read_audit(person) and not is_admin(person):
        return redirect("audit")
    context = {
        "writer": writer_desk(person) if written_units(person).exists() else None,
        "officer": officer_desk(person) if is_officer(person) else None,
        "admin": admin_desk() if is_admin(person) else None,
    }
    return render(request, "reports/desk/desk.html", context)


def writer_desk(person: Person) -> dict[str, object]:
    """What clerk and head see first: what waits for them, their unit's reports, what last time left open."""
    units = list(written_units(person))
    reports = list(written_reports(person))
    why = why_returned(reports)
    problems = register(person, Wanted(state=UNSETTLED))
    due = list(promises_due(written_units(person)))
    late = [promise for promise in due if promise.deadline and promise.deadline < timezone.localdate()]
    # What is long overdue must not push out what can still be kept.
    promises = late[:LOOK_BACK] + due[len(late) :][:LOOK_BACK]
    return {
        "tasks": sorted((task for r in reports if (task := _task(person, r, why.get(r.pk)))), key=_urgency),
        "reports": reports,
        "units": units,
        "imports": list(waiting_imports(person).select_related("unit", "period", "report_type")),
        "unwritten": _unwritten(units, reports),
        "several_units": len({r.unit_id for r in reports}) > 1,
        "problems": called_then(problems[:LOOK_BACK]),
        "more_problems": max(problems.count() - LOOK_BACK, 0),
        "promises": called_then(promises),
        "more_promises": len(due) - len(promises),
        "last": last_of_each_kind(own_unit(person)),
    }


def _unwritten(units: list[Unit], reports: list[Report]) -> list[Unwritten]:
    """The periods not yet due for which one of these units has no report; which type it writes is its own affair.

    A period past its due day is left out: the unit may well owe nothing for it.
    """
    begun = {(report.unit_id, report.period_id) for report in reports}
    return [
        Unwritten(unit, period, days_left(period.due_day))  # type: ignore[attr-defined]  # open_periods adds it
        for unit in units
        if unit.active
        for period in open_periods(unit)
        if (unit.pk, period.pk) not in begun and period.due_day >= timezone.localdate()  # type: ignore[attr-defined]
    ]


def admin_desk() -> dict[str, object]:
    """What an administrator should set up: clerks and letterheads of units, roles of accounts, periods, outlines."""
    return {
        "units": units_without_clerk(),
        "letterheads": units_without_letterhead(),
        "people": people_without_role(),
        "open_periods": periods_open_today(),
        "types": types_without_outline(),
    }


def officer_desk(person: Person) -> dict[str, object]:
    """What an officer sees first: new reports and those that came back, oldest first, and the last decisions."""
    waiting = waiting_for(person)
    return {
        "count": len(waiting),
        "fresh": [row for row in waiting if row.snapshot.number == 1],
        "returned": [row for row in waiting if row.snapshot.number > 1],
        "verify": called_then(waiting_for_verification(person)[:LOOK_BACK]),
        "decided": decided_by(person),
    }


def _task(person: Person, report: Report, returned: Decision | None) -> Task | None:
    """What the person has to do with this report now, or None."""
    signs_off = report.state == ReportState.FOR_SIGN_OFF
    if signs_off and not writes_for(person, report.unit, Role.HEAD):
        return None
    if report.state not in WITH_THE_UNIT:
        return None
    url = reverse("report", args=[report.pk])
    if not signs_off:
        url = step_url(report, CONTINUE)
    due: datetime.date = report.due_day  # type: ignore[attr-defined]  # written_reports adds it
    return Task(report, {"day": due, **days_left(due)}, url, signs_off, returned)


def _urgency(task: Task) -> tuple[bool, bool, Any]:
    """Returned first, then what waits for a signature, then by due day."""
    return (task.report.state != ReportState.RETURNED, not task.signs_off, task.due["day"])
