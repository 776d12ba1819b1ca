"""A whole period as files: each report's newest frozen version under a name of its own, and a list of them."""

import datetime
import re
from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from reports.choices import ReportState
from reports.document import Cover, decode
from reports.models import Report, Snapshot
from reports.queries.batches import Item
from reports.rendering import render_file
from reports.rendering.spreadsheets import render_spreadsheet

LONGEST_NAME = 120
AT_ONCE = 20  # Documents fetched by one query: few enough to hold in memory.
LIST_NAME = "清单.xlsx"


def file_stem(unit: str, title: str, date: datetime.date, mark: str = "") -> str:
    """Unit, title, day and mark as a file name that every system takes, without its ending: 某局-工作汇报-2026-12-20.

    A title that begins with the unit carries it already.
    """
    parts = [unit if not title.startswith(unit) else "", title, date.isoformat(), mark]
    tail = "-".join(part for part in parts[2:] if part)
    head = "-".join(part for part in parts[:2] if part)
    head = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+', "_", head)
    return f"{head[:LONGEST_NAME].strip(' ._')}-{tail}"


def batch_files(items: Sequence[Item], kinds: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each version as a file of each kind (docx, html), then the list: names that differ, and the files' bytes.

    Two files of one name are told apart by a number. Only `AT_ONCE` documents are in memory at a time.
    """
    rows: list[list[str]] = []
    used: set[str] = set()
    for start in range(0, len(items), AT_ONCE):
        part = items[start : start + AT_ONCE]
        reports = Report.objects.select_related("report_type").in_bulk([item.report for item in part])
        found = Snapshot.objects.in_bulk([item.snapshot for item in part if item.snapshot])
        for item in part:
            snapshot, stem = found.get(item.snapshot or 0), ""
            if snapshot:
                document = decode(snapshot.document)
                stem = _stem(snapshot, document.cover, used)
                yield from ((f"{stem}.{kind}", render_file(document, f".{kind}")) for kind in kinds)
            rows.append(_row(reports[item.report], snapshot, stem))
    yield LIST_NAME, render_spreadsheet(_heads(), rows)


def _stem(snapshot: Snapshot, cover: Cover, used: set[str]) -> str:
    day = cover.date or timezone.localdate(snapshot.created_at)
    first = file_stem(snapshot.unit_name, cover.title, day)
    stem, number = first, 1
    # Windows does not tell 汇报A from 汇报a.
    while stem.casefold() in used:
        number += 1
        stem = f"{first}-{number}"
    used.add(stem.casefold())
    return stem


def _heads() -> list[str]:
    return [_("Unit"), _("Report type"), _("State"), _("Version"), _("File"), "SHA-256"]


def _row(report: Report, snapshot: Snapshot | None, stem: str) -> list[str]:
    state = _(ReportState(report.state).label)
    own = [report.unit_name, report.report_type.name, state]
    if snapshot is None:
        return [*own, "", _("not included: its review has not been started"), ""]
    return [*own, str(snapshot.number), stem, snapshot.sha256]
