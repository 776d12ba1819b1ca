"""Where each paragraph of a document is written: the field that holds it, and its words as they stand there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from reports.document import Block, Cover, Document, Heading, Lead, Paragraph, Table, inline_text, plain_text

# Fields that take several paragraphs.
LONG_FIELDS = ("preamble", "closing", "lead", "body")
_OWNER = re.compile(r"((?:chapter|entry)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(-\d+)?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph, a caption or a table, an entry's part of a shared paragraph, or a part of the cover.

    `field` is the field that `text` stands in. `number` is printed before it and written nowhere. A run-in entry has
    its heading in the same paragraph: `heading` as it is printed, `run_in` even where that is blank. `shared` is the
    anchor of a paragraph in which several stand, "" for all others.
    """

    anchor: str
    field: str
    text: str
    number: str = ""
    heading: str = ""
    run_in: bool = False
    table: bool = False
    shared: str = ""

    @property
    def printed(self) -> str:
        """All its words, without the number."""
        return self.heading + self.text

    @property
    def owner(self) -> str:
        """The chapter or entry that the field belongs to (`entry-UUID`), or "" for the report itself."""
        return owner_of(self.anchor)


def owner_of(anchor: str) -> str:
    """The chapter or entry that an anchor is in, or "" for a part of the report itself."""
    found = _OWNER.fullmatch(anchor)
    return found[1] if found else ""


def spots(document: Document) -> Iterator[Spot]:
    """Every part of the document that somebody writes in a field, in reading order; blank ones are left out.

    What the unit has settled (letterhead, imprint), and a signature of several bodies, are written elsewhere or set in
    a way that no editing keeps.
    """
    cover = document.cover
    yield from _cover(cover)
    for block in document.body:
        yield from _block(block)
    if cover.signature and "\n" not in cover.signature:
        yield Spot("signature", "signature", cover.signature)
    if cover.date:
        yield Spot("date", "document_date", cover.date.isoformat())
    for attachment in document.attachments:
        if attachment.title:
            yield Spot(attachment.anchor, "heading", attachment.title)
        for block in attachment.body:
            yield from _block(block)


def _cover(cover: Cover) -> Iterator[Spot]:
    if cover.title:
        yield Spot("title", "title", cover.title)
    if cover.recipient:
        yield Spot("recipient", "recipient", cover.recipient)


def _block(block: Block) -> Iterator[Spot]:
    field = _field(block.anchor)
    match block:
        case Heading(level=level, number=number, text=text, anchor=anchor) if level <= 2:
            yield Spot(anchor, "heading", text, number)
        case Heading(number=number, text=text, anchor=anchor):
            yield Spot(anchor, field, number + text)
        case Paragraph():
            yield from _paragraph(block, field)
        case Table(caption=caption, anchor=anchor):
            if caption:
                yield Spot(anchor, field, caption)
            rows = plain_text(block).removeprefix(f"{caption}\n" if caption else "")
            yield Spot(anchor, field, rows, table=True)
        case _:
            assert_never(block)


def _field(anchor: str) -> str:
    kind = anchor.partition("-")[0]
    return {"chapter": "lead", "entry": "body"}.get(kind, kind)


def _paragraph(paragraph: Paragraph, field: str) -> Iterator[Spot]:
    """The paragraph, or one spot for each of those who share it: the chapter's opening text and its entries."""
    several = any(isinstance(inline, Lead) and inline.anchor for inline in paragraph.inlines)
    shared = paragraph.anchor if several else ""
    anchor, lead, text = paragraph.anchor, Lead("", ""), ""
    opened = False
    for inline in paragraph.inlines:
        if not isinstance(inline, Lead):
            text += inline_text(inline)
            continue
        if opened or text:
            yield _spot(anchor, field, lead, text, run_in=opened, shared=shared)
        anchor, lead, text, opened = inline.anchor or paragraph.anchor, inline, "", True
        field = _field(anchor)
    if opened or text:
        yield _spot(anchor, field, lead, text, run_in=opened, shared=shared)


def _spot(anchor: str, field: str, lead: Lead, text: str, *, run_in: bool, shared: str) -> Spot:
    return Spot(anchor, field, text, lead.number, lead.text, run_in, shared=shared)
