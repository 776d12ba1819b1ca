"""The audit entry that every action writes in its own transaction."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from reports.models import AuditEntry, Person, Report, Unit


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from: its network address and the id that the log gives it."""

    address: str | None = None
    request_id: str = ""


# Set by the middleware for the time of a request; commands act without one.
origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039  # frozen, so safely shared


def record(
    event: str,
    *,
    by: Person | None,
    report: Report | None = None,
    unit: Unit | None = None,
    label: str = "",
    **detail: Any,
) -> AuditEntry:
    """Write what happened; `detail` is plain JSON data.

    `event` is `noun.verb-in-past` (`unit.moved`), or for a move of a report its code (`report.submit`). `unit` and
    `label` follow from the report where one is given.
    """
    here = origin.get()
    return AuditEntry.objects.create(
        person=by,
        unit=unit or (report.unit if report else None),
        report=report,
        event=event,
        object_label=(label or str(report or unit or ""))[:200],
        detail=detail,
        address=here.address,
        request_id=here.request_id,
    )
