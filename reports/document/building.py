"""A manuscript becomes a document: numbers, anchors and the shape of each paragraph are settled here."""

from collections.abc import Iterator
from itertools import count

from reports.choices import EntryStyle, Numbering
from reports.document.manuscript import Chapter, Entry, Manuscript
from reports.document.nodes import Block, Document, Heading, Inline, Lead, Paragraph, Text
from reports.document.numbering import chapter_number, entry_number, point_number

CLOSERS = "。！？；：，、…!?;:,."


def paragraphs(text: str) -> list[str]:
    """Split plain text into its paragraphs: one a line, blank lines and outer white space dropped."""
    return [line for line in (line.strip() for line in text.splitlines()) if line]


def build_document(manuscript: Manuscript) -> Document:
    """Number the chapters and entries of `manuscript` and set them as blocks.

    Anchors: `preamble-1`…, `chapter-KEY` (heading), `chapter-KEY-1`… (lead text), `entry-KEY` (an entry's first
    paragraph or its place in a shared one), `entry-KEY-2`… (its further paragraphs), `closing-1`…. Where a chapter or
    entry has no key, its place stands for it (`chapter-2`, `entry-2.1`).
    """
    blocks: list[Block] = list(_plain("preamble", manuscript.preamble))
    headed, numbers = count(1), count(1)
    for place, chapter in enumerate(manuscript.chapters, 1):
        if manuscript.numbering is Numbering.RESTART:
            numbers = count(1)
        blocks += _chapter(chapter, place, headed, numbers)
    blocks += _plain("closing", manuscript.closing)
    return Document(cover=manuscript.cover, body=tuple(blocks))


def _plain(anchor: str, text: str) -> Iterator[Paragraph]:
    for place, line in enumerate(paragraphs(text), 1):
        yield Paragraph((Text(line),), f"{anchor}-{place}")


def _chapter(chapter: Chapter, place: int, headed: Iterator[int], numbers: Iterator[int]) -> Iterator[Block]:
    anchor = f"chapter-{chapter.key or place}"
    if chapter.heading.strip():
        yield Heading(1, chapter_number(next(headed)), chapter.heading.strip(), anchor)
    entries = [(f"entry-{entry.key or f'{place}.{index}'}", entry) for index, entry in enumerate(chapter.entries, 1)]
    lead = paragraphs(chapter.lead)
    if chapter.style is EntryStyle.INLINE and entries:
        shared = (Text(lead.pop()),) if lead else ()
        yield from _plain(anchor, "\n".join(lead))
        yield _shared_paragraph(f"{anchor}-{len(lead) + 1}", shared, entries)
        return
    yield from _plain(anchor, chapter.lead)
    for position, (entry_anchor, entry) in enumerate(entries, 1):
        if chapter.style in (EntryStyle.POINTS, EntryStyle.INLINE):
            yield from _run_in(entry, entry_anchor, point_number(position))
        elif chapter.style is EntryStyle.OWN_LINE and entry.heading.strip():
            yield Heading(2, entry_number(next(numbers)), entry.heading.strip(), entry_anchor)
            for index, line in enumerate(paragraphs(entry.body), 2):
                yield Paragraph((Text(line),), f"{entry_anchor}-{index}")
        else:
            yield from _run_in(entry, entry_anchor, entry_number(next(numbers)))


def _run_in(entry: Entry, anchor: str, number: str) -> Iterator[Paragraph]:
    """The entry's first paragraph opens with number and title; further paragraphs follow plain."""
    lines = paragraphs(entry.body)
    first = _lead_and_text(entry, number, lines[0] if lines else "", anchor="")
    yield Paragraph(first, anchor)
    for index, line in enumerate(lines[1:], 2):
        yield Paragraph((Text(line),), f"{anchor}-{index}")


def _shared_paragraph(anchor: str, opening: tuple[Inline, ...], entries: list[tuple[str, Entry]]) -> Paragraph:
    """All entries of the chapter in one paragraph: 一是…。二是…。"""
    inlines = list(opening)
    for position, (entry_anchor, entry) in enumerate(entries, 1):
        body = "".join(paragraphs(entry.body))
        inlines += _lead_and_text(entry, point_number(position), body, anchor=entry_anchor)
    return Paragraph(tuple(inlines), anchor)


def _lead_and_text(entry: Entry, number: str, text: str, *, anchor: str) -> tuple[Inline, ...]:
    heading = entry.heading.strip()
    if heading and text and heading[-1] not in CLOSERS:
        heading += "。"
    lead = Lead(number, heading, anchor)
    return (lead, Text(text)) if text else (lead,)
