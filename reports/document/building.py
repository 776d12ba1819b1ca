"""A manuscript becomes a document: numbers, anchors and the shape of each paragraph are settled here."""

from collections.abc import Iterator
from itertools import count

from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.document.figures import with_figures
from reports.document.manuscript import Chapter, Entry, Manuscript
from reports.document.nodes import Attachment, Block, Document, Heading, Inline, Lead, Paragraph, Table, Text
from reports.document.numbering import chapter_number, entry_number, point_number
from reports.document.texts import Piece, TablePiece, TextPiece, pieces

CLOSERS = "。！？；：，、…!?;:,."


Keyed = list[tuple[str, Entry]]


def keyed_chapters(manuscript: Manuscript) -> Iterator[tuple[str, Chapter, Keyed]]:
    """Each chapter with its anchor, and its entries with theirs; a place stands for a key that is missing."""
    for place, chapter in enumerate(manuscript.chapters, 1):
        entries = [
            (f"entry-{entry.key or f'{place}.{index}'}", entry) for index, entry in enumerate(chapter.entries, 1)
        ]
        yield f"chapter-{chapter.key or place}", chapter, entries


def build_document(manuscript: Manuscript) -> Document:
    """Number the chapters and entries of `manuscript` and set them as blocks.

    Anchors: `preamble-1`…, `chapter-KEY` (heading), `chapter-KEY-1`… (lead text), `entry-KEY` (an entry's first
    paragraph or its place in a shared one; an attachment as a whole), `entry-KEY-2`… (its further paragraphs and
    tables), `closing-1`…. Where a chapter or entry has no key, its place stands for it (`chapter-2`, `entry-2.1`).
    """
    blocks: list[Block] = list(_plain("preamble", manuscript.preamble))
    attachments: list[Attachment] = []
    headed, numbers = count(1), count(1)
    for anchor, chapter, entries in keyed_chapters(manuscript):
        if chapter.kind is ChapterKind.ATTACHMENTS:
            attachments += _attachments(chapter, anchor, entries)
            continue
        if manuscript.numbering is Numbering.RESTART:
            numbers = count(1)
        blocks += _chapter(chapter, anchor, entries, headed, numbers)
    blocks += _plain("closing", manuscript.closing)
    document = Document(manuscript.cover, tuple(blocks), tuple(attachments), manuscript.typography)
    return with_figures(document, manuscript.figures) if manuscript.figures else document


def _plain(anchor: str, text: str, first: int = 1) -> Iterator[Block]:
    """The pieces of `text` as blocks with the anchors `ANCHOR-FIRST`…."""
    for place, piece in enumerate(pieces(text), first):
        yield _block(piece, f"{anchor}-{place}")


def _block(piece: Piece, anchor: str) -> Block:
    if isinstance(piece, TablePiece):
        return Table(piece.rows[0], piece.rows[1:], piece.caption, anchor)
    if piece.level:
        return Heading(piece.level, piece.number, piece.text, anchor)
    return Paragraph((Text(piece.text),), anchor)


def _attachments(chapter: Chapter, anchor: str, entries: Keyed) -> Iterator[Attachment]:
    """One attachment an entry; text that stands before the first has no name, but isn't lost."""
    if chapter.lead.strip():
        yield Attachment("", tuple(_plain(anchor, chapter.lead)), anchor)
    for entry_anchor, entry in entries:
        yield Attachment(entry.heading.strip(), tuple(_plain(entry_anchor, entry.body, 2)), entry_anchor)


def _chapter(
    chapter: Chapter, anchor: str, entries: Keyed, headed: Iterator[int], numbers: Iterator[int]
) -> Iterator[Block]:
    if chapter.heading.strip():
        yield Heading(1, chapter_number(next(headed)), chapter.heading.strip(), anchor)
    if chapter.style is EntryStyle.INLINE and entries:
        yield from _shared(chapter.lead, anchor, entries)
        return
    yield from _plain(anchor, chapter.lead)
    for position, (entry_anchor, entry) in enumerate(entries, 1):
        if chapter.style in (EntryStyle.POINTS, EntryStyle.INLINE):
            yield from _run_in(entry, entry_anchor, point_number(position))
        elif chapter.style is EntryStyle.OWN_LINE and entry.heading.strip():
            yield Heading(2, entry_number(next(numbers)), entry.heading.strip(), entry_anchor)
            yield from _plain(entry_anchor, entry.body, 2)
        else:
            yield from _run_in(entry, entry_anchor, entry_number(next(numbers)))


def _run_in(entry: Entry, anchor: str, number: str) -> Iterator[Block]:
    """The entry's first paragraph opens with number and title; what follows is plain."""
    found = list(pieces(entry.body))
    opening = ""
    if found and isinstance(found[0], TextPiece):
        opening, found = _sentence(found[0]), found[1:]
    yield Paragraph(_lead_and_text(entry, number, opening, anchor=""), anchor)
    for place, piece in enumerate(found, 2):
        yield _block(piece, f"{anchor}-{place}")


def _shared(lead: str, anchor: str, entries: Keyed) -> Iterator[Block]:
    """All entries of a chapter in one paragraph, behind the last paragraph of its lead: 一是…。二是…。

    The entries' tables, which no paragraph can hold, stand below it.
    """
    before = list(pieces(lead))
    inlines: list[Inline] = []
    if before and isinstance(before[-1], TextPiece):
        inlines, before = [Text(_sentence(before[-1]))], before[:-1]
    for place, piece in enumerate(before, 1):
        yield _block(piece, f"{anchor}-{place}")
    tables: list[Block] = []
    for position, (entry_anchor, entry) in enumerate(entries, 1):
        found = list(pieces(entry.body))
        text = "".join(_sentence(piece) for piece in found if isinstance(piece, TextPiece))
        inlines += _lead_and_text(entry, point_number(position), text, anchor=entry_anchor)
        own = (piece for piece in found if isinstance(piece, TablePiece))
        tables += (_block(piece, f"{entry_anchor}-{number}") for number, piece in enumerate(own, 2))
    yield Paragraph(tuple(inlines), f"{anchor}-{len(before) + 1}")
    yield from tables


def _sentence(piece: TextPiece) -> str:
    """The piece as it was written: inside a paragraph there are no headings."""
    return piece.number + piece.text


def _lead_and_text(entry: Entry, number: str, text: str, *, anchor: str) -> tuple[Inline, ...]:
    heading = entry.heading.strip()
    if heading and text and heading[-1] not in CLOSERS:
        heading += "。"
    lead = Lead(number, heading, anchor)
    return (lead, Text(text)) if text else (lead,)
