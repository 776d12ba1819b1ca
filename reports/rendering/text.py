"""The document as plain text, the way people paste it; no layout."""

from collections.abc import Iterable

from reports.document import Block, Document, plain_text
from reports.rendering.cleaning import clean
from reports.rendering.closing import printed_date, recipient_line


def render_text(document: Document) -> str:
    """One line a paragraph, a blank line below the title and above the signature; ends with a line break."""
    cover = document.cover
    opening = [cover.title, ""] if cover.title else []
    if cover.recipient:
        opening.append(recipient_line(cover.recipient))
    closing = [cover.signature] if cover.signature else []
    if cover.date:
        closing.append(printed_date(cover.date))
    attached = [line for each in document.attachments for line in ("", each.title, *_lines(each.body))]
    lines = opening + _lines(document.body) + ([""] if closing else []) + closing + attached
    return "\n".join(map(_line, lines)) + "\n"


def _lines(blocks: Iterable[Block]) -> list[str]:
    return [line for block in blocks for line in plain_text(block).split("\n")]


def _line(text: str) -> str:
    """Tabs divide the cells of a table and stay."""
    return "\t".join(map(clean, text.split("\t")))
