"""The audit entry that every action writes in its own transaction."""

import datetime
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import timezone

from reports.models import AuditEntry, Person, Report, Unit
from reports.queries.chain import content_of, digest_of


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from: its network address and the id that the log gives it.

    `at` is the moment of an invented act, which only the demo's loader has; everybody else acts now.
    """

    address: str | None = None
    request_id: str = ""
    at: datetime.datetime | None = None


class Note(Protocol):
    """How an action tells what it did: `record`, or what gathers the saves of somebody who is typing."""

    def __call__(self, event: str, *, by: Person | None, report: Report | None = None, **detail: Any) -> object:
        """Take note of `event`, as `record` does."""


# Set by the middleware for the time of a request; commands act without one.
origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039  # frozen, so safely shared


def record(
    event: str,
    *,
    by: Person | None,
    report: Report | None = None,
    unit: Unit | None = None,
    label: str = "",
    replaced: Mapping[str, Any] | None = None,
    written: Mapping[str, Any] | None = None,
    **detail: Any,
) -> AuditEntry:
    """Write what happened; `detail` is plain JSON data.

    `event` is `noun.verb-in-past` (`unit.moved`), or for a move of a report its code (`report.submit`). `unit`, `label`
    and the version follow from the report where one is given. `replaced` and `written` are plain data too: texts as
    they were and as they are, of which only the digest is kept.
    """
    here = origin.get()
    entry = AuditEntry(
        at=here.at or timezone.now(),
        person=by,
        unit=unit or (report.unit if report else None),
        report=report,
        event=event,
        object_label=(label or str(report or unit or ""))[:200],
        object_version=report.version if report else None,
        detail=detail,
        digest_before=digest_of(replaced) if replaced is not None else "",
        digest_after=digest_of(written) if written is not None else "",
        address=here.address,
        request_id=here.request_id,
    )
    entry.digest = digest_of(content_of(entry))
    entry.save(force_insert=True)
    return entry
