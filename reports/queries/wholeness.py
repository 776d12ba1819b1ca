"""Whether what may never change is as it was: every snapshot's document against its hash."""

from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS

from reports.document import digest
from reports.models import Snapshot

ROWS_AT_ONCE = 100


def broken_snapshots(*, using: str = DEFAULT_DB_ALIAS) -> Iterator[Snapshot]:
    """The snapshots whose document doesn't have the hash that was made of it, in the order they were submitted."""
    for snapshot in Snapshot.objects.using(using).order_by("pk").iterator(ROWS_AT_ONCE):
        if digest(snapshot.document) != snapshot.sha256:
            yield snapshot


def snapshot_hashes(*, using: str = DEFAULT_DB_ALIAS) -> dict[str, str]:
    """The hash of every snapshot by `report#number`."""
    rows = Snapshot.objects.using(using).order_by("pk").values_list("report_id", "number", "sha256")
    return {f"{report}#{number}": sha256 for report, number, sha256 in rows.iterator(ROWS_AT_ONCE)}
