"""Units as an Excel file: download, and reading one with a preview before anything is saved."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from reports.actions.unit_files import HEADS, import_units, unit_table
from reports.actions.watching import note_units_export
from reports.errors import InvalidInput, UnreadableFile
from reports.forms.units import UnitFileForm
from reports.importing.spreadsheets import read_spreadsheet
from reports.models import Unit
from reports.queries import administered
from reports.rendering.spreadsheets import render_spreadsheet
from reports.views.requests import PersonRequest

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "reports.unit_file"


def units_file(request: PersonRequest) -> HttpResponse:
    """All units as they are now; changed and read again, the file changes the tree."""
    administered(request.user)
    rows = unit_table(Unit.objects.all())
    data = render_spreadsheet(list(HEADS.values()), rows)
    note_units_export(len(rows), by=request.user)
    return HttpResponse(data, content_type=EXCEL, headers={"Content-Disposition": 'attachment; filename="units.xlsx"'})


def units_import(request: PersonRequest) -> HttpResponse:
    """Choose a file, then see row by row what it would do."""
    administered(request.user)
    form = UnitFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "heads": HEADS.values()}
    if form.is_valid():
        try:
            table = read_spreadsheet(form.cleaned_data["file"].read())
        except UnreadableFile as error:
            form.add_error("file", _(str(error)))
        else:
            with form.refusals():
                results = import_units(table, by=request.user, save=False)
                context |= _preview(results) | {"table": signing.dumps(table, salt=SALT, compress=True)}
    return render(request, "reports/units/import.html", context)


@require_POST
def units_import_save(request: PersonRequest) -> HttpResponse:
    """Save what the preview showed; where the tree changed meanwhile, show the preview again instead."""
    administered(request.user)
    table = signing.loads(_payload(request), salt=SALT)
    results = import_units(table, by=request.user, save=True)
    preview = _preview(results)
    if preview["errors"]:
        context = {"form": UnitFileForm(), "heads": HEADS.values(), "table": _payload(request), **preview}
        return render(request, "reports/units/import.html", context, status=409)
    count = len(preview["effective"])
    messages.success(request, ngettext("%(n)s unit was changed.", "%(n)s units were changed.", count) % {"n": count})
    return redirect("units")


def _payload(request: HttpRequest) -> str:
    try:
        signing.loads(request.POST.get("table", ""), salt=SALT)
    except signing.BadSignature as error:
        raise InvalidInput(_("The preview can't be read any more. Choose the file again.")) from error
    return request.POST["table"]


def _preview(results: list[Any]) -> dict[str, Any]:
    errors = [result for result in results if result.error]
    effective = [result for result in results if result.effects and not result.error]
    return {"previewed": True, "rows": len(results), "errors": errors, "effective": effective}
