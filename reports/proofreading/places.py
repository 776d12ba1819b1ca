"""Where the texts of a manuscript stand: each paragraph with its anchor and the form field that holds it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.choices import ChapterKind, EntryStyle
from reports.document import Chapter, Entry, Manuscript
from reports.document.building import keyed_chapters
from reports.document.texts import TablePiece, pieces


@dataclass(frozen=True, slots=True)
class Place:
    """One paragraph, heading or cell of a table: its anchor in the document, its form field, its text."""

    anchor: str
    field: str
    text: str


def places(manuscript: Manuscript) -> Iterator[Place]:
    """Every paragraph that is not blank, in reading order."""
    cover = manuscript.cover
    own = [Place("title", "title", cover.title), Place("recipient", "recipient", cover.recipient)]
    yield from (place for place in own if place.text.strip())
    yield from _lines("preamble", "preamble", manuscript.preamble)
    for anchor, chapter, entries in keyed_chapters(manuscript):
        if chapter.heading.strip():
            yield Place(anchor, "heading", chapter.heading.strip())
        yield from _lines(anchor, "lead", chapter.lead)
        for entry_anchor, entry in entries:
            yield from _entry(entry_anchor, entry, chapter)
    yield from _lines("closing", "closing", manuscript.closing)
    if cover.signature.strip():
        yield Place("signature", "signature", cover.signature)


def _entry(anchor: str, entry: Entry, chapter: Chapter) -> Iterator[Place]:
    heading = entry.heading.strip()
    if heading:
        yield Place(anchor, "heading", heading)
    own_line = chapter.kind is ChapterKind.ATTACHMENTS or (chapter.style is EntryStyle.OWN_LINE and heading)
    for place in _lines(anchor, "body", entry.body, 2 if own_line else 1):
        yield replace(place, anchor=anchor) if place.anchor == f"{anchor}-1" else place


def _lines(anchor: str, field: str, text: str, first: int = 1) -> Iterator[Place]:
    for number, piece in enumerate(pieces(text), first):
        if isinstance(piece, TablePiece):
            cells = (cell for row in ((piece.caption,), *piece.rows) for cell in row)
            yield from (Place(f"{anchor}-{number}", field, cell) for cell in cells if cell)
        else:
            yield Place(f"{anchor}-{number}", field, piece.number + piece.text)
