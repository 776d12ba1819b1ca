"""Old entries of the audit go into an archive file, and the chain goes on from there.

The one way in which an entry leaves the database: older than AUDIT_DAYS, written into a file that was read back and
verified, and under a checkpoint that the chain holds. Moves of reports stay, as long as the reports.
"""

import datetime
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.errors import WrongState
from reports.models import GENESIS, AuditCheckpoint, AuditEntry
from reports.queries.chain import PRUNED, checkpoint_detail, content_of, digest_of, hash_of_hashes, link, verify_chain
from reports.workflow import MOVES

# The trail of a report's approval, and of what was archived.
KEPT = frozenset({"report." + move.code for move in MOVES} | {"snapshot.opened", PRUNED})
ROWS_AT_ONCE = 2000
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archive:
    """A file of entries, one JSON object a line: from which to which, the hashes at both ends, and the file's own."""

    name: str
    first: int
    through: int
    previous: str
    hash: str
    sha256: str


def prune_audit(folder: Path) -> AuditCheckpoint | None:
    """Archive what is older than AUDIT_DAYS into a new file in `folder`; None where nothing is.

    Raises WrongState where the chain isn't whole (then nothing may be taken away), OSError where the disk refuses.
    """
    verdict = verify_chain()
    if verdict.fault:
        raise WrongState(_("The audit is not whole, so nothing was archived: %(fault)s") % {"fault": verdict.fault})
    last = AuditCheckpoint.objects.last()
    first, previous = (last.through + 1, last.hash) if last else (1, GENESIS)
    through = _last_old_entry(first)
    if through < first:
        return None
    archive = _write(folder, first, through, previous)
    return _take_away(archive)


def read_archive(place: Path) -> Archive:
    """Read an archive file from end to end and verify the chain in it; raises WrongState for the first bad line."""
    number, previous, beginning = 0, "", ""
    with place.open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            if not number:
                number, previous = entry["number"] - 1, entry["previous"]
                first, beginning = entry["number"], previous
            number += 1
            whole = (
                entry["number"] == number
                and entry["previous"] == previous
                and link(number, previous, digest_of(entry["content"])) == entry["hash"]
            )
            if not whole:
                raise WrongState(_("%(file)s: entry %(n)s is not as it was written") % {"file": place, "n": number})
            previous = entry["hash"]
    if not number:
        raise WrongState(_("%(file)s has no entries") % {"file": place})
    with place.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Archive(place.name, first, number, beginning, previous, sha256)


def _last_old_entry(first: int) -> int:
    """The number of the last entry before the first one that must still be kept; clocks may jump, numbers don't."""
    before = timezone.now() - datetime.timedelta(days=settings.AUDIT_DAYS)
    entries = AuditEntry.objects.filter(number__gte=first).order_by("number")
    young = entries.filter(at__gte=before).values_list("number", flat=True).first()
    last = entries.values_list("number", flat=True).last()
    return (young - 1) if young else (last or 0)


def _write(folder: Path, first: int, through: int, previous: str) -> Archive:
    """Write the entries to a file that survives a power cut, and read it back."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / f"audit-{first}-{through}.jsonl"
    partial = place.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as file:
        for line in _lines(first, through):
            file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(place)
    archive = read_archive(place)
    if (archive.first, archive.through, archive.previous) != (first, through, previous):
        raise WrongState(_("%(file)s is not what was to be archived; nothing was taken away") % {"file": place})
    return archive


def _lines(first: int, through: int) -> Iterator[dict[str, Any]]:
    """The entries that are still there, with the names of people and units beside their keys."""
    entries = AuditEntry.objects.filter(number__gte=first, number__lte=through).order_by("number")
    for entry in entries.select_related("person", "unit").iterator(ROWS_AT_ONCE):
        yield {
            "number": entry.number,
            "previous": entry.previous,
            "hash": entry.hash,
            "content": content_of(entry),
            "person": entry.person.username if entry.person else None,
            "unit": entry.unit.code if entry.unit else None,
        }


@transaction.atomic
def _take_away(archive: Archive) -> AuditCheckpoint:
    """Delete what is archived, under a checkpoint that is sealed at once and that the chain tells of."""
    below = AuditEntry.objects.filter(number__gte=archive.first, number__lte=archive.through)
    kept = list(below.filter(event__in=KEPT).order_by("number").values_list("hash", flat=True))
    checkpoint = AuditCheckpoint.objects.create(
        through=archive.through,
        hash=archive.hash,
        archived=archive.through - archive.first + 1,
        archive=archive.name,
        archive_sha256=archive.sha256,
        kept=len(kept),
        kept_sha256=hash_of_hashes(kept),
    )
    gone = below.exclude(event__in=KEPT).delete()[0]
    if gone + len(kept) != checkpoint.archived:
        raise WrongState(_("The audit changed meanwhile; nothing was taken away. Try again."))
    checkpoint.sealed = True
    checkpoint.save(update_fields=["sealed"])
    told = checkpoint_detail(checkpoint)
    record(
        "audit.pruned",
        by=None,
        label=archive.name,
        through=told["through"],
        hash=told["hash"],
        archived=told["archived"],
        archive=told["archive"],
        archive_sha256=told["archive_sha256"],
        kept=told["kept"],
        kept_sha256=told["kept_sha256"],
    )
    return checkpoint
