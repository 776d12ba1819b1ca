"""Many activities at once: rows are pasted or come from a file, are looked at and corrected, then recorded together."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.actions.ledger import record_activities
from reports.composing.activities import HEADS, SAID, Reader, reader_for, recorded_already
from reports.errors import InvalidInput, UnreadableFile
from reports.forms.ledger_rows import (
    MENDED,
    MOST_MENDED,
    MOST_SHOWN,
    Line,
    RowsForm,
    lines_of_table,
    lines_of_text,
    mend,
    packed,
    taught_by,
    unpacked,
)
from reports.importing.spreadsheets import read_spreadsheet
from reports.models import Unit
from reports.views.ledger import own_unit
from reports.views.requests import PersonRequest, posted_text


def ledger_rows(request: PersonRequest) -> HttpResponse:
    """Read rows and show each reading; `save` records them where nothing is wrong or doubtful any more."""
    unit = own_unit(request.user)
    if request.method != "POST":
        return render(request, "reports/ledger/rows.html", {"form": RowsForm(), "heads": HEADS.values()})
    if "rows" not in request.POST:
        return _first_look(request)
    form = RowsForm(initial={"text": posted_text(request, "text")})
    try:
        lines = unpacked(request.POST["rows"])
    except InvalidInput as error:
        form = RowsForm({"text": posted_text(request, "text")})
        form.add_error(None, str(error))
        return render(request, "reports/ledger/rows.html", {"form": form, "heads": HEADS.values()})
    reader = reader_for(request.user, unit)
    mend(lines, request.POST, reader)
    taught = taught_by(lines, reader)
    reader = reader_for(request.user, unit, taught.items())
    shown = _preview(lines, reader, _opened(request))
    refused = ""
    if "save" in request.POST and not shown["open"]:
        try:
            return _save(request, lines, reader, taught)
        except InvalidInput as error:
            refused = str(error)
    names = [(words, reader.kinds[code].name) for words, code in taught.items()]
    context = {"form": form, "heads": HEADS.values(), "taught": names, "refused": refused, **shown}
    return render(request, "reports/ledger/rows.html", context)


def _first_look(request: PersonRequest) -> HttpResponse:
    form = RowsForm(request.POST, request.FILES)
    context: dict[str, Any] = {"form": form, "heads": HEADS.values()}
    if form.is_valid():
        with form.refusals():
            context |= _preview(_lines(form), reader_for(request.user, own_unit(request.user)))
    return render(request, "reports/ledger/rows.html", context, status=form.status)


def _lines(form: RowsForm) -> list[Line]:
    """The rows of the file, or else of the text."""
    file = form.cleaned_data["file"]
    if not file:
        return lines_of_text(form.cleaned_data["text"])
    try:
        return lines_of_table(read_spreadsheet(file.read()))
    except UnreadableFile as error:
        raise InvalidInput(_(str(error)), field="file") from error


def _opened(request: PersonRequest) -> frozenset[int]:
    """The places of right rows that somebody wants to change all the same."""
    return frozenset(
        int(word) for word in request.POST.getlist("opened") if word.isascii() and word.isdigit() and len(word) < 6
    )


def _preview(lines: list[Line], reader: Reader, opened: frozenset[int] = frozenset()) -> dict[str, Any]:
    """Read the rows, and part those that somebody must or wants to look at from those that are right."""
    for line in lines:
        line.reading = reader.row(line.parts)
    _find_twins(lines, reader)
    unsettled, wanted, already, late, good = [], [], [], [], []
    for place, line in enumerate(lines):
        if line.late and place not in opened and not line.already:
            late.append((place, line))
        elif line.wrong or line.doubtful:
            unsettled.append((place, line))
        elif line.already or (line.again and place not in opened and not line.out):
            already.append((place, line))
        elif line.out or place in opened:
            wanted.append((place, line))
        else:
            good.append((place, line))
    return {
        "previewed": True,
        "packed": packed(lines),
        "open": len(unsettled),
        "fields": [(place, line, _fields(line, reader)) for place, line in (*unsettled[:MOST_MENDED], *wanted)],
        "waiting": max(len(unsettled) - MOST_MENDED, 0),
        "opened": sorted(place for place, line in (*unsettled, *wanted) if place in opened and not line.out),
        "good": _rows(good, reader),
        "more_good": len(good) > MOST_SHOWN,
        "good_count": sum(_goes_in(line) for line in lines),
        "already": _rows(already, reader),
        "already_count": sum(line.already for line in lines),
        "more_already": len(already) > MOST_SHOWN,
        "late": _rows(late, reader),
        "late_count": len(late),
        "late_years": sorted({line.reading.first_day.year for _place, line in late if line.reading.first_day}),
        "kinds": reader.kinds.values(),
        "units": reader.units.values(),
    }


def _find_twins(lines: list[Line], reader: Reader) -> None:
    """Mark the rows that the ledger has already, and those that say word by word what a row above says.

    The year doesn't matter: what is there already may be of one that is closed by now.
    """
    readings = {
        place: line.reading
        for place, line in enumerate(lines)
        if not line.out and (line.late or not line.reading.faults)
    }
    twins = recorded_already(reader, readings)
    firsts: dict[tuple[Any, ...], int] = {}
    for place, reading in readings.items():
        line = lines[place]
        line.twin = twins.get(place)
        said = (reader.unit_of(reading), reading.kind, *(getattr(reading, name) for name in SAID))
        line.repeats = 0 if line.twin else firsts.get(said, 0)
        firsts.setdefault(said, line.number)


def _goes_in(line: Line) -> bool:
    """Whether the row is recorded when the others are right too."""
    return not (line.out or line.already or line.wrong or line.doubtful)


def _rows(places: list[tuple[int, Line]], reader: Reader) -> list[tuple[int, Line, dict[str, Any], Unit]]:
    """The first of these rows as a table shows them."""
    return [
        (place, line, reader.values(line.reading), reader.unit_of(line.reading)) for place, line in places[:MOST_SHOWN]
    ]


def _fields(line: Line, reader: Reader) -> list[tuple[str, str, str, bool]]:
    """For each part that can be corrected: its name, what stands in its field, what is wrong, whether it is a guess."""
    notes, reading = line.notes(), line.reading
    read = {
        **{part: "" if getattr(reading, part) is None else str(getattr(reading, part)) for part in MENDED},
        "office": reader.unit_of(reading).code if "office" not in notes else "",
    }
    # What could not be read stays as it was typed.
    typed = {part: line.parts.get(part, "") for part in MENDED}
    return [
        (
            part,
            (typed[part] or read[part]) if part in notes else read[part],
            notes.get(part, ""),
            part in reading.unsure,
        )
        for part in MENDED
    ]


def _save(request: PersonRequest, lines: list[Line], reader: Reader, taught: dict[str, str]) -> HttpResponse:
    """Record the rows that are right and new, all or none; raises InvalidInput where there is none."""
    rows = [(reader.unit_of(line.reading), reader.values(line.reading)) for line in lines if _goes_in(line)]
    if not rows:
        raise InvalidInput(_("There is nothing to record."))
    wordings = [(reader.unit, words, reader.kinds[code]) for words, code in taught.items()]
    count = record_activities(rows, wordings, by=request.user)
    told = ngettext("%(n)s activity was recorded.", "%(n)s activities were recorded.", count) % {"n": count}
    left = len(lines) - count
    if left:
        told += ngettext(" %(n)s row was left out.", " %(n)s rows were left out.", left) % {"n": left}
    messages.success(request, told)
    return redirect("ledger")
