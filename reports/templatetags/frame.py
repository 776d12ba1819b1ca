"""What the frame of a page says: links, whose desk this is, a report's state, holder and due day."""

import datetime
from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.access import is_admin, is_officer, keeps_security, may_read_audit, memberships
from reports.choices import SITE_ROLES, WITH_THE_UNIT, PeriodKind, ReportState, Role
from reports.models import Period, Person, Report
from reports.queries import due_date, latest_snapshot
from reports.queries.presence import unsent_of

register = template.Library()

# Pages that are reached from another one of the menu than their address begins with.
_BELOW = {
    "check_rules": "report_types",
    "check_rule": "report_types",
    "check_rule_new": "report_types",
    "kind": "indicators",
    "kind_new": "indicators",
    "promise": "problems",
}


@register.simple_tag(takes_context=True)
def unsent_texts(context: RequestContext, report: Report) -> SafeString:
    """What the person typed in boxes of the report and hasn't sent, and the time of the server's clock, for scripts.

    Every page that keeps something in the browser has it.
    """
    person = context["request"].user
    return format_html(
        '<div data-now="{}" data-unsent-to="{}" data-place="unsent-{}" hidden>{}</div>',
        timezone.now().timestamp(),
        reverse("report_unsent", args=[report.pk]),
        report.pk,
        json_script(unsent_of(report, by=person)),
    )


@register.simple_tag(takes_context=True)
def frame_links(context: RequestContext) -> list[dict[str, Any]]:
    """The slim menu: the desk with the ledger for those who keep one, with the board for officers and so on."""
    request = context["request"]
    pages: list[tuple[str, str]] = [("desk", _("Desk"))]
    if any(m.role in (Role.CLERK, Role.HEAD) for m in memberships(request.user)):
        pages += [("ledger", _("Ledger")), ("problems", _("Register of problems"))]
    if is_officer(request.user) or is_admin(request.user):
        pages.append(("board", _("Board")))
    if is_officer(request.user) and ("problems", _("Register of problems")) not in pages:
        pages.append(("problems", _("Register of problems")))
    if is_admin(request.user):
        pages += [
            ("units", _("Units")),
            ("people", _("Accounts")),
            ("periods", _("Periods")),
            ("report_types", _("Report types")),
            ("indicators", _("Indicators")),
            ("all_reports", _("All reports")),
        ]
    elif keeps_security(request.user):
        pages = [("people", _("Accounts")), ("locks", _("Locked sign-ins"))]
    if may_read_audit(request.user):
        pages.append(("audit", _("Audit log")))
    links = [(reverse(name), label) for name, label in pages] if len(pages) > 1 else []
    above = _BELOW.get(request.resolver_match.url_name or "") if request.resolver_match else None
    path = reverse(above) if above else request.path
    return [{"url": url, "label": label, "here": _leads_to(url, path)} for url, label in links]


def _leads_to(url: str, path: str) -> bool:
    """Whether the page at `path` is the one at `url` or below it; the desk has nothing below it."""
    return path.startswith(url) if url != reverse("desk") else path == url


@register.filter
def works_for(person: Person) -> str:
    """The units the person writes for or reviews, or the title of who administers or audits."""
    roles = memberships(person)
    names = [m.unit.short_name for m in roles if m.unit is not None]
    if names:
        return "、".join(names[:3]) + ("…" if len(names) > 3 else "")
    return next((m.get_role_display() for m in roles if m.role in SITE_ROLES), "")


@register.filter
def when(moment: datetime.datetime | None) -> str:
    """A moment as lists show it: 04-11 10:32, with the year where it is not this one; "" for None."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return local.strftime("%m-%d %H:%M" if local.year == timezone.localdate().year else "%Y-%m-%d %H:%M")


@register.filter
def day(date: datetime.date) -> str:
    """A day as lists show it: 04-11, with the year where it is not this one."""
    return date.strftime("%m-%d" if date.year == timezone.localdate().year else "%Y-%m-%d")


@register.filter
def period_name(period: Period) -> str:
    """A period in words: 2026年上半年."""
    words = {
        PeriodKind.YEAR.value: _("Year %(year)s"),
        PeriodKind.FIRST_HALF.value: _("First half of %(year)s"),
        PeriodKind.QUARTER.value: _("Quarter %(quarter)s of %(year)s"),
    }
    return words[period.kind] % {"year": period.year, "quarter": (period.first_day.month + 2) // 3}


@register.filter
def state_chip(report: Report) -> SafeString:
    """The report's state as a chip: word, shape and colour."""
    return format_html('<span class="chip {}">{}</span>', report.state, report.get_state_display())


@register.filter
def held_by(report: Report) -> str:
    """Who has the report now and since when."""
    since = when(report.state_since)
    words = {
        ReportState.DRAFT: _("Being written by the unit since %(since)s"),
        ReportState.FOR_SIGN_OFF: _("With the head of the unit since %(since)s"),
        ReportState.SUBMITTED: _("With the discipline officers since %(since)s"),
        ReportState.RETURNED: _("Back with the unit since %(since)s"),
        ReportState.APPROVED: _("Approved on %(since)s"),
        ReportState.ARCHIVED: _("Archived on %(since)s"),
    }
    return words[ReportState(report.state)] % {"since": since}


@register.simple_tag
def read_by(report: Report) -> str:
    """Which officer has opened a submitted report, or that nobody has; nothing in other states."""
    if report.state != ReportState.SUBMITTED:
        return ""
    officer = latest_snapshot(report).opened_by
    return _("%(name)s is reading") % {"name": officer.full_name} if officer else _("not opened yet")


@register.simple_tag
def due_words(report: Report) -> dict[str, Any] | None:
    """How long the unit has still, in words; nothing once the report is with the officers or done."""
    if report.state not in WITH_THE_UNIT:
        return None
    return days_left(due_date(report.unit, report.period))


@register.filter
def days_left(due: datetime.date) -> dict[str, Any]:
    """The words for a due day as seen from today, and whether it has passed."""
    days = (due - timezone.localdate()).days
    if days > 0:
        return {"late": False, "words": ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}}
    if days == 0:
        return {"late": False, "words": _("Due today")}
    return {"late": True, "words": ngettext("%(n)s day overdue", "%(n)s days overdue", -days) % {"n": -days}}
