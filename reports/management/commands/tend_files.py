"""Looks after the evidence files; to be run every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.actions.tending import tend_files


class Command(BaseCommand):
    """`manage.py tend_files`."""

    help = "Forget removed evidence files after their time of grace, and verify all others. Ends with 1 on damage."

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and say what was found; raises CommandError where files are damaged."""
        done = tend_files()
        self.stdout.write(
            f"{done.checked} verified, {done.forgotten} forgotten, {done.swept} swept, {done.drawn} thumbnails drawn"
        )
        if done.damaged:
            raise CommandError(
                f"{done.damaged} damaged or missing: the audit names them; restore them from a backup of the files."
            )
