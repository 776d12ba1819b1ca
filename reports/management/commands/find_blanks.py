"""Lists the places of a report file that were left blank, with the indicators that the counts among them may be."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.blanks import find_blanks
from reports.errors import ReportError
from reports.importing import text_of_file
from reports.management.catalogue import delivered_catalogue
from reports.management.files import unusable


class Command(BaseCommand):
    """`manage.py find_blanks FILE`; needs no database; exit 2 on a file that can't be used."""

    help = (
        "Print a JSON list of the places that were left blank in a report (.txt or .docx). `offset` counts the "
        "characters of the decoded text file, or of the Word file's text as --text prints it; `text` is the "
        "placeholder alone, ** of **次."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file; with --text the text that the offsets count in."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--text", action="store_true", help="print the text that is searched instead of the list")

    def handle(self, *, file: Path, **options: Any) -> None:
        """Read the file and print the list, or its text."""
        try:
            text = text_of_file(file.name, file.read_bytes())
        except (OSError, ReportError) as error:
            raise unusable(file, error) from error
        if options["text"]:
            self.stdout.write(text, ending="")
            return
        blanks = [
            {
                "text": blank.text,
                "offset": blank.offset,
                "kind": blank.kind.value,
                "indicator": blank.indicator,
                "alternatives": list(blank.alternatives),
                "context": blank.context,
            }
            for blank in find_blanks(text, delivered_catalogue())
        ]
        self.stdout.write(json.dumps(blanks, ensure_ascii=False, indent=2))
