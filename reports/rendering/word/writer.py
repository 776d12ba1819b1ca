"""A document becomes a Word file: the template's parts, with three of them written anew for each document.

Nothing here depends on the day or the machine: the same document gives the same bytes.
"""

import datetime
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import assert_never
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.document import Block, Cover, Document, Figure, Heading, Inline, Lead, Paragraph, Table, Text
from reports.rendering.closing import closing, recipient_line
from reports.rendering.house_style import HOUSE_STYLE, is_titled, twips
from reports.rendering.placing import Align, Placed, Row
from reports.rendering.tables import column_shares
from reports.rendering.titles import title_lines
from reports.rendering.word import ooxml, styles
from reports.rendering.word.places import END, Bookmarks, begin, placed, settle

TEMPLATE = Path(__file__).with_name("template.docx")
BODY_PART, CORE_PART, HEADER_PART = "word/document.xml", "docProps/core.xml", "word/header.xml"
_UNDATED = datetime.date(2000, 1, 1)
_TEXT_WIDTH = twips(mm=HOUSE_STYLE.text_width_mm)


def render_word(document: Document, *, mark: str = "") -> bytes:
    """The report as a .docx file in the official layout; `mark` (草稿) stands in the header of every page."""
    return package(document, settle("".join(elements(document)), Bookmarks()), mark=mark)


def package(document: Document, content: str, *, mark: str = "") -> bytes:
    """The file whose body is `content`: the document's elements, with something or nothing at their places."""
    shared, opening, closing, header = _template()
    date = document.cover.date or _UNDATED
    parts = {
        BODY_PART: f"{opening}{content}{closing}",
        CORE_PART: ooxml.core_properties(document.cover.title, f"{date.isoformat()}T00:00:00Z"),
        HEADER_PART: header.replace("</w:p>", f"{ooxml.run(mark)}</w:p>") if mark else header,
    }
    file = BytesIO(shared)
    file.seek(0)
    with ZipFile(file, "a") as package:
        for name, xml in parts.items():
            package.writestr(_member(name), xml.encode())
    return file.getvalue()


def _member(name: str) -> ZipInfo:
    """A zip entry that tells neither time nor machine."""
    member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type, member.create_system, member.external_attr = ZIP_DEFLATED, 0, 0
    return member


@cache
def _template() -> tuple[bytes, str, str, str]:
    """The zip of the parts that never change, the body part before and after its content, and the header part."""
    shared = BytesIO()
    with ZipFile(TEMPLATE) as template, ZipFile(shared, "w") as package:
        for name in template.namelist():
            if name not in (BODY_PART, CORE_PART, HEADER_PART):
                package.writestr(_member(name), template.read(name))
        body, header = (template.read(name).decode() for name in (BODY_PART, HEADER_PART))
    opening, closing = body.split("<w:sectPr", 1)
    return shared.getvalue(), opening, f"<w:sectPr{closing}", header


def elements(document: Document) -> Iterator[str]:
    """Paragraphs and tables of the body, in which the places of anchors are marked."""
    yield from _opening(document.cover)
    for place, block in enumerate(document.body, 1):
        yield from _block(block, last=place == len(document.body) and bool(document.cover.signature))
    yield from _closing(document.cover)
    for attachment in document.attachments:
        yield ooxml.paragraph(styles.ATTACHMENT, placed(attachment.anchor, ooxml.run(attachment.title)))
        for block in attachment.body:
            yield from _block(block, last=False)


def _opening(cover: Cover) -> Iterator[str]:
    if lines := title_lines(cover.title):
        title = ooxml.LINE_BREAK.join(ooxml.run(line) for line in lines)
        yield ooxml.paragraph(styles.TITLE, placed("title", title))
        yield ooxml.paragraph(styles.NORMAL, keep_next=True)
    if cover.recipient:
        yield ooxml.paragraph(styles.RECIPIENT, placed("recipient", ooxml.run(recipient_line(cover.recipient))))


def _closing(cover: Cover) -> Iterator[str]:
    """Signature and date; what stands above the date stays on its page (7.3.5.5)."""
    lines = closing(cover)
    if lines is None:
        return
    anchor = "signature"
    for row in lines.rows:
        yield _row(styles.SIGNATURE, row, anchor) if row else ooxml.paragraph(styles.NORMAL, keep_next=True)
        anchor = "" if row else anchor
    if lines.date:
        yield _row(styles.DATE, (lines.date,), "date")


def _row(style: str, row: Row, anchor: str) -> str:
    """Texts at their places on one line: a single one by indent, several by tab stops.

    The indent is counted from the left, so that the date stands right below the signature whatever a program makes of
    its digits.
    """
    if len(row) == 1 and row[0].align is Align.LEFT:
        content = ooxml.run(row[0].text, _face(row[0]))
        return ooxml.paragraph(style, placed(anchor, content), left=_twips(row[0].at))
    stops = tuple((placed.align.value, _twips(placed.at)) for placed in row)
    content = "".join(ooxml.TAB + ooxml.run(placed.text, _face(placed)) for placed in row)
    return ooxml.paragraph(style, placed(anchor, content), tabs=stops)


def _face(placed: Placed) -> str:
    return styles.LEAD if placed.lead else ""


def _twips(characters: float) -> int:
    return round(_TEXT_WIDTH * characters / HOUSE_STYLE.characters_per_line)


def _block(block: Block, *, last: bool) -> Iterator[str]:
    match block:
        case Heading(level, number, text, anchor):
            yield ooxml.paragraph(styles.HEADINGS[level - 1], placed(anchor, ooxml.run(number + text)))
        case Paragraph(inlines, anchor):
            yield ooxml.paragraph(styles.BODY, placed(anchor, _runs(inlines)), keep_next=last)
        case Table():
            yield from _table(block)
        case _:
            assert_never(block)


def _runs(inlines: tuple[Inline, ...]) -> str:
    """All runs of a paragraph; an entry that shares it with others is a place of its own."""
    runs, end = [], ""
    for inline in inlines:
        if isinstance(inline, Lead) and inline.anchor:
            runs.append(end + begin(inline.anchor))
            end = END
        runs.append(_run(inline))
    return "".join(runs) + end


def _run(inline: Inline) -> str:
    match inline:
        case Text(text=text) | Figure(text=text):
            return ooxml.run(text)
        case Lead(number, text):
            return ooxml.run(number + text, styles.LEAD if is_titled(inline) else "")
        case _:
            assert_never(inline)


def _table(table: Table) -> Iterator[str]:
    """Caption, table, and a blank line, without which Word would join two tables; its place is its first cell."""
    if table.caption:
        yield ooxml.paragraph(styles.CAPTION, ooxml.run(table.caption))
    names = [ooxml.run(name) for name in table.columns]
    names[0] = placed(table.anchor, names[0])
    head = ooxml.row((ooxml.paragraph(styles.TABLE_HEAD, name) for name in names), head=True)
    rows = (ooxml.row(ooxml.paragraph(styles.TABLE_TEXT, ooxml.run(cell)) for cell in row) for row in table.rows)
    widths = [round(_TEXT_WIDTH * share) for share in column_shares(table)]
    yield ooxml.table(styles.TABLE, widths, (head, *rows))
    yield ooxml.paragraph(styles.NORMAL)
