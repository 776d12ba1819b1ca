"""Where the texts of a manuscript stand: each paragraph with its anchor and the form field that holds it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.choices import EntryStyle
from reports.document import Chapter, Entry, Manuscript


@dataclass(frozen=True, slots=True)
class Place:
    """One paragraph: its anchor in the document, its form field, its text."""

    anchor: str
    field: str
    text: str


def keyed_chapters(manuscript: Manuscript) -> Iterator[tuple[str, Chapter, list[tuple[str, Entry]]]]:
    """Each chapter with its anchor, and its entries with theirs, as `document.build_document` names them."""
    for place, chapter in enumerate(manuscript.chapters, 1):
        entries = [
            (f"entry-{entry.key or f'{place}.{index}'}", entry) for index, entry in enumerate(chapter.entries, 1)
        ]
        yield f"chapter-{chapter.key or place}", chapter, entries


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
            yield from _entry(entry_anchor, entry, chapter.style)
    yield from _lines("closing", "closing", manuscript.closing)
    if cover.signature.strip():
        yield Place("signature", "signature", cover.signature)


def _entry(anchor: str, entry: Entry, style: EntryStyle) -> Iterator[Place]:
    heading = entry.heading.strip()
    if heading:
        yield Place(anchor, "heading", heading)
    own_line = style is EntryStyle.OWN_LINE and heading
    for number, line in enumerate(_paragraphs(entry.body), 2 if own_line else 1):
        yield Place(anchor if number == 1 else f"{anchor}-{number}", "body", line)


def _lines(anchor: str, field: str, text: str) -> Iterator[Place]:
    for number, line in enumerate(_paragraphs(text), 1):
        yield Place(f"{anchor}-{number}", field, line)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
