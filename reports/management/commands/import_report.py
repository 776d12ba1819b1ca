"""Makes a draft of a typed report, as an upload in the browser does after it was confirmed unseen."""

from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model

from reports.actions.importing import create_report_from_manuscript
from reports.choices import Numbering
from reports.errors import ReportError
from reports.importing import read_file, settled_notes
from reports.management.files import told, unusable
from reports.models import Period, Person, ReportType, Unit
from reports.queries import published_outline

Row = TypeVar("Row", bound=Model)


class Command(BaseCommand):
    """`manage.py import_report FILE --unit CODE --period CODE --type CODE --by USERNAME`; exit 2 on a problem."""

    help = "Read a report (.txt or .docx), make a draft of it and print the draft's number."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, what it is for, and who imports it: that person must write for the unit."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--period", required=True, metavar="CODE")
        parser.add_argument("--type", required=True, metavar="CODE", dest="report_type")
        parser.add_argument("--by", required=True, metavar="USERNAME")

    def handle(self, *, file: Path, **options: Any) -> None:
        """Read, create, print; one line to standard error for each note."""
        unit = _named(Unit, "code", options["unit"], "--unit")
        period = _named(Period, "code", options["period"], "--period")
        report_type = _named(ReportType, "code", options["report_type"], "--type")
        by = _named(Person, "username", options["by"], "--by")
        outline = published_outline(report_type)
        try:
            outcome = read_file(file.name, file.read_bytes(), Numbering(outline.numbering) if outline else None)
            report = create_report_from_manuscript(
                outcome.manuscript, unit=unit, period=period, report_type=report_type, by=by
            )
        except (OSError, ReportError) as error:
            raise unusable(file, error) from error
        for line in told(file, (*outcome.notes, *settled_notes(outcome.lines))):
            self.stderr.write(line)
        self.stdout.write(str(report.pk))


def _named(model: type[Row], field: str, value: str, option: str) -> Row:
    row = model._default_manager.filter(**{field: value}).first()
    if row is None:
        raise CommandError(f"{option} {value}: there is none", returncode=2)
    return row
