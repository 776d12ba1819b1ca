"""One part of a report by itself, with the numbers it has in the whole: what the wizard shows beside its form."""

from collections.abc import Mapping
from dataclasses import replace

from reports.choices import EntryStyle
from reports.document import Chapter, Cover, Document, Heading, Lead, Manuscript, Paragraph, build_document


def with_chapter(
    manuscript: Manuscript,
    key: str,
    *,
    heading: str,
    lead: str,
    entry_style: str,
    entries: Mapping[str, tuple[str, str]],
) -> Manuscript:
    """The manuscript with other words in the chapter `key`; `entries` are heading and body by the entry's key.

    An entry that isn't given stays as it is.
    """

    def changed(chapter: Chapter) -> Chapter:
        if chapter.key != key:
            return chapter
        texts = ((entry, entries.get(entry.key, (entry.heading, entry.body))) for entry in chapter.entries)
        rewritten = tuple(replace(entry, heading=title, body=body) for entry, (title, body) in texts)
        return replace(chapter, heading=heading, lead=lead, style=EntryStyle(entry_style), entries=rewritten)

    return replace(manuscript, chapters=tuple(changed(chapter) for chapter in manuscript.chapters))


def cover_part(manuscript: Manuscript) -> Document:
    """What stands around the body, and the closing line, without what stands between them."""
    document = build_document(manuscript)
    closing = tuple(block for block in document.body if block.anchor.startswith("closing-"))
    return replace(document, body=closing, attachments=())


def preamble_part(manuscript: Manuscript) -> Document:
    """The text before the first chapter."""
    document = build_document(manuscript)
    preamble = tuple(block for block in document.body if block.anchor.startswith("preamble-"))
    return replace(document, cover=Cover(), body=preamble, attachments=())


def chapter_part(manuscript: Manuscript, key: str) -> Document:
    """One chapter with its entries; of attachments, their pages."""
    entries = {
        f"entry-{entry.key}" for chapter in manuscript.chapters if chapter.key == key for entry in chapter.entries
    }

    def belongs(anchor: str) -> bool:
        return anchor.startswith(f"chapter-{key}") or anchor in entries or anchor.rpartition("-")[0] in entries

    document = build_document(manuscript)
    return replace(
        document,
        cover=Cover(),
        body=tuple(block for block in document.body if belongs(block.anchor)),
        attachments=tuple(attachment for attachment in document.attachments if belongs(attachment.anchor)),
    )


def entry_numbers(document: Document) -> dict[str, str]:
    """The printed number of each entry by its anchor: （一）, 一是, 附件1."""
    numbers = {}
    for block in document.body:
        if isinstance(block, Heading):
            numbers[block.anchor] = block.number
        elif isinstance(block, Paragraph):
            leads = (inline for inline in block.inlines if isinstance(inline, Lead))
            numbers.update({lead.anchor or block.anchor: lead.number for lead in leads})
    several = len(document.attachments) > 1
    for place, attachment in enumerate(document.attachments, 1):
        numbers[attachment.anchor] = f"附件{place}" if several else "附件"
    return numbers
