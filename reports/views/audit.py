"""The auditor's page with what happened."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from reports.access import may_read_audit
from reports.forms.audit import AuditFilter
from reports.queries import administered
from reports.queries.administration import audit_found
from reports.templatetags.audit import EVENTS
from reports.views.requests import PersonRequest

ROWS_A_PAGE = 50


def audit(request: PersonRequest) -> HttpResponse:
    """The audit entries, the newest first, filtered."""
    administered(request.user, may_read_audit)
    form = AuditFilter(request.GET, events=EVENTS)
    page = Paginator(audit_found(**form.chosen()), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/audit/audit.html", {"form": form, "page": page})
