"""An uploaded file's stored lines as the manuscript they make, with all there is to tell about it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from reports.choices import Genre, Numbering
from reports.composing.covers import cover_of, first_signature, take_cover
from reports.composing.fitting import Fitted, fit
from reports.composing.patterns import fill_pattern, pattern_words
from reports.document import Cover, Document, Manuscript, build_document
from reports.errors import WrongState
from reports.importing import Line, Note, assemble, decode_lines, settled_notes
from reports.models import ImportedFile, Outline, Report, Unit
from reports.queries import published_outline
from reports.queries.printing import printing_of

_GENRES = {
    "报告": (Genre.REPORT, Genre.BRIEFING),
    "汇报": (Genre.REPORT, Genre.BRIEFING),
    "通报": (Genre.BULLETIN,),
    "要点": (Genre.WORK_POINTS,),
}
_GENRE = re.compile("|".join(_GENRES))
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Upload:
    """The stored lines, the manuscript made of them, how it fits the outline, what is to be told, and the draft."""

    lines: tuple[Line, ...]
    manuscript: Manuscript
    fitted: tuple[Fitted, ...]
    notes: tuple[Note, ...]

    document: Document


def read_upload(imported: ImportedFile) -> Upload:
    """Assemble the stored lines, numbered as the report type numbers; `document` is the draft that they make.

    Raises WrongState where the type has no published outline any more.
    """
    outline = published_outline(imported.report_type)
    if outline is None:
        raise WrongState(_("This report type has no published outline yet."))
    lines = decode_lines(imported.lines)
    manuscript, notes = assemble(lines, Numbering(outline.numbering))
    told = sorted((*decode_notes(imported.notes), *notes, *settled_notes(lines)), key=lambda note: note.line)
    fitted = tuple(fit(manuscript, outline))
    report = _empty_draft(imported, outline)
    printing = printing_of(report)
    report.signature = first_signature(outline, report.unit_name, printing.letterhead)
    take_cover(report, manuscript.cover)
    draft = replace(
        manuscript,
        chapters=tuple(part.chapter for part in fitted),
        cover=cover_of(report, printing.letterhead),
        typography=printing.typography,
    )
    return Upload(lines, manuscript, fitted, tuple(told), build_document(draft))


def _empty_draft(imported: ImportedFile, outline: Outline) -> Report:
    """The report as it would begin without the file; it is never stored."""
    words = pattern_words(imported.unit, imported.period)
    return Report(
        unit=imported.unit,
        report_type=imported.report_type,
        outline=outline,
        unit_name=imported.unit.name,
        title=fill_pattern(outline.title_pattern, words),
        recipient=fill_pattern(outline.recipient, words),
    )


def encode_notes(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Write notes as JSON data, one object each."""
    return [{"code": note.code, "line": note.line, "quote": note.quote, "values": dict(note.values)} for note in notes]


def decode_notes(data: Iterable[Mapping[str, Any]]) -> list[Note]:
    """Read what `encode_notes` wrote."""
    return [Note(item["code"], item["line"], item["quote"], tuple(item["values"].items())) for item in data]


def doubts(imported: ImportedFile, manuscript: Manuscript) -> Iterator[str]:
    """A sentence for each sign that the file belongs to another year, unit or type than was chosen."""
    cover, year = manuscript.cover, imported.period.year
    named = _years(cover.title) or _years(manuscript.preamble[:200])
    if named and year not in named:
        words = _("The file speaks of %(named)s, but the period that you chose is in %(year)s.")
        yield words % {"named": "、".join(map(str, sorted(named))), "year": year}
    elif cover.date and cover.date.year not in (year, year + 1):
        words = _("The file is dated %(named)s, but the period that you chose is in %(year)s.")
        yield words % {"named": cover.date.year, "year": year}
    if other := _other_unit(imported.unit, cover):
        words = _("The file names %(other)s, but you are importing it for %(unit)s.")
        yield words % {"other": other, "unit": imported.unit.name}
    if other := _other_genre(cover.title, Genre(imported.report_type.genre)):
        words = _("The file calls itself a %(other)s, but you are importing it as “%(type)s”.")
        yield words % {"other": other, "type": imported.report_type.name}


def _years(text: str) -> set[int]:
    return {int(year) for year in _YEAR.findall(text)}


def _other_genre(title: str, genre: Genre) -> str:
    """The last word of the title that names a genre, where that isn't the type's; 报告 and 汇报 are used alike."""
    found = _GENRE.findall(title)
    return found[-1] if found and genre not in _GENRES[found[-1]] else ""


def _other_unit(unit: Unit, cover: Cover) -> str:
    """Who signed, where that isn't the unit; else the longest unit name in the title that isn't the unit's.

    A county's name stands in those of all its bureaus, so a unit's title may name those above it.
    """
    signed = cover.signature
    if any(name in cover.title + signed for name in (unit.name, unit.short_name)) or (signed and signed in unit.name):
        return ""
    if signed:
        return signed
    above = [unit.path[:length] for length in range(unit.steplen, len(unit.path), unit.steplen)]
    names = Unit.objects.exclude(path__in=above).values_list("name", flat=True)
    return max((name for name in names if name in cover.title), key=len, default="")
