"""What administrators do with reporting periods and extensions."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.storing import check, hold, remove, written_once
from reports.choices import PeriodKind
from reports.errors import InvalidInput
from reports.models import Extension, Period, Person, Unit

DAYS = ("first_day", "last_day", "opens", "due", "closes")


@transaction.atomic
def create_period(
    *,
    code: str = "",
    year: int,
    kind: str,
    first_day: datetime.date,
    last_day: datetime.date,
    opens: datetime.date,
    due: datetime.date,
    closes: datetime.date,
    by: Person | None,
) -> Period:
    """Create a period; without a code it gets the usual one (2026, 2026H1, 2026Q3).

    Raises InvalidInput where the code is taken or the days are in the wrong order.
    """
    period = Period(
        code=code or usual_code(year, kind, first_day),
        year=year,
        kind=kind,
        first_day=first_day,
        last_day=last_day,
        opens=opens,
        due=due,
        closes=closes,
    )
    _check_period(period)
    with written_once():
        period.save()
    record("period.created", by=by, label=period.code, days=_days(period))
    return period


@transaction.atomic
def change_period(
    period: Period,
    *,
    code: str,
    year: int,
    kind: str,
    first_day: datetime.date,
    last_day: datetime.date,
    opens: datetime.date,
    due: datetime.date,
    closes: datetime.date,
    by: Person,
) -> None:
    """Change a period. Once reports of it exist, its kind and year stay: titles were made from them (InvalidInput).

    Raises InvalidInput too where the code is taken or the days are in the wrong order.
    """
    values = {"code": code or period.code, "year": year, "kind": kind, "first_day": first_day, "last_day": last_day}
    values |= {"opens": opens, "due": due, "closes": closes}
    changes = {field: new for field, new in values.items() if getattr(period, field) != new}
    if {"year", "kind"} & changes.keys() and period.reports.exists():
        message = _("Reports of this period exist, so year and kind stay. Make a new period instead.")
        raise InvalidInput(message, field="year" if "year" in changes else "kind")
    before = _days(period)
    for field, value in changes.items():
        setattr(period, field, value)
    _check_period(period)
    if changes:
        period.save(update_fields=list(changes))
        record("period.changed", by=by, label=period.code, fields=sorted(changes), before=before, after=_days(period))


@transaction.atomic
def grant_extension(period: Period, unit: Unit, *, until: datetime.date, reason: str, by: Person) -> Extension:
    """Give one unit more time in a period; a later grant replaces an earlier one.

    Raises InvalidInput without a reason and where `until` is no later than the day the reports are due.
    """
    if until <= period.due:
        message = _("Reports are due on %(due)s anyway. Choose a later day.") % {"due": period.due}
        raise InvalidInput(message, field="until")
    if not reason.strip():
        raise InvalidInput(_("Say why the unit gets more time."), field="reason")
    hold(Period.objects.filter(pk=period.pk))
    extension = Extension.objects.filter(period=period, unit=unit).first() or Extension(period=period, unit=unit)
    extension.until, extension.reason, extension.granted_by = until, reason.strip(), by
    check(extension)
    extension.save()
    record("extension.granted", by=by, unit=unit, label=period.code, until=until.isoformat(), reason=reason.strip())
    return extension


@transaction.atomic
def end_extension(extension: Extension, *, by: Person) -> None:
    """Take the extra time back; the period's own days hold again."""
    remove(extension)
    record(
        "extension.ended",
        by=by,
        unit=extension.unit,
        label=extension.period.code,
        until=extension.until.isoformat(),
    )


def usual_code(year: int, kind: str, first_day: datetime.date) -> str:
    """The code that a period of this kind usually has."""
    ends = {PeriodKind.FIRST_HALF.value: "H1", PeriodKind.QUARTER.value: f"Q{(first_day.month + 2) // 3}"}
    return f"{year}{ends.get(kind, '')}"


def _check_period(period: Period) -> None:
    if period.last_day < period.first_day:
        raise InvalidInput(_("The period ends before it begins. Correct one of the two days."), field="last_day")
    if not period.first_day.year <= period.year <= period.last_day.year:
        raise InvalidInput(_("The first and the last day don't lie in this year."), field="year")
    if period.due < period.opens:
        raise InvalidInput(_("Reports would be due before writing opens. Choose a later day."), field="due")
    if period.closes < period.due:
        raise InvalidInput(_("Writing would close before reports are due. Choose a later day."), field="closes")
    if Period.objects.filter(code=period.code).exclude(pk=period.pk).exists():
        message = _("There is a period with the code %(code)s already.") % {"code": period.code}
        raise InvalidInput(message, field="code")
    check(period)


def _days(period: Period) -> dict[str, str]:
    return {field: getattr(period, field).isoformat() for field in DAYS}
