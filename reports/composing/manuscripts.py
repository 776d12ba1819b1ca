"""The rows of a report as a manuscript, in a constant number of queries, a few more where it takes figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, groupby

from reports import document
from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.composing.answers import with_answers
from reports.composing.covers import cover_of
from reports.composing.figures import with_counts
from reports.document import Count, Document, Manuscript, build_document
from reports.models import Chapter, Entry, Report
from reports.queries.carrying import Question, questions_among
from reports.queries.figures import Figures
from reports.queries.printing import Printing, printing_of


@dataclass(frozen=True, slots=True)
class Rows:
    """The chapters of a report in order, the living entries of each by the chapter's pk, and how it is printed.

    `questions` are what it has to answer for, `figures` the values of those that the texts take; `counting` has read
    them, and tells others as of the same moment.
    """

    chapters: list[Chapter]
    entries: dict[int, list[Entry]]
    printing: Printing
    questions: list[Question]
    counting: Figures
    figures: Mapping[str, Count] = field(default_factory=dict)


def compose(report: Report) -> Document:
    """The report's rows as they stand now, as the document that every output reads."""
    return build_document(compose_manuscript(report))


def compose_manuscript(report: Report) -> Manuscript:
    """The report's rows as they stand now, before numbering; removed entries are left out."""
    return manuscript_of(report, read_rows(report))


def read_rows(report: Report) -> Rows:
    """Read the chapters and living entries of `report`, what its unit settled, what it answers for, and its figures."""
    chapters, living = list(report.chapters.all()), list(living_entries(report))
    entries = {chapter: list(group) for chapter, group in groupby(living, key=lambda entry: entry.chapter_id)}
    questions, counting = questions_among(report, chapters, living), Figures(report)
    rows = Rows(chapters, entries, printing_of(report), questions, counting)
    return replace(rows, figures=with_counts(counting, manuscript_of(report, rows)).figures)


def manuscript_of(report: Report, rows: Rows) -> Manuscript:
    """The report with rows that were read before."""
    written = Manuscript(
        cover=cover_of(report, rows.printing.letterhead),
        preamble=report.preamble,
        chapters=tuple(_chapter(chapter, rows.entries.get(chapter.pk, [])) for chapter in rows.chapters),
        closing=report.closing,
        numbering=Numbering(report.outline.numbering),
        typography=rows.printing.typography,
        figures=rows.figures,
    )
    return with_answers(written, report, rows.questions)


def living_entries(report: Report) -> Iterable[Entry]:
    """All entries of the report that are not removed, in order within their chapters."""
    rows = (report.workitems, report.problems, report.nextsteps, report.attachments)
    return chain.from_iterable(related.filter(removed_at__isnull=True) for related in rows)


def _chapter(chapter: Chapter, entries: list[Entry]) -> document.Chapter:
    return document.Chapter(
        kind=ChapterKind(chapter.kind),
        heading=chapter.heading,
        lead=chapter.lead,
        style=EntryStyle(chapter.entry_style),
        entries=tuple(document.Entry(entry.heading, entry.body, str(entry.uuid)) for entry in entries),
        key=str(chapter.uuid),
    )
