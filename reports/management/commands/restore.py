"""Brings a backup back into an empty place and verifies it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.actions.keeping import note_restore
from reports.management.backups.manifest import BackupError
from reports.management.backups.restoring import restore_backup


class Command(BaseCommand):
    """`manage.py restore DIR`; exit 2 with the reason, and then nothing was restored."""

    help = "Restore the backup in DIR into an empty database and an empty folder of files, and verify it."
    # Before it there is no database to check.
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder that `backup` made."""
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        """Restore, and say what was verified."""
        try:
            manifest = restore_backup(folder.resolve())
        except BackupError as error:
            raise CommandError(f"nothing was restored: {error}", returncode=2) from error
        except OSError as error:
            raise CommandError(f"nothing was restored: {error.strerror}: {error.filename}", returncode=2) from error
        note_restore(folder.resolve().name, manifest.made_at)
        self.stdout.write(
            f"restored as of {manifest.made_at}, and verified: {sum(manifest.tables.values())} rows,"
            f" {len(manifest.files) - 1} files, {len(manifest.snapshots)} submitted versions,"
            f" {manifest.audit_number} audit entries\neverybody has to sign in again"
        )
