"""The audit's chain read from its beginning: what an entry's digest covers, and whether every entry still fits."""

import datetime
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from reports.models import GENESIS, AuditCheckpoint, AuditEntry, AuditHead
from reports.models.audit_triggers import missing

ROWS_AT_ONCE = 2000
# The event of the entry that tells of a checkpoint.
PRUNED = "audit.pruned"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first entry that doesn't fit, and what is wrong with it."""

    number: int
    what: str

    def __str__(self) -> str:
        return f"entry {self.number}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How long the chain is, the hash of its end, and the first fault, if there is one."""

    number: int
    hash: str
    fault: Fault | None = None


def content_of(entry: AuditEntry) -> dict[str, Any]:
    """All that the entry says, as plain data that is the same whichever database it was read from."""
    return {
        "at": entry.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "person": entry.person_id,
        "unit": entry.unit_id,
        "report": entry.report_id,
        "event": entry.event,
        "label": entry.object_label,
        "version": entry.object_version,
        "detail": entry.detail,
        "before": entry.digest_before,
        "after": entry.digest_after,
        "address": str(ip_address(entry.address)) if entry.address else None,
        "request": entry.request_id,
    }


def digest_of(data: Any) -> str:
    """The SHA-256 of plain data as canonical JSON: sorted keys, no spaces, UTF-8 text unescaped, days as text."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def link(number: int, previous: str, digest: str) -> str:
    """The hash of entry `number`; `models.audit_triggers` has the same in SQL."""
    return hashlib.sha256(f"{number} {previous} {digest}".encode()).hexdigest()


def hash_of_hashes(hashes: Iterable[str]) -> str:
    """One hash over those of several entries, in the order given."""
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def verify_chain(expect: str = "", *, using: str = DEFAULT_DB_ALIAS) -> Verdict:
    """Read the whole audit and stop at the first entry that doesn't fit.

    `expect` is a hash that somebody wrote down earlier: one entry of the chain must have it. Entries that are added
    while this reads are left for the next time. `using` is the database that is read.
    """
    # First, so that whatever comes later lies behind the end that is looked for.
    head = AuditHead.objects.using(using).first()
    if head is None:
        return Verdict(0, GENESIS, Fault(0, "the row that knows the end of the chain is gone"))
    return Verdict(head.number, head.hash, _first_fault(head, expect, using))


def _first_fault(head: AuditHead, expect: str, using: str) -> Fault | None:
    if dropped := missing(connections[using]):
        return Fault(0, f"the database's triggers {', '.join(dropped)} are gone or switched off")
    start, fault = _archived_part(using)
    fault = fault or _living_part(AuditEntry.objects.using(using), head, *start)
    if fault is None and expect and not _knows(expect, head, using):
        return Fault(head.number, f"no entry has the hash {expect}: the end was cut off, or the chain written anew")
    return fault


def _archived_part(using: str) -> tuple[tuple[int, str], Fault | None]:
    """Where the living chain begins, and the first fault in what was kept below."""
    entries = AuditEntry.objects.using(using)
    number, previous = 0, GENESIS
    for checkpoint in AuditCheckpoint.objects.using(using):
        fault = _checkpoint_fault(checkpoint, entries, above=number)
        number, previous = checkpoint.through, checkpoint.hash
        if fault:
            return (number, previous), fault
    return (number, previous), None


def _checkpoint_fault(checkpoint: AuditCheckpoint, entries: QuerySet[AuditEntry], *, above: int) -> Fault | None:
    hashes = []
    kept = entries.filter(number__gt=above, number__lte=checkpoint.through).order_by("number")
    for entry in kept.iterator(ROWS_AT_ONCE):
        if what := _own_fault(entry):
            return Fault(entry.number or 0, what)
        hashes.append(entry.hash)
    if not checkpoint.sealed:
        return Fault(checkpoint.through, "the checkpoint there is not sealed, so entries can be deleted")
    if (len(hashes), hash_of_hashes(hashes)) != (checkpoint.kept, checkpoint.kept_sha256):
        return Fault(checkpoint.through, "of the entries kept up to there one is missing or another one came in")
    noted = entries.filter(event=PRUNED, detail__through=checkpoint.through)
    if [entry.detail for entry in noted] != [checkpoint_detail(checkpoint)]:
        return Fault(checkpoint.through, "the checkpoint there says other than the entry that tells of it")
    return None


def checkpoint_detail(checkpoint: AuditCheckpoint) -> dict[str, Any]:
    """What the entry about a checkpoint tells, so that the chain holds the checkpoint too."""
    names = ("through", "hash", "archived", "archive", "archive_sha256", "kept", "kept_sha256")
    return {name: getattr(checkpoint, name) for name in names}


def _living_part(entries: QuerySet[AuditEntry], head: AuditHead, number: int, previous: str) -> Fault | None:
    rows = entries.filter(number__gt=number, number__lte=head.number).order_by("number")
    for entry in rows.iterator(ROWS_AT_ONCE):
        number += 1
        if entry.number != number:
            return Fault(number, "it is missing")
        if entry.previous != previous:
            return Fault(number, "it does not name the hash of the entry before it")
        if what := _own_fault(entry):
            return Fault(number, what)
        previous = entry.hash
    if number != head.number:
        return Fault(number + 1, f"it is missing: the chain ends before its entry {head.number}")
    if previous != head.hash:
        return Fault(number, "its hash is another than the one kept for the end of the chain")
    if entries.filter(number__isnull=True).exists():
        return Fault(number, "behind it stands an entry that was never chained")
    return None


def _own_fault(entry: AuditEntry) -> str:
    """What is wrong with the entry by itself; "" where nothing is."""
    if digest_of(content_of(entry)) != entry.digest:
        return "its content was changed"
    if link(entry.number or 0, entry.previous, entry.digest) != entry.hash:
        return "its number, digest or hash was changed"
    return ""


def _knows(expect: str, head: AuditHead, using: str) -> bool:
    return (
        expect in (head.hash, GENESIS)
        or AuditEntry.objects.using(using).filter(hash=expect).exists()
        or AuditCheckpoint.objects.using(using).filter(hash=expect).exists()
    )
