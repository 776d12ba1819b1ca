"""An outline as the document that a report would start as, for the administrator's preview."""

from reports import document
from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.composing.covers import cover_of, first_signature
from reports.composing.patterns import fill_pattern, pattern_words
from reports.document import Document, Entry, Manuscript, build_document
from reports.models import LetterheadSettings, Outline, OutlineChapter, Period, Report, Unit
from reports.queries.printing import house_typography


def compose_outline(outline: Outline, unit: Unit, period: Period) -> Document:
    """The empty report of `unit` for `period`; where text will stand, the guidance stands in brackets.

    A unit that has no letterhead yet gets an example of one.
    """
    words = pattern_words(unit, period)
    given = LetterheadSettings.objects.filter(unit=unit.pk).first() or example_letterhead(unit)
    report = Report(
        report_type=outline.report_type,
        outline=outline,
        unit_name=unit.name,
        title=fill_pattern(outline.title_pattern, words),
        recipient=fill_pattern(outline.recipient, words),
        signature=first_signature(outline, unit.name, given),
        document_date=period.due,
    )
    manuscript = Manuscript(
        cover=cover_of(report, given),
        preamble=_in_brackets(outline.preamble_guidance),
        chapters=tuple(_chapter(part) for part in outline.chapters.all()),
        closing=outline.closing,
        numbering=Numbering(outline.numbering),
        typography=house_typography(),
    )
    return build_document(manuscript)


def example_letterhead(unit: Unit) -> LetterheadSettings:
    """A letterhead as the unit could have it, to begin with."""
    return LetterheadSettings(organ=f"{unit.name}文件", code_word="××")


def _chapter(part: OutlineChapter) -> document.Chapter:
    kind, guidance = ChapterKind(part.kind), _in_brackets(part.guidance)
    attached = kind is ChapterKind.ATTACHMENTS
    return document.Chapter(
        kind=kind,
        heading=part.heading,
        lead="" if attached else guidance,
        style=EntryStyle(part.entry_style),
        entries=(Entry("［附件名称］", guidance),) if attached else (),
        key=str(part.order),
    )


def _in_brackets(guidance: str) -> str:
    return f"［{' '.join(guidance.split())}］" if guidance else ""
