"""Reads the audit, or an archive of it, and says whether an entry was changed, dropped or slipped in."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.actions.pruning import read_archive
from reports.errors import WrongState
from reports.management.files import unusable
from reports.models import AuditCheckpoint, AuditVerification
from reports.queries.chain import verify_chain


class Command(BaseCommand):
    """`manage.py verify_audit [--expect HASH | --archive FILE]`; exit 1 with the first bad entry."""

    help = "Verify the audit's chain; prints the hash of its end, to be written down outside of this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        """A hash that an earlier run printed, or a file that `prune_audit` wrote."""
        parser.add_argument("--expect", metavar="HASH", default="", help="an entry must have this hash")
        parser.add_argument("--archive", metavar="FILE", type=Path, help="verify this archive file instead")

    def handle(self, *, expect: str, archive: Path | None, **options: Any) -> None:
        """Verify, keep the result for the audit's page, and say it."""
        if archive:
            self._verify_archive(archive)
            return
        verdict = verify_chain(expect.strip().lower())
        fault = str(verdict.fault or "")
        AuditVerification.objects.create(number=verdict.number, hash=verdict.hash, fault=fault[:300])
        if fault:
            raise CommandError(fault, returncode=1)
        self.stdout.write(f"{verdict.number} entries, all whole\n{verdict.hash}")

    def _verify_archive(self, place: Path) -> None:
        """Hold the file against itself and against the checkpoint that tells of it."""
        try:
            archive = read_archive(place)
        except WrongState as error:
            raise CommandError(str(error), returncode=1) from error
        except OSError as error:
            raise unusable(place, error) from error
        checkpoint = AuditCheckpoint.objects.filter(through=archive.through).first()
        if checkpoint is None or (checkpoint.hash, checkpoint.archive_sha256) != (archive.hash, archive.sha256):
            raise CommandError(f"{place}: not what this audit archived", returncode=1)
        self.stdout.write(f"entries {archive.first} to {archive.through}, all whole\n{archive.hash}")
