"""Writes a whole period to a folder, without asking who may see it: whoever runs commands owns the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.actions.downloads import log_batch
from reports.composing.batches import batch_files
from reports.models import Period
from reports.queries.batches import whole_batch

KINDS = ("docx", "html")


class Command(BaseCommand):
    """`manage.py export_period CODE DIR [--kind docx|html]…`; exit 2 on a problem."""

    help = "Write the newest submitted version of each report of a period, and a list of them, into a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """The period's code, the folder, which must be empty or not be there, and the kinds of files (both)."""
        parser.add_argument("period", metavar="CODE")
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--kind", choices=KINDS, action="append", dest="kinds")

    def handle(self, *, period: str, folder: Path, kinds: list[str] | None, **options: Any) -> None:
        """Write file after file, print how many reports there were, and note each in the audit."""
        row = Period.objects.filter(code=period).first()
        if row is None:
            raise CommandError(f"period {period}: there is none", returncode=2)
        items, wanted = whole_batch(row), kinds or list(KINDS)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise CommandError(f"{folder}: the folder is not empty", returncode=2)
            for name, data in batch_files(items, wanted):
                (folder / name).write_bytes(data)
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}", returncode=2) from error
        log_batch(items, by=None, kinds=wanted)
        self.stdout.write(f"reports written: {len(items)}")
