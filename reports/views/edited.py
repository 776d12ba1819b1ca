"""A Word file that somebody edited: uploaded on one page, its changes chosen on the next."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from reports.actions.edited import give_up_edited, import_edits, keep_edited, take_edits, version_to_edit
from reports.composing.edits import edits_in
from reports.composing.fields import read_fields
from reports.errors import InvalidInput, ReportError, StaleReport, UnreadableFile, WrongState
from reports.forms.edited import Choosing, EditedForm
from reports.forms.steps import CONTINUE, step_url
from reports.models import EditedFile, Report
from reports.queries import visible_report
from reports.queries.edited import known_comments, visible_edited
from reports.views.requests import PersonRequest, posted_version
from reports.workflow import turn


@require_http_methods(["GET", "HEAD", "POST"])
def edited_upload(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose the file: the unit's for its draft, an officer's for the version under review."""
    report = visible_report(request.user, pk)
    whose = "officer" if version_to_edit(report, by=request.user) else "unit"
    form = EditedForm(request.POST, request.FILES) if request.method == "POST" else EditedForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            edited = keep_edited(file.name, file.read(), report=report, by=request.user)
        except UnreadableFile as error:
            form.add_error("file", _(str(error)))
        except InvalidInput as error:
            form.add_error("file", str(error))
        else:
            return redirect("edited_file", edited.uuid)
    context = {"report": report, "form": form, "whose": whose, "back": _back(report, whose)}
    return render(request, "reports/edited/upload.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edited_file(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """What the file changes, against the version or the draft as it stands now; ticks are taken or all is given up."""
    edited = visible_edited(request.user, uuid)
    if request.method != "POST":
        return _page(request, edited)
    if "give_up" in request.POST:
        give_up_edited(edited, by=request.user)
        messages.success(request, _("The file is forgotten; nothing was taken over."))
        return redirect(_back(edited.report, turn(request.user, edited.report)))
    try:
        return _import(request, edited) if edited.snapshot else _take(request, edited)
    except (InvalidInput, StaleReport, WrongState) as error:
        try:
            edited.refresh_from_db()
        except EditedFile.DoesNotExist:
            raise error from None
        return _page(request, edited, error)


def _import(request: PersonRequest, edited: EditedFile) -> HttpResponse:
    choosing = _choosing(request, edited)
    proposals, remarks = choosing.proposals(), choosing.comments()
    if not proposals and not remarks:
        raise InvalidInput(_("Tick at least one change, or give the file up."))
    made = import_edits(edited, proposals, remarks, by=request.user)
    words = ngettext("%(n)s came in from the Word file.", "%(n)s came in from the Word file.", made)
    messages.success(request, words % {"n": made})
    return redirect("review", edited.report_id)


def _take(request: PersonRequest, edited: EditedFile) -> HttpResponse:
    proposals = _choosing(request, edited).proposals()
    if not proposals:
        raise InvalidInput(_("Tick at least one change, or give the file up."))
    report = take_edits(edited, proposals, by=request.user, version=posted_version(request))
    words = ngettext("%(n)s change was taken over.", "%(n)s changes were taken over.", len(proposals))
    messages.success(request, words % {"n": len(proposals)})
    return redirect(step_url(report, CONTINUE))


def _choosing(request: PersonRequest, edited: EditedFile) -> Choosing:
    edits = edits_in(edited)
    known = known_comments(edited.report, (one.comment for one in edits.remarks))
    return Choosing(edits, read_fields(edited.report), request.POST, known=known)


def _page(request: PersonRequest, edited: EditedFile, error: ReportError | None = None) -> HttpResponse:
    report = edited.report
    choosing = _choosing(request, edited)
    officers = edited.snapshot is not None
    context = {
        "report": report,
        "edited": edited,
        "choice": choosing.offered(comments=officers),
        "to_read": () if officers else choosing.remarks(),
        "known": choosing.known,
        "by_content": choosing.by_content,
        "moved": choosing.moved,
        "around": choosing.around,
        "officers": officers,
        "error": str(error) if error else "",
        "back": _back(report, turn(request.user, report)),
    }
    return render(request, "reports/edited/edited.html", context, status=error.status if error else 200)


def _back(report: Report, whose: str) -> str:
    """Where the person came from: the wizard, or the report's page, which sends officers to its review."""
    return step_url(report, CONTINUE) if whose == "unit" else reverse("report", args=[report.pk])
