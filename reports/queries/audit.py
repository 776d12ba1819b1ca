"""The audit as the auditor's page and file read it: filtered, the newest first, page by page however long it is."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from reports.models import AuditEntry, Person, Unit


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries, and the key from which the neighbouring page goes on; None where there is none."""

    entries: list[AuditEntry]
    newer: int | None
    older: int | None


def audit_found(
    person: str = "",
    unit: Unit | None = None,
    event: str = "",
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    report: int | None = None,
    text: str = "",
    address: str = "",
    request: str = "",
) -> QuerySet[AuditEntry]:
    """What happened, the newest first, as far as the auditor asks for it; `report` is a report's number."""
    given = {
        # Found first: the database then goes through the entries of these people, not through all.
        "person__in": list(Person.objects.filter(full_name__icontains=person).values_list("pk", flat=True))
        if person
        else None,
        "unit": unit,
        "event": event or None,
        # Before the first day and after the last there is no moment in the time of Greenwich.
        "at__gte": since and since > datetime.date.min and _begins(since),
        "at__lt": until and until < datetime.date.max and _begins(until + datetime.timedelta(days=1)),
        "report": report,
        "object_label__icontains": text or None,
        "address": address or None,
        "request_id": request or None,
    }
    entries = AuditEntry.objects.select_related("person", "unit")
    return entries.filter(**{name: value for name, value in given.items() if value not in (None, False)})


def audit_page(found: QuerySet[AuditEntry], *, rows: int, before: int | None, after: int | None) -> AuditPage:
    """`rows` entries older than the key `before`, else the next ones newer than `after`, else the newest.

    Pages go by key: a page far back costs as much as the first, and nothing is counted.
    """
    if after is not None:
        entries = list(found.filter(pk__gt=after).order_by("pk")[: rows + 1])
        more_newer, more_older = len(entries) > rows, True
        entries = entries[rows - 1 :: -1] if more_newer else entries[::-1]
    else:
        older = found.filter(pk__lt=before) if before is not None else found
        entries = list(older.order_by("-pk")[: rows + 1])
        more_newer, more_older = before is not None, len(entries) > rows
        entries = entries[:rows]
    return AuditPage(
        entries,
        newer=entries[0].pk if entries and more_newer else None,
        older=entries[-1].pk if entries and more_older else None,
    )


def _begins(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
