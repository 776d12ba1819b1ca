"""Sets a typed report in the official layout, from file to file; no database."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from reports.choices import Numbering
from reports.document import build_document
from reports.errors import UnreadableFile
from reports.importing import Outcome, read_file
from reports.management.files import ending_of, told, unusable, write_report

REPORT_TYPES = Path(settings.BASE_DIR) / "fixtures" / "report_types.json"


class Command(BaseCommand):
    """`manage.py reformat IN OUT [--type CODE]`; exit 2 for a file that can't be used."""

    help = "Read a report (.txt or .docx) and write it as .docx, .html, .txt or .json, by the ending of OUT."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Two files and the type of report."""
        parser.add_argument("source", metavar="IN", type=Path)
        parser.add_argument("target", metavar="OUT", type=Path)
        parser.add_argument("--type", dest="code", metavar="CODE", choices=sorted(_numberings()))

    def handle(self, *, source: Path, target: Path, code: str | None, **options: object) -> None:
        """Read, set and write; one line to standard error for each note."""
        ending_of(target)
        outcome = _read(source, _numberings()[code] if code else None)
        write_report(build_document(outcome.manuscript), target)
        for line in told(source, outcome.notes):
            self.stderr.write(line)


def _numberings() -> dict[str, Numbering]:
    """How each delivered type of report numbers its entries, by its code."""
    types = json.loads(REPORT_TYPES.read_text(encoding="utf-8"))
    return {item["code"]: Numbering(item["outline"]["numbering"]) for item in types}


def _read(source: Path, numbering: Numbering | None) -> Outcome:
    try:
        return read_file(source.name, source.read_bytes(), numbering)
    except (OSError, UnreadableFile) as error:
        raise unusable(source, error) from error
