"""Writes a report to a file, without asking who may see it: whoever runs commands owns the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.actions.downloads import log_download
from reports.composing import compose
from reports.document import Document, decode
from reports.management.files import ending_of, write_report
from reports.models import Report
from reports.rendering import DRAFT_MARK


class Command(BaseCommand):
    """`manage.py export_report ID OUT [--snapshot [N]]`; exit 2 on a problem."""

    help = "Write a report as .docx, .html, .txt or .json, by the ending of OUT: its draft, or a snapshot."

    def add_arguments(self, parser: CommandParser) -> None:
        """The report's number, the file, and which snapshot: without a number the newest, without the option none."""
        parser.add_argument("report", metavar="ID", type=int)
        parser.add_argument("target", metavar="OUT", type=Path)
        parser.add_argument("--snapshot", metavar="N", type=int, nargs="?", const=0)

    def handle(self, *, report: int, target: Path, snapshot: int | None, **options: Any) -> None:
        """Compose or decode, write, and note it in the audit."""
        ending = ending_of(target)
        row = Report.objects.filter(pk=report, discarded_at__isnull=True).first()
        if row is None:
            raise CommandError(f"report {report}: there is none", returncode=2)
        if snapshot is None:
            document, number, mark = compose(row), None, DRAFT_MARK
        else:
            (document, number), mark = _frozen(row, snapshot), ""
        write_report(document, target, mark=mark)
        log_download(row, by=None, kind=ending.lstrip("."), snapshot=number)


def _frozen(report: Report, number: int) -> tuple[Document, int]:
    """Snapshot `number` of the report, or with 0 the newest one."""
    snapshots = report.snapshots.filter(number=number) if number else report.snapshots.order_by("-number")
    snapshot = snapshots.first()
    if snapshot is None:
        raise CommandError(f"report {report.pk}: there is no such snapshot", returncode=2)
    return decode(snapshot.document), snapshot.number
