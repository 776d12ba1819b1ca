"""Evidence as pages, snapshots and the nightly look find it."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from reports.errors import WrongState
from reports.models import Entry, Evidence, FrozenEvidence, Person, Report, Snapshot, StoredFile, Unit
from reports.models.entries import ENTRY_MODELS
from reports.queries import own_report, readable_snapshot


def evidence_of(report: Report) -> dict[UUID, list[Evidence]]:
    """The evidence of a report by the uuid of its entry, in order, in one query; what was removed is left out."""
    found: dict[UUID, list[Evidence]] = {}
    for one in report.evidence.filter(removed_at__isnull=True).select_related("file"):
        found.setdefault(one.entry, []).append(one)
    return found


def own_entry(person: Person, pk: int, uuid: UUID) -> tuple[Report, Entry]:
    """A living entry of a report for whose unit the person writes; Http404 where there is none.

    Raises WrongState for an entry that was removed.
    """
    report = own_report(person, pk)
    rows = [model._default_manager.filter(report=report, uuid=uuid) for model in ENTRY_MODELS.values()]
    entry = next((entry for entries in rows for entry in entries), None)
    if entry is None:
        # The 404 that any other missing entry meets.
        entry = get_object_or_404(rows[0])
    if entry.removed_at is not None:
        raise WrongState(_("This entry has been removed; bring it back before you add files to it."))
    return report, entry


def own_evidence(person: Person, pk: int, uuid: UUID) -> Evidence:
    """Evidence of a report for whose unit the person writes, removed or not; Http404 where there is none."""
    report = own_report(person, pk)
    one = get_object_or_404(report.evidence.select_related("file"), uuid=uuid)
    one.report = report
    return one


def readable_evidence(person: Person, pk: int, number: int, uuid: UUID) -> FrozenEvidence:
    """Evidence of a snapshot that the person may read; Http404 and WrongState as `readable_snapshot`."""
    snapshot = readable_snapshot(person, pk, number)
    one = get_object_or_404(snapshot.evidence.select_related("file"), uuid=uuid)
    one.snapshot = snapshot
    return one


def frozen_with(snapshot: Snapshot) -> list[FrozenEvidence]:
    """The evidence of a snapshot in the order of its entries."""
    return list(snapshot.evidence.select_related("file"))


def room_taken(unit: Unit) -> int:
    """The bytes of all files that the unit stores."""
    return StoredFile.objects.filter(unit=unit).aggregate(sum=Sum("size"))["sum"] or 0


def unneeded_files() -> QuerySet[StoredFile]:
    """The stored files that neither evidence nor a snapshot names."""
    named = [rows.objects.filter(file=OuterRef("pk")) for rows in (Evidence, FrozenEvidence)]
    return StoredFile.objects.exclude(Exists(named[0])).exclude(Exists(named[1]))


def without_entry(before: datetime.datetime) -> QuerySet[Evidence]:
    """Evidence whose entry is gone for good: deleted, or removed or discarded with its report before that moment."""
    entries = _any(model._default_manager.filter(uuid=OuterRef("entry")) for model in ENTRY_MODELS.values())
    removed = _any(
        model._default_manager.filter(uuid=OuterRef("entry"), removed_at__lt=before) for model in ENTRY_MODELS.values()
    )
    living = Evidence.objects.filter(removed_at__isnull=True)
    return living.filter(~entries | removed | Q(report__discarded_at__lt=before))


def _any(rows: Iterable[QuerySet[Entry]]) -> Q:
    found = Q()
    for one in rows:
        found |= Q(Exists(one))
    return found
