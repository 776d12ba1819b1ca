"""The rows of a report as a manuscript, in five queries whatever its length."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from reports import document
from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.document import Cover, Document, Manuscript, build_document
from reports.models import Chapter, Entry, Report


def compose(report: Report) -> Document:
    """The report's rows as they stand now, as the document that every output reads."""
    return build_document(compose_manuscript(report))


def compose_manuscript(report: Report) -> Manuscript:
    """The report's rows as they stand now, before numbering; removed entries are left out."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in living_entries(report):
        entries[entry.chapter_id].append(entry)
    return Manuscript(
        cover=Cover(report.title, report.recipient, report.signature, report.document_date),
        preamble=report.preamble,
        chapters=tuple(_chapter(chapter, entries[chapter.pk]) for chapter in report.chapters.all()),
        closing=report.closing,
        numbering=Numbering(report.outline.numbering),
    )


def living_entries(report: Report) -> Iterable[Entry]:
    """All entries of the report that are not removed, in order within their chapters."""
    rows = (report.workitems, report.problems, report.nextsteps)
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
