"""The nightly look after evidence files: forget what nobody needs, and see that the rest is what was stored."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reports import media
from reports.actions.audit import record
from reports.actions.storing import hold
from reports.choices import FileKind
from reports.errors import UnreadableFile
from reports.models import Evidence, FrozenEvidence, StoredFile, Unit
from reports.queries.evidence import unneeded_files, without_entry
from reports.screening import draw_thumbnail

# What no row names may belong to a row that is being written.
_DAY_SECONDS = 24 * 3600.0


@dataclass(slots=True)
class Tended:
    """What one look did: numbers of files, and what is damaged."""

    checked: int = 0
    forgotten: int = 0
    swept: int = 0
    drawn: int = 0
    damaged: int = 0


def tend_files() -> Tended:
    """Forget files whose time of grace is over, sweep what no row names, verify the rest, draw missing thumbnails."""
    done = Tended()
    done.forgotten = _forget()
    done.swept = _sweep()
    for file in StoredFile.objects.select_related("unit").iterator(chunk_size=200):
        done.checked += 1
        data = media.read(media.content_place(file.unit_id, file.sha256), file.sha256)
        if data is None:
            done.damaged += 1
            _note_damage(file)
        else:
            _note_mended(file)
            done.drawn += _draw(file, data)
    return done


def _forget() -> int:
    """Take evidence without an entry away, then what was taken away so long ago that nobody brings it back."""
    now = timezone.now()
    before = now - datetime.timedelta(days=settings.EVIDENCE_GRACE_DAYS)
    for one in without_entry(before).select_related("report__unit"):
        with transaction.atomic():
            if Evidence.objects.filter(pk=one.pk, removed_at__isnull=True).update(removed_at=now):
                record("evidence.removed", by=None, report=one.report, label=one.name, file=one.name)
    Evidence.objects.filter(removed_at__lt=before).delete()
    forgotten = 0
    for file in unneeded_files().select_related("unit"):
        with transaction.atomic():
            # As `add_evidence` does: whoever stores the same content now waits, or has named the file already.
            hold(Unit.objects.filter(pk=file.unit_id))
            gone, _rows = unneeded_files().filter(pk=file.pk).delete()
            if gone:
                forgotten += 1
                record("evidence.forgotten", by=None, unit=file.unit, label=file.sha256, sha256=file.sha256)
    return forgotten


def _sweep() -> int:
    """Remove files that no row names, the forgotten ones among them once they are a day old."""
    known = set(StoredFile.objects.values_list("unit_id", "sha256"))
    swept = media.sweep_unfinished(older_than=_DAY_SECONDS)
    for unit, sha256, place in media.stored():
        if (unit, sha256) not in known:
            swept += media.sweep(place, older_than=_DAY_SECONDS)
    return swept


def _note_damage(file: StoredFile) -> None:
    """Put on record that a file isn't what was stored; once, until it is mended."""
    with transaction.atomic():
        if StoredFile.objects.filter(pk=file.pk, damaged_at__isnull=True).update(damaged_at=timezone.now()):
            named = FrozenEvidence.objects.filter(file=file).first() or Evidence.objects.filter(file=file).first()
            name = named.name if named else ""
            record("evidence.damaged", by=None, unit=file.unit, label=name, file=name, sha256=file.sha256)


def _note_mended(file: StoredFile) -> None:
    if file.damaged_at is not None:
        StoredFile.objects.filter(pk=file.pk).update(damaged_at=None)


def _draw(file: StoredFile, data: bytes) -> int:
    """Draw the small picture that a picture lacks; says how many."""
    place = media.thumbnail_place(file.unit_id, file.sha256)
    if place.is_file():
        return 0
    try:
        drawn = draw_thumbnail(data, FileKind(file.kind))
    except UnreadableFile:
        return 0
    if drawn:
        media.write(place, drawn)
    return bool(drawn)
