"""A report as a file: its draft for those who write it, its snapshots for everybody who may see them."""

import datetime
import re

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from reports.actions.downloads import log_download
from reports.composing import compose
from reports.document import Document, decode
from reports.models import Report
from reports.queries import own_report, readable_snapshot
from reports.rendering import DRAFT_MARK, render_file
from reports.views.requests import PersonRequest

LONGEST_NAME = 120
CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


@require_safe
def report_file(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """The report as it stands now, marked as a draft."""
    report = own_report(request.user, pk)
    document = compose(report)
    answer = _file(report, document, kind, day=timezone.localdate(), mark=DRAFT_MARK)
    log_download(report, by=request.user, kind=kind)
    return answer


@require_safe
def snapshot_file(request: PersonRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """A frozen version; officers open the latest one on its review page first."""
    snapshot = readable_snapshot(request.user, pk, number)
    report = snapshot.report
    day = timezone.localdate(snapshot.created_at)
    answer = _file(report, decode(snapshot.document), kind, day=day)
    log_download(report, by=request.user, kind=kind, snapshot=number)
    return answer


def _file(report: Report, document: Document, kind: str, *, day: datetime.date, mark: str = "") -> HttpResponse:
    if kind not in CONTENT_TYPES:
        raise Http404
    name = file_name(report.unit_name, document.cover.title, document.cover.date or day, mark, kind)
    return HttpResponse(
        render_file(document, f".{kind}", mark=mark),
        content_type=CONTENT_TYPES[kind],
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


def file_name(unit: str, title: str, date: datetime.date, mark: str, kind: str) -> str:
    """Unit, title, day and mark as a file name that every system takes: 某局-工作汇报-2026-12-20.docx.

    A title that begins with the unit carries it already.
    """
    parts = [unit if not title.startswith(unit) else "", title, date.isoformat(), mark]
    tail = "-".join(part for part in parts[2:] if part)
    head = "-".join(part for part in parts[:2] if part)
    head = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+', "_", head)
    return f"{head[:LONGEST_NAME].strip(' ._')}-{tail}.{kind}"
