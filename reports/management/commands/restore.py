"""Brings a backup back into an empty place and verifies it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.actions.keeping import note_restore
from reports.management.backups.manifest import BackupError
from reports.management.backups.restoring import restore_backup


class Command(BaseCommand):
    """`manage.py restore DIR`; exit 2 with the reason, and then nothing was restored; 1 where evidence files differ."""

    help = "Restore the backup in DIR into an empty database and an empty folder of files, and verify it."
    # Before it there is no database to check.
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder that `backup` made."""
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        """Restore, and say what was verified."""
        try:
            restored = restore_backup(folder.resolve())
        except BackupError as error:
            raise CommandError(f"nothing was restored: {error}", returncode=2) from error
        except OSError as error:
            raise CommandError(f"nothing was restored: {error.strerror}: {error.filename}", returncode=2) from error
        manifest = restored.manifest
        note_restore(folder.resolve().name, manifest.made_at)
        if restored.cleared:
            self.stdout.write("the half of a restore that was broken off was cleared away first")
        self.stdout.write(
            f"restored as of {manifest.made_at}, and verified: {sum(manifest.tables.values())} rows,"
            f" {len(manifest.files) - 1} files, {len(manifest.snapshots)} submitted versions,"
            f" {manifest.audit_number} audit entries\neverybody has to sign in again"
        )
        if restored.differing:
            raise CommandError(
                "these evidence files were damaged or missing before the backup was made;"
                " an older backup may have them, or their unit adds them again:\n" + "\n".join(restored.differing)
            )
