"""Forgets uploaded files that nobody confirmed; to be run once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.actions.imports import sweep_uploads


class Command(BaseCommand):
    """`manage.py sweep_imports`."""

    help = "Forget uploaded files that were neither confirmed nor given up within a day."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and say how many."""
        self.stdout.write(f"{sweep_uploads()} forgotten")
