"""What is written down though nothing changes: who read another unit's report, took lists as files, was refused."""

import datetime

from django.utils import timezone

from reports.access import writes_for
from reports.actions.audit import record
from reports.document.texts import printable
from reports.models import AuditEntry, Person, Snapshot
from reports.queries.moments import AHEAD, lately

LONGEST_PATH = 200
# The same refusal is noted once in that time: a page that asks by itself must not fill the audit.
REFUSED_AGAIN = datetime.timedelta(minutes=1)


def note_reading(snapshot: Snapshot, *, by: Person) -> None:
    """Write down that an officer reads a version: once for each sign-in, however often its pages are opened."""
    report = snapshot.report
    if writes_for(by, report.unit):
        return
    seen = AuditEntry.objects.filter(report=report, person=by, event="report.read", detail__snapshot=snapshot.number)
    if by.last_login:
        # Not one of a clock that was ahead of today's.
        seen = seen.filter(at__range=(by.last_login, timezone.now() + AHEAD))
    if not seen.exists():
        record("report.read", by=by, report=report, snapshot=snapshot.number, sha256=snapshot.sha256)


def note_activities_export(rows: int, *, by: Person) -> None:
    """Write down that the ledger left the site as a file."""
    record("activity.exported", by=by, rows=rows)


def note_problems_export(rows: int, *, by: Person) -> None:
    """Write down that the register of problems left the site as a file."""
    record("problem.exported", by=by, rows=rows)


def note_units_export(rows: int, *, by: Person) -> None:
    """Write down that the units left the site as a file."""
    record("unit.file_exported", by=by, rows=rows)


def note_audit_export(asked: str, *, by: Person) -> None:
    """Write down that the audit left the site as a file; `asked` is the filter as the address has it."""
    record("audit.exported", by=by, filter=asked)


def note_refusal(path: str, *, by: Person, hidden: bool = False) -> None:
    """Write down that a person may not have or do what an address stands for; `hidden`, and isn't told that it exists.

    Once a minute for each person and address.
    """
    event, label = "access.hidden" if hidden else "access.refused", printable(path)[:LONGEST_PATH]
    if not AuditEntry.objects.filter(
        event=event, person=by, object_label=label, at__range=lately(REFUSED_AGAIN)
    ).exists():
        record(event, by=by, label=label)
