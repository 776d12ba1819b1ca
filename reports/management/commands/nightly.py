"""The night's work: each part is done though another fails, so that one damaged file doesn't keep backups away."""

import datetime
import shutil
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

# A backup first, while everything is as people left it; clearsessions forgets sign-ins that ended long ago.
PARTS = ("backup", "sweep_imports", "tend_files", "check_snapshots", "verify_audit", "clearsessions")


class Command(BaseCommand):
    """`manage.py nightly DIR [--keep-days DAYS]`; exit 1 with the parts that failed."""

    help = "Back up into a folder of DIR named by today's date, forget what is over, and verify what is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the backups lie, and how long each is kept."""
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--keep-days", type=int, default=30, help="keep the backups of so many days (30)")

    def handle(self, *, folder: Path, keep_days: int, **options: Any) -> None:
        """Do every part, say of each what it said, and end with those that failed."""
        if keep_days < 1:
            raise CommandError("--keep-days must be 1 or more.")
        today = timezone.localdate()
        words = {"backup": [str(folder / f"{today}")]}
        failed = [part for part in PARTS if not self._done(part, *words.get(part, ()))]
        if "backup" not in failed:
            self._forget(folder, today, keep_days)
        if failed:
            raise CommandError("failed: " + ", ".join(failed), returncode=1)

    def _done(self, part: str, *words: str) -> bool:
        self.stdout.write(f"== {part}")
        try:
            call_command(part, *words, stdout=self.stdout, stderr=self.stderr)
        # Whatever it is, the other parts have to run.
        except Exception as error:
            self.stderr.write(f"{part}: {error or type(error).__name__}")
            return False
        return True

    def _forget(self, folder: Path, today: datetime.date, keep: int) -> None:
        """Remove all backups but those of the last `keep` days that have one; what isn't named by a day stays.

        Counted, not compared with today: a clock that is years ahead for one night costs one old backup, not all. Days
        that haven't come yet are such a clock's, so they go first.
        """
        days = [day for old in folder.iterdir() if (day := _day_of(old))]
        for day in sorted(days, key=lambda day: (day <= today, day))[:-keep]:
            shutil.rmtree(folder / f"{day}")
            self.stdout.write(f"removed: {day}")


def _day_of(folder: Path) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(folder.name)
    except ValueError:
        return None
    return day if folder.name == f"{day}" and folder.is_dir() else None
