"""Going through a document: its anchors, and its text as a reader sees it."""

from collections.abc import Iterator
from typing import assert_never

from reports.document.nodes import Block, Cover, Document, Figure, Heading, Inline, Lead, Paragraph, Table, Text

# What a unit has settled, and what the report says in its letterhead: the anchors of letterhead, note and imprint.
AROUND = ("urgency", "organ", "number", "signers", "note", "copies", "printed")


def inline_text(inline: Inline) -> str:
    """The printed text of one inline, number included."""
    match inline:
        case Text(text=text) | Figure(text=text):
            return text
        case Lead(number=number, text=text):
            return number + text
        case _:
            assert_never(inline)


def plain_text(block: Block) -> str:
    """The printed text of one block; the cells of a table are divided by tabs and line breaks."""
    match block:
        case Heading(number=number, text=text):
            return number + text
        case Paragraph(inlines=inlines):
            return "".join(inline_text(inline) for inline in inlines)
        case Table(columns=columns, rows=rows, caption=caption):
            lines = ["\t".join(row) for row in (columns, *rows)]
            return "\n".join([caption, *lines] if caption else lines)
        case _:
            assert_never(block)


def anchored_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Each anchor with its text, in reading order.

    The cover's parts are `title`, `recipient`, `signature`, `date`, and what there is of letterhead, note and imprint
    (`AROUND`); an attachment's anchor gives its title. A paragraph shared by several entries gives its own anchor with
    the whole text, then each entry's anchor with its part.
    """
    cover = document.cover
    yield from letterhead_texts(cover)
    yield from (("title", cover.title), ("recipient", cover.recipient))
    for block in document.body:
        yield block.anchor, plain_text(block)
        if isinstance(block, Paragraph):
            yield from _shared_parts(block)
    yield from (("signature", cover.signature), ("date", cover.date.isoformat() if cover.date else ""))
    if cover.note.strip():
        yield "note", cover.note
    for attachment in document.attachments:
        yield attachment.anchor, attachment.title
        yield from ((block.anchor, plain_text(block)) for block in attachment.body)
    yield from imprint_texts(cover)


def letterhead_texts(cover: Cover) -> Iterator[tuple[str, str]]:
    """What stands above the title, without what its format doesn't have."""
    letterhead = cover.letterhead
    if letterhead is not None:
        signers = "\u3000".join(filter(str.strip, letterhead.signers)) if cover.parts.signers else ""
        texts = (letterhead.urgency, letterhead.organ, letterhead.number, signers)
        yield from ((anchor, text) for anchor, text in zip(AROUND, texts, strict=False) if text.strip())


def imprint_texts(cover: Cover) -> Iterator[tuple[str, str]]:
    """What stands at the foot of the last page, without what its format doesn't have."""
    imprint = cover.imprint
    if imprint is not None:
        # As the writers print it: without 抄送： and without the marks at its end.
        if imprint.copy_to.strip().removeprefix("抄送：").strip().rstrip(" 　。.；;，,、"):
            yield "copies", imprint.copy_to
        day = imprint.printed_on.isoformat() if imprint.printed_on else ""
        printed = " ".join(filter(str.strip, (imprint.printed_by, day)))
        if printed and cover.parts.printed:
            yield "printed", printed


def _shared_parts(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    anchor, parts = "", list[str]()
    for inline in paragraph.inlines:
        if isinstance(inline, Lead) and inline.anchor:
            if anchor:
                yield anchor, "".join(parts)
            anchor, parts = inline.anchor, []
        parts.append(inline_text(inline))
    if anchor:
        yield anchor, "".join(parts)


def anchors(document: Document) -> set[str]:
    """All anchors that a comment or a finding may name."""
    return {anchor for anchor, _ in anchored_texts(document)}


def text_at(document: Document, anchor: str) -> str:
    """The text at `anchor`; raises KeyError where the document has no such anchor."""
    for candidate, text in anchored_texts(document):
        if candidate == anchor:
            return text
    raise KeyError(anchor)
