"""What is done with evidence files: added to an entry, removed and brought back, given out.

None of it counts the report's version up: a text that somebody is writing meanwhile never meets a conflict for it.
"""

import hashlib
import logging

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import media
from reports.access import writes_for
from reports.actions.audit import record
from reports.actions.imports import shown_name
from reports.actions.storing import hold, written_once
from reports.choices import FileKind
from reports.errors import DamagedFile, InvalidInput, NotAllowed, UnreadableFile, WrongState
from reports.models import Entry, Evidence, FrozenEvidence, Person, Report, StoredFile, Unit
from reports.queries.evidence import room_taken
from reports.screening import Unreachable, scan, screen
from reports.workflow import WRITABLE

MOST_AT_AN_ENTRY = 30
_MEGABYTE = 1024 * 1024

logger = logging.getLogger(__name__)


def add_evidence(report: Report, entry: Entry, name: str, data: bytes, *, by: Person) -> Evidence:
    """Store a file and hang it behind the entry's others; the same content stands only once at an entry.

    Raises NotAllowed or WrongState where the person doesn't write the report now, UnreadableFile, with what to do
    instead, for a file that isn't taken, InvalidInput where the entry or the unit has no room for it, and NoSpace.
    """
    _check_writable(report, by=by)
    name, sha256 = shown_name(name), hashlib.sha256(data).hexdigest()
    try:
        screened = screen(name, data)
        _check_clean(data)
    except UnreadableFile as error:
        record("evidence.refused", by=by, report=report, file=name, size=len(data), sha256=sha256, reason=_(str(error)))
        raise
    _check_room(report.unit, entry, sha256, len(data))
    # Before the row and outside of its transaction: a row never names a file that isn't there.
    media.write(media.content_place(report.unit_id, sha256), data)
    if screened.thumbnail:
        media.write(media.thumbnail_place(report.unit_id, sha256), screened.thumbnail)
    with transaction.atomic():
        return _add(report, entry, name, sha256, len(data), screened.kind, by=by)


def _add(report: Report, entry: Entry, name: str, sha256: str, size: int, kind: FileKind, *, by: Person) -> Evidence:
    hold(Unit.objects.filter(pk=report.unit_id))
    _hold_writable(report)
    _check_room(report.unit, entry, sha256, size)
    values = {"size": size, "kind": kind.value}
    file, _new = StoredFile.objects.get_or_create(unit=report.unit, sha256=sha256, defaults=values)
    if file.damaged_at is not None:
        StoredFile.objects.filter(pk=file.pk).update(damaged_at=None)
    here = Evidence.objects.filter(entry=entry.uuid)
    if there := here.filter(file=file, removed_at__isnull=True).first():
        return there
    last = here.aggregate(last=Max("order"))["last"] or 0
    added = Evidence.objects.create(report=report, entry=entry.uuid, file=file, name=name, order=last + 1, added_by=by)
    record(
        "evidence.added", by=by, report=report, label=name, entry=str(entry.uuid), file=name, size=size, sha256=sha256
    )
    return added


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: Person) -> None:
    """Take a file away from its entry; until its time of grace is over `restore_evidence` brings it back.

    Raises NotAllowed or WrongState where the person doesn't write the report now.
    """
    _check_writable(evidence.report, by=by)
    _hold_writable(evidence.report)
    if Evidence.objects.filter(pk=evidence.pk, removed_at__isnull=True).update(removed_at=timezone.now()):
        _record_change("evidence.removed", evidence, by=by)


@transaction.atomic
def restore_evidence(evidence: Evidence, *, by: Person) -> None:
    """Bring a removed file back to its place.

    Raises NotAllowed or WrongState where the person doesn't write the report now, or the same file was added anew.
    """
    _check_writable(evidence.report, by=by)
    _hold_writable(evidence.report)
    with written_once(_("The same file has been added again meanwhile.")):
        restored = Evidence.objects.filter(pk=evidence.pk, removed_at__isnull=False).update(removed_at=None)
    if restored:
        _record_change("evidence.restored", evidence, by=by)


