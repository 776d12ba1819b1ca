"""Archives old entries of the audit; to be run now and then, or never."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.actions.pruning import prune_audit
from reports.errors import WrongState
from reports.management.files import unusable


class Command(BaseCommand):
    """`manage.py prune_audit DIR`; exit 1 where the audit isn't whole, 2 where DIR can't be written."""

    help = "Move entries of the audit that are older than AUDIT_DAYS into an archive file in DIR."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder of the archives."""
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        """Archive, and say how many."""
        try:
            checkpoint = prune_audit(folder)
        except WrongState as error:
            raise CommandError(str(error), returncode=1) from error
        except OSError as error:
            raise unusable(folder, error) from error
        if checkpoint is None:
            self.stdout.write(f"no entry is older than {settings.AUDIT_DAYS} days")
            return
        self.stdout.write(
            f"{checkpoint.archived} entries in {folder / checkpoint.archive}; {checkpoint.kept} of them stay here too\n"
            f"sha256 of the file: {checkpoint.archive_sha256}"
        )
