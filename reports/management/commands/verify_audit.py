"""Reads the whole audit and says whether anybody changed, dropped or slipped in an entry; to be run every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.models import AuditVerification
from reports.queries.chain import verify_chain


class Command(BaseCommand):
    """`manage.py verify_audit [--expect HASH]`; exit 1 with the first bad entry."""

    help = "Verify the audit's chain; prints the hash of its end, to be written down outside of this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        """A hash that an earlier run printed."""
        parser.add_argument("--expect", metavar="HASH", default="", help="an entry must have this hash")

    def handle(self, *, expect: str, **options: Any) -> None:
        """Verify, keep the result for the audit's page, and say it."""
        verdict = verify_chain(expect.strip().lower())
        fault = str(verdict.fault or "")
        AuditVerification.objects.create(number=verdict.number, hash=verdict.hash, fault=fault[:300])
        if fault:
            raise CommandError(fault, returncode=1)
        self.stdout.write(f"{verdict.number} entries, all whole\n{verdict.hash}")