def take_evidence(evidence: Evidence | FrozenEvidence, *, by: Person) -> bytes:
    """The bytes of a file for a download, after looking that they are those that were stored.

    Raises DamagedFile where they are not; that is put on record too.
    """
    file, snapshot = evidence.file, None
    if isinstance(evidence, FrozenEvidence):
        report, snapshot = evidence.snapshot.report, evidence.snapshot.number
    else:
        report = evidence.report
    data = media.read(media.content_place(file.unit_id, file.sha256), file.sha256)
    with transaction.atomic():
        if data is None:
            StoredFile.objects.filter(pk=file.pk).update(damaged_at=timezone.now())
        record(
            "evidence.downloaded" if data else "evidence.damaged",
            by=by,
            report=report,
            label=evidence.name,
            file=evidence.name,
            sha256=file.sha256,
            snapshot=snapshot,
        )
    if data is None:
        raise DamagedFile(
            _(
                "The file is damaged on the server and is not given out. Ask the unit to add it again; "
                "the administrator finds it in the audit."
            )
        )
    return data


def take_thumbnail(file: StoredFile) -> bytes | None:
    """The small picture of a file; None where there is none, or none yet."""
    place = media.thumbnail_place(file.unit_id, file.sha256)
    return place.read_bytes() if place.is_file() else None


def _check_writable(report: Report, *, by: Person) -> None:
    if not writes_for(by, report.unit):
        raise NotAllowed(_("You do not write reports for this unit."))
    if report.state not in WRITABLE or report.discarded_at is not None:
        raise _not_written()


def _hold_writable(report: Report) -> None:
    """Keep the report from being submitted until the transaction ends; raises WrongState where it was already."""
    writable = Report.objects.filter(pk=report.pk, state__in=WRITABLE, discarded_at__isnull=True)
    hold(writable)
    if not writable.exists():
        raise _not_written()


def _not_written() -> WrongState:
    return WrongState(_("The report is not being written any more, so its files stay as they are."))


def _check_room(unit: Unit, entry: Entry, sha256: str, size: int) -> None:
    if Evidence.objects.filter(entry=entry.uuid, removed_at__isnull=True).count() >= MOST_AT_AN_ENTRY:
        raise InvalidInput(
            _("An entry takes no more than %(n)s files. Put several into one PDF, or remove one.")
            % {"n": MOST_AT_AN_ENTRY}
        )
    if StoredFile.objects.filter(unit=unit, sha256=sha256).exists():
        return
    taken, most = room_taken(unit), settings.EVIDENCE_QUOTA_MB * _MEGABYTE
    if taken + size > most:
        raise InvalidInput(
            _(
                "Your unit has used %(taken)s MB of its %(most)s MB for files, and this one does not fit any more. "
                "Remove files that are not needed, or ask the administrator for more room."
            )
            % {"taken": -(-taken // _MEGABYTE), "most": settings.EVIDENCE_QUOTA_MB}
        )


def _check_clean(data: bytes) -> None:
    """Ask the virus scanner where the site has one; UnreadableFile for what it finds, or where it must answer."""
    if not settings.CLAMD:
        return
    try:
        found = scan(data, settings.CLAMD)
    except Unreachable:
        logger.exception("the virus scanner at %s does not answer", settings.CLAMD)
        if settings.CLAMD_REQUIRED:
            raise UnreadableFile(
                _("The virus scanner does not answer, so no file is taken just now. Try again in some minutes.")
            ) from None
        return
    if found:
        logger.warning("the virus scanner found %s", found)
        raise UnreadableFile(_("The virus scanner found something harmful in the file, so it was not taken."))


def _record_change(event: str, evidence: Evidence, *, by: Person) -> None:
    record(event, by=by, report=evidence.report, label=evidence.name, entry=str(evidence.entry), file=evidence.name)
