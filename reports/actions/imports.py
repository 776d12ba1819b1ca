"""What is done with an uploaded file: kept while a person corrects its structure, then made a report or given up."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.drafting import check_start
from reports.actions.importing import create_report_from_manuscript
from reports.actions.storing import remove
from reports.composing.uploads import encode_notes, read_upload
from reports.errors import StaleReport, UnreadableFile, WrongState
from reports.importing import Line, assemble, encode_lines, read_file
from reports.models import ImportedFile, Period, Person, Report, ReportType, Unit
from reports.queries.starting import living_report

MOST_PIECES = 1_500
KEPT_FOR = timedelta(days=1)
LONGEST_NAME = 120


def keep_upload(
    name: str, data: bytes, *, unit: Unit, period: Period, report_type: ReportType, by: Person
) -> ImportedFile:
    """Read a file and keep its recognised structure; no report is made yet.

    Raises NotAllowed, InvalidInput or WrongState where the report couldn't be started anyway, and UnreadableFile,
    with what to do instead, for a file that can't be used.
    """
    check_start(unit, period, report_type, by=by)
    if living_report(unit, period, report_type) is not None:
        raise WrongState(_("Your unit has this report already; go on with that one."))
    outcome = read_file(name, data)
    if len(outcome.lines) > MOST_PIECES:
        raise UnreadableFile(_("The file has more than 1,500 paragraphs; a report is shorter. Import it in parts."))
    told_again = set(assemble(outcome.lines)[1])
    with transaction.atomic():
        imported = ImportedFile.objects.create(
            unit=unit,
            period=period,
            report_type=report_type,
            name=shown_name(name),
            lines=encode_lines(outcome.lines),
            notes=encode_notes(note for note in outcome.notes if note not in told_again),
            uploaded_by=by,
        )
        digest = hashlib.sha256(data).hexdigest()
        record("import.uploaded", by=by, unit=unit, label=imported.name, size=len(data), sha256=digest)
    return imported


def shown_name(name: str) -> str:
    """A file's name as it may be shown: composed characters, no path, nothing that can't be seen."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(character for character in plain if not unicodedata.category(character).startswith("C"))
    return re.sub(r"\s+", " ", seen).strip()[-LONGEST_NAME:] or _("file")


def correct_upload(imported: ImportedFile, lines: Sequence[Line], *, by: Person, version: int) -> ImportedFile:
    """Keep the structure as a person corrected it. Raises StaleReport where it moved since `version`."""
    kept = ImportedFile.objects.filter(pk=imported.pk, version=version, uploaded_by=by).update(
        lines=encode_lines(lines), version=F("version") + 1
    )
    if not kept:
        raise StaleReport(_("You corrected this file in another window; this is how it stands now."))
    imported.refresh_from_db(fields=["lines", "version"])
    return imported


@transaction.atomic
def confirm_upload(imported: ImportedFile, *, by: Person, version: int) -> Report:
    """Make the draft of what the person saw, and forget the file.

    Raises StaleReport where the lines moved since `version`, and what `create_report_from_manuscript` raises.
    """
    # First of all, and conditional: of several windows only one makes a draft, of what it shows.
    if not ImportedFile.objects.filter(pk=imported.pk, version=version, uploaded_by=by).delete()[0]:
        raise StaleReport(_("You corrected this file in another window; this is how it stands now."))
    report = create_report_from_manuscript(
        read_upload(imported).manuscript,
        unit=imported.unit,
        period=imported.period,
        report_type=imported.report_type,
        by=by,
    )
    record("import.confirmed", by=by, report=report, file=imported.name)
    return report


@transaction.atomic
def give_up_upload(imported: ImportedFile, *, by: Person) -> None:
    """Forget the file; nothing came of it."""
    remove(imported)
    record("import.given_up", by=by, unit=imported.unit, label=imported.name)


def sweep_uploads() -> int:
    """Forget files that nobody confirmed within a day, and say how many."""
    old = ImportedFile.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]
