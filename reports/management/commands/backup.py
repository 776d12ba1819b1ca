"""Backs the whole site up into one folder, while people work."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.actions.keeping import note_backup
from reports.management.backups.making import make_backup
from reports.management.backups.manifest import BackupError


class Command(BaseCommand):
    """`manage.py backup DIR`; exit 2 on a problem, and then nothing stays behind."""

    help = "Back database and uploaded files up into the new folder DIR."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder to be made."""
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        """Back up, and say what it holds."""
        note_backup(folder.resolve().name)
        try:
            manifest = make_backup(folder.resolve())
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"no backup was made: {error.strerror}: {error.filename}", returncode=2) from error
        self.stdout.write(
            f"{folder}: {sum(manifest.tables.values())} rows, {len(manifest.files) - 1} files,"
            f" {len(manifest.snapshots)} submitted versions\n"
            f"end of the audit: {manifest.audit_hash}"
        )
