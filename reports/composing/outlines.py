"""An outline as the document that a report would start as, for the administrator's preview."""

from reports import document
from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.composing.patterns import fill_pattern, pattern_words
from reports.document import Cover, Document, Manuscript, build_document
from reports.models import Outline, OutlineChapter, Period, Unit


def compose_outline(outline: Outline, unit: Unit, period: Period) -> Document:
    """The empty report of `unit` for `period`; where text will stand, the guidance stands in brackets."""
    words = pattern_words(unit, period)
    manuscript = Manuscript(
        cover=Cover(
            fill_pattern(outline.title_pattern, words), fill_pattern(outline.recipient, words), unit.name, period.due
        ),
        preamble=_in_brackets(outline.preamble_guidance),
        chapters=tuple(_chapter(part) for part in outline.chapters.all()),
        closing=outline.closing,
        numbering=Numbering(outline.numbering),
    )
    return build_document(manuscript)


def _chapter(part: OutlineChapter) -> document.Chapter:
    return document.Chapter(
        kind=ChapterKind(part.kind),
        heading=part.heading,
        lead=_in_brackets(part.guidance),
        style=EntryStyle(part.entry_style),
        key=str(part.order),
    )


def _in_brackets(guidance: str) -> str:
    return f"［{' '.join(guidance.split())}］" if guidance else ""
