"""The document as plain text, the way people paste it; no layout."""

from reports.document import Document, plain_text
from reports.rendering.cleaning import clean
from reports.rendering.closing import printed_date, recipient_line


def render_text(document: Document) -> str:
    """One line a paragraph, a blank line below the title and above the signature; ends with a line break."""
    cover = document.cover
    opening = [cover.title, ""] if cover.title else []
    if cover.recipient:
        opening.append(recipient_line(cover.recipient))
    body = [line for block in document.body for line in plain_text(block).split("\n")]
    closing = [cover.signature] if cover.signature else []
    if cover.date:
        closing.append(printed_date(cover.date))
    lines = opening + body + ([""] if closing else []) + closing
    return "\n".join(map(_line, lines)) + "\n"


def _line(text: str) -> str:
    """Tabs divide the cells of a table and stay."""
    return "\t".join(map(clean, text.split("\t")))
