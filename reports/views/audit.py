"""The auditor's page with what happened, and the same as a file."""

import json
from collections.abc import Iterator, Sequence

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.access import may_read_audit
from reports.actions.watching import note_audit_export
from reports.forms.audit import AuditFilter
from reports.models import AuditEntry, AuditVerification
from reports.queries import administered
from reports.queries.audit import audit_found, audit_page
from reports.rendering.csv_rows import render_csv
from reports.templatetags.audit import EVENTS, event_words
from reports.views.requests import PersonRequest

ROWS_A_PAGE = 50
ROWS_AT_ONCE = 2000
LONGEST_FILTER = 300


@require_safe
def audit(request: PersonRequest) -> HttpResponse:
    """The audit entries, the newest first, filtered; above them whether their chain was whole when it was last read."""
    administered(request.user, may_read_audit)
    form = AuditFilter(request.GET, events=EVENTS)
    found = audit_found(**form.chosen())
    page = audit_page(found, rows=ROWS_A_PAGE, before=_key(request, "before"), after=_key(request, "after"))
    context = {"form": form, "page": page, "verified": AuditVerification.objects.first()}
    return render(request, "reports/audit/audit.html", context)


@require_safe
def audit_file(request: PersonRequest) -> StreamingHttpResponse:
    """The entries that the filter asks for, the newest first, as a CSV file that is written while it is sent."""
    administered(request.user, may_read_audit)
    chosen = AuditFilter(request.GET, events=EVENTS).chosen()
    note_audit_export(request.GET.urlencode()[:LONGEST_FILTER], by=request.user)
    name = f"audit-{timezone.localdate().isoformat()}.csv"
    return StreamingHttpResponse(
        render_csv(_table(audit_found(**chosen).iterator(ROWS_AT_ONCE), translation.get_language())),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


def _table(entries: Iterator[AuditEntry], language: str) -> Iterator[Sequence[str]]:
    """Heads and rows; the file is written after the request has ended, so the language is set here."""
    with translation.override(language):
        yield [
            _("No."),
            _("When"),
            _("Person"),
            _("User name"),
            _("Unit"),
            _("Event"),
            _("What"),
            _("About"),
            _("Version"),
            _("Details"),
            _("Digest before"),
            _("Digest after"),
            _("Address"),
            _("Request"),
            _("Hash"),
        ]
    for entry in entries:
        with translation.override(language):
            words = event_words(entry)
        yield [
            str(entry.number),
            timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds"),
            entry.person.full_name if entry.person else "",
            entry.person.username if entry.person else "",
            entry.unit.name if entry.unit else "",
            entry.event,
            words,
            entry.object_label,
            str(entry.object_version or ""),
            json.dumps(entry.detail, ensure_ascii=False, sort_keys=True) if entry.detail else "",
            entry.digest_before,
            entry.digest_after,
            entry.address or "",
            entry.request_id,
            entry.hash,
        ]


def _key(request: PersonRequest, name: str) -> int | None:
    """The key of an entry that the address names; None for anything that is no number."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
