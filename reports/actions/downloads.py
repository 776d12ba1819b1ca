"""What is written down when a report leaves the site as a file."""

from reports.actions.audit import record
from reports.models import Person, Report


def log_download(report: Report, *, by: Person | None, kind: str, snapshot: int | None = None) -> None:
    """Write down that the draft, or the snapshot with this number, was taken as a file of this kind."""
    record("report.downloaded", by=by, report=report, kind=kind, snapshot=snapshot)
