"""A report from a file: upload it, correct the recognised structure, confirm or give up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from reports.actions.importing import overlong
from reports.actions.imports import confirm_upload, correct_upload, give_up_upload, keep_upload
from reports.composing.blanks import has_blanks
from reports.composing.fields import read_fields
from reports.composing.uploads import doubts, read_upload
from reports.errors import InvalidInput, ReportError, StaleReport, UnreadableFile, WrongState
from reports.forms.imports import corrected, rows, told
from reports.forms.starting import UploadForm
from reports.importing import decode_lines
from reports.models import ImportedFile
from reports.queries import visible_import
from reports.queries.catalogue import catalogue
from reports.rendering import render_html
from reports.views.requests import PersonRequest, posted_version
from reports.views.starting import first_gap, start_page, start_url


@require_POST
def import_upload(request: PersonRequest) -> HttpResponse:
    """Take a file; what can't be used is said beside the field."""
    form = UploadForm(request.user, request.POST, request.FILES)
    if form.is_valid():
        chosen = form.cleaned_data
        file = chosen.pop("file")
        try:
            imported = keep_upload(file.name, file.read(), **chosen, by=request.user)
        except UnreadableFile as error:
            form.add_error("file", _(str(error)))
        except WrongState as error:
            messages.error(request, str(error))
            return redirect(start_url(**chosen))
        else:
            return redirect("import_structure", imported.uuid)
    return start_page(request, request.POST.dict(), upload=form)


@require_http_methods(["GET", "HEAD", "POST"])
def import_structure(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """The recognised structure beside the paper it makes; corrected until it is confirmed or given up."""
    imported = visible_import(request.user, uuid)
    if request.method != "POST":
        return _workbench(request, imported)
    if "give_up" in request.POST:
        return _give_up(request, imported)
    try:
        imported = _corrected(request, imported)
        if "confirm" in request.POST:
            return _confirm(request, imported)
    except (InvalidInput, StaleReport, WrongState) as error:
        return _workbench(request, imported, error=error)
    return _workbench(request, imported) if request.htmx else redirect(request.path)


def _corrected(request: PersonRequest, imported: ImportedFile) -> ImportedFile:
    version = posted_version(request)
    if version != imported.version:
        raise StaleReport(_("You corrected this file in another window; this is how it stands now."))
    before = decode_lines(imported.lines)
    after = corrected(before, request.POST.dict())
    return correct_upload(imported, after, by=request.user, version=version) if after != before else imported


def _workbench(request: PersonRequest, imported: ImportedFile, *, error: ReportError | None = None) -> HttpResponse:
    """The whole page, or for htmx what a correction changes in it; htmx swaps nothing in for an error's status."""
    upload = read_upload(imported)
    context = {
        "imported": imported,
        "rows": list(
            rows(
                upload.lines,
                request.POST.dict() if isinstance(error, InvalidInput) else {},
                request.POST.dict() if isinstance(error, StaleReport) else {},
            )
        ),
        "notes": told(upload.notes),
        "missing": [part.chapter for part in upload.fitted if part.missing],
        "obstacles": list(overlong(upload.manuscript)),
        "doubts": list(doubts(imported, upload.manuscript)),
        "error": _(str(error)) if error else "",
        "start_url": start_url(imported.unit, imported.period, imported.report_type)
        if isinstance(error, WrongState)
        else "",
        # render_html escapes every text of the document.
        "paper": render_html(upload.document),
    }
    if request.htmx:
        return render(request, "reports/imports/workbench.html", context)
    return render(request, "reports/imports/structure.html", context, status=error.status if error else 200)


def _confirm(request: PersonRequest, imported: ImportedFile) -> HttpResponse:
    report = confirm_upload(imported, by=request.user, version=imported.version)
    messages.success(request, _("The draft is made from “%(name)s”.") % {"name": imported.name})
    blank = has_blanks(read_fields(report), catalogue())
    return _leave(request, reverse("report_blanks", args=[report.pk]) if blank else first_gap(report))


def _give_up(request: PersonRequest, imported: ImportedFile) -> HttpResponse:
    give_up_upload(imported, by=request.user)
    messages.success(request, _("The file is forgotten; no draft was made of it."))
    if request.POST.get("next") == reverse("desk"):
        return _leave(request, reverse("desk"))
    return _leave(request, start_url(imported.unit, imported.period, imported.report_type))


def _leave(request: PersonRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
