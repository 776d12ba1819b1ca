"""The document as plain text, the way people paste it; no layout."""

from collections.abc import Iterable

from reports.document import Attachment, Block, Cover, Document, Letterhead, plain_text
from reports.rendering.cleaning import clean
from reports.rendering.closing import (
    attachment_label,
    attachment_list,
    closing,
    imprint_block,
    note_line,
    recipient_line,
)
from reports.rendering.letterhead import number_rows, organ_mark, urgency_line
from reports.rendering.placing import Row

_GAP = "　"


def render_text(document: Document) -> str:
    """One line a paragraph, a blank line between the parts of the page; ends with a line break."""
    cover, attachments = document.cover, document.attachments
    parts = (
        _letterhead(cover.letterhead) if cover.letterhead else [],
        [cover.title],
        [recipient_line(cover.recipient) if cover.recipient else "", *_lines(document.body)],
        [line.mark + line.name for line in attachment_list(attachments)],
        _closing(cover),
        *(_attachment(one, attachment_label(place, len(attachments))) for place, one in enumerate(attachments, 1)),
        _imprint(cover),
    )
    printed = ([line for line in map(_line, part) if line] for part in parts)
    return "\n\n".join("\n".join(part) for part in printed if part) + "\n"


def _letterhead(letterhead: Letterhead) -> list[str]:
    rows = map(_row, number_rows(letterhead))
    return [urgency_line(letterhead), *organ_mark(letterhead.organ).lines, *rows]


def _closing(cover: Cover) -> list[str]:
    lines = closing(cover)
    signed = [*map(_row, lines.rows), lines.date.text if lines.date else ""] if lines else []
    return [*signed, note_line(cover.note)]


def _attachment(attachment: Attachment, label: str) -> list[str]:
    return [label, attachment.title, *_lines(attachment.body)]


def _imprint(cover: Cover) -> list[str]:
    block = imprint_block(cover)
    printed = [text for text in (block.printed_by, block.printed_on) if text] if block else []
    return [block.copy_to, _GAP.join(printed)] if block else []


def _row(row: Row) -> str:
    return _GAP.join(placed.text for placed in row).replace(f"：{_GAP}", "：")


def _lines(blocks: Iterable[Block]) -> list[str]:
    return [line for block in blocks for line in plain_text(block).split("\n")]


def _line(text: str) -> str:
    """Tabs divide the cells of a table and stay."""
    return "\t".join(map(clean, text.split("\t")))
