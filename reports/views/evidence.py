"""Evidence files: added and removed at an entry, downloaded from the draft or from a frozen version.

The page of an entry's files needs no script; within the wizard a script sends the same requests and puts the answered
list in its place, while the text that is being written stays as it is.
"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.actions.evidence import (
    add_evidence,
    remove_evidence,
    restore_evidence,
    take_evidence,
    take_thumbnail,
)
from reports.choices import FileKind
from reports.errors import InvalidInput, ReportError, WrongState
from reports.forms.steps import chapter_key, step_url
from reports.models import Entry, Evidence, FrozenEvidence, Report, StoredFile
from reports.queries.evidence import own_entry, own_evidence, readable_evidence
from reports.screening import CONTENT_TYPES, EXTENSIONS
from reports.views.requests import PersonRequest
from reports.workflow import may_write

ACTS = {"remove": remove_evidence, "restore": restore_evidence}
# Whatever a browser may make of the file, it runs nothing of it and shows it inside no page.
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@require_http_methods(["GET", "HEAD", "POST"])
def entry_evidence(request: PersonRequest, pk: int, uuid: UUID) -> HttpResponse:
    """The files of an entry; a posted one is added, or refused in words."""
    report, entry = own_entry(request.user, pk, uuid)
    if request.method != "POST":
        if not may_write(request.user, report):
            return redirect("report", pk)
        return _show(request, report, entry)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise InvalidInput(_("Choose a file first."))
        add_evidence(report, entry, file.name or "", file.read(), by=request.user)
    except ReportError as error:
        return _show(request, report, entry, refused=error)
    return _show(request, report, entry) if request.htmx else redirect("entry_evidence", pk, uuid)


@require_POST
def evidence_act(request: PersonRequest, pk: int, uuid: UUID) -> HttpResponse:
    """Remove a file from its entry, or bring it back."""
    evidence = own_evidence(request.user, pk, uuid)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    report, entry = own_entry(request.user, pk, evidence.entry)
    evidence.report = report
    try:
        act(evidence, by=request.user)
    except WrongState as error:
        return _show(request, report, entry, refused=error)
    removed = evidence if act is remove_evidence else None
    if request.htmx:
        return _show(request, report, entry, removed=removed)
    query = f"?removed={evidence.uuid}" if removed else ""
    return redirect(reverse("entry_evidence", args=[pk, entry.uuid]) + query)


@require_safe
def evidence_file(request: PersonRequest, pk: int, uuid: UUID) -> HttpResponse:
    """A file of the draft, for those who write it."""
    return _download(request, _living(own_evidence(request.user, pk, uuid)))


@require_safe
def evidence_thumbnail(request: PersonRequest, pk: int, uuid: UUID) -> HttpResponse:
    """The small picture of a file of the draft."""
    return _thumbnail(_living(own_evidence(request.user, pk, uuid)).file)


@require_safe
def snapshot_evidence(request: PersonRequest, pk: int, number: int, uuid: UUID) -> HttpResponse:
    """A file that stood at a frozen version, for everybody who may read that."""
    return _download(request, readable_evidence(request.user, pk, number, uuid))


@require_safe
def snapshot_thumbnail(request: PersonRequest, pk: int, number: int, uuid: UUID) -> HttpResponse:
    """The small picture of a file that stood at a frozen version."""
    return _thumbnail(readable_evidence(request.user, pk, number, uuid).file)


def _show(
    request: PersonRequest,
    report: Report,
    entry: Entry,
    *,
    refused: ReportError | None = None,
    removed: Evidence | None = None,
) -> HttpResponse:
    """The page of the entry's files; what was removed can be brought back.

    A script gets the list alone with the refusal in it, as any part of a page that it asked for.
    """
    rows = report.evidence.filter(entry=entry.uuid).select_related("file")
    if asked := request.GET.get("removed"):
        removed = next((one for one in rows if str(one.uuid) == asked and one.removed_at), None)
    context = {
        "report": report,
        "entry": entry,
        "evidence": [one for one in rows if one.removed_at is None],
        "removed": removed,
        "refused": _(str(refused)) if refused else "",
        "accepted": ",".join(EXTENSIONS),
        "back": f"{step_url(report, chapter_key(entry.chapter))}?field=entry-{entry.uuid}",
    }
    if request.htmx:
        return render(request, "reports/evidence/list.html", context)
    return render(request, "reports/evidence/page.html", context, status=refused.status if refused else 200)


def _living(evidence: Evidence) -> Evidence:
    if evidence.removed_at is not None:
        raise Http404
    return evidence


def _download(request: PersonRequest, evidence: Evidence | FrozenEvidence) -> HttpResponse:
    data = take_evidence(evidence, by=request.user)
    name = content_disposition_header(True, evidence.name) or "attachment"
    kind = CONTENT_TYPES[FileKind(evidence.file.kind)]
    return HttpResponse(data, content_type=kind, headers={**_SAFE, "Content-Disposition": name})


def _thumbnail(file: StoredFile) -> HttpResponse:
    data = take_thumbnail(file)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/jpeg", headers=_SAFE)
