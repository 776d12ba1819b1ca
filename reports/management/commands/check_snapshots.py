"""Says whether every submitted version still reads as it was submitted; to be run every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.models import Snapshot
from reports.queries.wholeness import broken_snapshots


class Command(BaseCommand):
    """`manage.py check_snapshots`; exit 1 with the versions that were changed."""

    help = "Verify the hash of every submitted version."

    def handle(self, **options: Any) -> None:
        """Verify all, and name those that were changed."""
        broken = [f"report {snapshot.report_id}, version {snapshot.number}" for snapshot in broken_snapshots()]
        if broken:
            raise CommandError("changed since submission: " + "; ".join(broken), returncode=1)
        self.stdout.write(f"{Snapshot.objects.count()} submitted versions, all whole")
