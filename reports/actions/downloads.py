"""What is written down when a report leaves the site as a file."""

from collections.abc import Sequence

from django.db import transaction

from reports.actions.audit import record
from reports.models import Person, Report, Snapshot
from reports.queries.batches import Item


def log_download(report: Report, *, by: Person | None, kind: str, snapshot: int | None = None) -> None:
    """Write down that the draft, or the snapshot with this number, was taken as a file of this kind."""
    record("report.downloaded", by=by, report=report, kind=kind, snapshot=snapshot)


@transaction.atomic
def log_batch(items: Sequence[Item], *, by: Person | None, kinds: Sequence[str]) -> None:
    """Write down for each report of the batch that has a version that this version was taken."""
    wanted = Snapshot.objects.filter(pk__in=[item.snapshot for item in items if item.snapshot]).defer("document")
    for snapshot in wanted.select_related("report__unit").iterator(chunk_size=100):
        log_download(snapshot.report, by=by, kind="+".join(kinds), snapshot=snapshot.number)


def log_review(snapshot: Snapshot, *, by: Person) -> None:
    """Write down that the snapshot was taken with its comments."""
    record("report.review_downloaded", by=by, report=snapshot.report, snapshot=snapshot.number)


def log_changes(before: Snapshot, after: Snapshot, *, by: Person) -> None:
    """Write down that the changes from one snapshot to another were taken."""
    record("report.changes_downloaded", by=by, report=after.report, snapshot=after.number, since=before.number)
