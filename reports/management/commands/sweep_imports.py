"""Forgets uploaded files that nobody confirmed; to be run once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.actions.edited import sweep_edited
from reports.actions.imports import sweep_uploads


class Command(BaseCommand):
    """`manage.py sweep_imports`."""

    help = "Forget uploaded files that were neither taken over nor given up within a day."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and say how many."""
        self.stdout.write(f"{sweep_uploads() + sweep_edited()} forgotten")
