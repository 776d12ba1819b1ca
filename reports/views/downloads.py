"""A report as a file: its draft for those who write it, its snapshots for everybody who may see them."""

import datetime
from collections.abc import Sequence

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from reports.access import is_officer
from reports.actions.downloads import log_batch, log_changes, log_download, log_review
from reports.composing import compose_manuscript
from reports.composing.batches import batch_files, file_stem
from reports.composing.evidence import exhibits, frozen_evidence
from reports.composing.figures import frozen_figures, sources_of
from reports.composing.remarks import remarks_on
from reports.document import Document, build_document, decode
from reports.document.figures import all_references
from reports.models import FrozenEvidence, Period, Report, Snapshot
from reports.queries import own_report, readable_snapshot
from reports.queries.batches import readable_batch
from reports.queries.evidence import frozen_with
from reports.queries.figures import printed_figures
from reports.rendering import DRAFT_MARK, render_changes, render_file, render_review
from reports.rendering.archives import stream_zip
from reports.rendering.evidence import with_evidence
from reports.rendering.sources import Source, with_sources
from reports.views.requests import PersonRequest

REVIEW_MARK, CHANGES_MARK = "审阅", "改动对照"
BATCH_KINDS = {"docx": ("docx",), "html": ("html",), "both": ("docx", "html")}
CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


@require_safe
def report_file(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """The report as it stands now, marked as a draft."""
    report = own_report(request.user, pk)
    manuscript = compose_manuscript(report)
    sources = sources_of(frozen_figures(report, all_references(manuscript)))
    document = build_document(manuscript)
    document = _annexed(request, document, sources, frozen_evidence(report, manuscript))
    answer = _file(report, document, kind, day=timezone.localdate(), mark=DRAFT_MARK, sources=sources)
    log_download(report, by=request.user, kind=kind)
    return answer


@require_safe
def snapshot_file(request: PersonRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """A frozen version; officers open the latest one on its review page first."""
    snapshot = readable_snapshot(request.user, pk, number)
    report = snapshot.report
    day = timezone.localdate(snapshot.created_at)
    sources = sources_of(printed_figures(snapshot))
    document = _annexed(request, decode(snapshot.document), sources, frozen_with(snapshot))
    answer = _file(report, document, kind, day=day, sources=sources)
    log_download(report, by=request.user, kind=kind, snapshot=number)
    return answer


@require_safe
def review_file(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """A frozen version as Word, with what was said about its paragraphs as comments."""
    snapshot = readable_snapshot(request.user, pk, number)
    document = decode(snapshot.document)
    content = render_review(document, remarks_on(snapshot))
    log_review(snapshot, by=request.user)
    return _snapshot_word(content, snapshot, document, REVIEW_MARK)


@require_safe
def changes_file(request: PersonRequest, pk: int, old: int, new: int) -> HttpResponse:
    """What the unit changed from one frozen version to another, as Word with tracked changes."""
    before, after = readable_snapshot(request.user, pk, old), readable_snapshot(request.user, pk, new)
    document = decode(after.document)
    at = timezone.localtime(after.created_at)
    content = render_changes(decode(before.document), document, author=after.unit_name, at=at)
    log_changes(before, after, by=request.user)
    return _snapshot_word(content, after, document, CHANGES_MARK)


@require_safe
def period_files(request: PersonRequest) -> StreamingHttpResponse:
    """What the officer may read of a period, as one ZIP: `period` is its code, `kind` docx, html or both."""
    if not is_officer(request.user):
        raise Http404
    period = get_object_or_404(Period, code=request.GET.get("period", ""))
    kinds = BATCH_KINDS.get(request.GET.get("kind", "docx"))
    if kinds is None:
        raise Http404
    items = readable_batch(request.user, period)
    log_batch(items, by=request.user, kinds=kinds)
    return StreamingHttpResponse(
        stream_zip(batch_files(items, kinds)),
        content_type="application/zip",
        headers=_headers(f"{period.code}-{timezone.localdate().isoformat()}.zip"),
    )


def _annexed(
    request: PersonRequest, document: Document, sources: Sequence[Source], evidence: Sequence[FrozenEvidence]
) -> Document:
    """The document, with a table of its figures' sources and a list of its evidence where they are asked for.

    `sources=1` and `evidence=1` do so.
    """
    if request.GET.get("sources") == "1":
        document = with_sources(document, sources)
    return with_evidence(document, exhibits(document, evidence)) if request.GET.get("evidence") == "1" else document


def _file(
    report: Report,
    document: Document,
    kind: str,
    *,
    day: datetime.date,
    mark: str = "",
    sources: Sequence[Source] = (),
) -> HttpResponse:
    if kind not in CONTENT_TYPES:
        raise Http404
    content = render_file(document, f".{kind}", mark=mark, sources=sources)
    return _answer(content, kind, report, document, day=day, mark=mark)


def _snapshot_word(content: bytes, snapshot: Snapshot, document: Document, mark: str) -> HttpResponse:
    day = timezone.localdate(snapshot.created_at)
    return _answer(content, "docx", snapshot.report, document, day=day, mark=mark)


def _answer(
    content: bytes, kind: str, report: Report, document: Document, *, day: datetime.date, mark: str
) -> HttpResponse:
    name = f"{file_stem(report.unit_name, document.cover.title, document.cover.date or day, mark)}.{kind}"
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=_headers(name))


def _headers(name: str) -> dict[str, str]:
    """What keeps a download a download, named `name`."""
    return {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
