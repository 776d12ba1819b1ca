"""A document becomes a Word file: the template's parts, with some of them written anew for each document.

Nothing here depends on the day or the machine: the same document gives the same bytes.
"""

import datetime
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import assert_never
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.document import (
    Attachment,
    Block,
    Cover,
    Document,
    Figure,
    Heading,
    Inline,
    Lead,
    Letterhead,
    Paragraph,
    Table,
    Text,
    Typography,
)
from reports.document.layouts import PARTS
from reports.rendering.closing import (
    Closing,
    ImprintBlock,
    ListedAttachment,
    attachment_label,
    attachment_list,
    closing,
    imprint_block,
    note_line,
    recipient_line,
)
from reports.rendering.house_style import HouseStyle, house_style, is_titled, points, twips
from reports.rendering.letterhead import OrganMark, number_rows, organ_mark, urgency_line
from reports.rendering.placing import Align, Row, width
from reports.rendering.runs import Run, runs
from reports.rendering.tables import column_shares, is_wide, numeric_columns
from reports.rendering.titles import title_lines
from reports.rendering.word import ooxml, parts, styles
from reports.rendering.word.places import END, Bookmarks, begin, placed, settle

TEMPLATE = Path(__file__).with_name("template.docx")
_ANEW = {
    parts.BODY_PART,
    parts.CORE_PART,
    parts.HEADER_PART,
    parts.STYLES_PART,
    parts.FONTS_PART,
}
_UNDATED = datetime.date(2000, 1, 1)
_BLANK = ooxml.paragraph(styles.NORMAL)
_KEPT_BLANK = ooxml.paragraph(styles.NORMAL, keep_next=True)
_TINY = ooxml.paragraph(styles.TINY)


def render_word(document: Document, *, mark: str = "") -> bytes:
    """The report as a .docx file in the official layout; `mark` (草稿) stands in the header of every page."""
    return package(document, settle("".join(elements(document)), Bookmarks()), mark=mark)


def package(document: Document, content: str, *, mark: str = "", changed: str = "") -> bytes:
    """The file whose body is `content`: the document's elements, with something or nothing at their places.

    `changed` is when somebody changed them (ISO); the importer then no longer takes each run for the writer's.
    """
    date = document.cover.date or _UNDATED
    written = {
        parts.BODY_PART: f"{parts.BODY_OPENING}{content}{_last_section(document)}{parts.BODY_CLOSING}",
        parts.CORE_PART: ooxml.core_properties(document.cover.title, f"{date.isoformat()}T00:00:00Z", changed),
        parts.HEADER_PART: parts.header_xml(mark),
    }
    file = BytesIO(_template(document.typography))
    file.seek(0)
    with ZipFile(file, "a") as members:
        for name, xml in written.items():
            members.writestr(member(name), xml.encode())
    return file.getvalue()


def member(name: str) -> ZipInfo:
    """A zip entry that tells neither time nor machine."""
    member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type, member.create_system, member.external_attr = ZIP_DEFLATED, 0, 0
    return member


@cache
def _template(typography: Typography) -> bytes:
    """The zip of the parts that are alike in every document of that typography."""
    style = house_style(typography)
    shared = BytesIO()
    with ZipFile(TEMPLATE) as template, ZipFile(shared, "w") as package:
        for name in template.namelist():
            if name not in _ANEW:
                package.writestr(member(name), template.read(name))
        package.writestr(member(parts.STYLES_PART), styles.styles_xml(style))
        package.writestr(member(parts.FONTS_PART), styles.font_table_xml(style))
    return shared.getvalue()


def elements(document: Document) -> list[str]:
    """Paragraphs and tables of the body, in which the places of anchors are marked.

    Where the page turns, the paragraph before ends the section it stands in.
    """
    style, letter = house_style(document.typography), not document.cover.parts.numbered_first
    written: list[str] = []
    turned = False
    for wide, content in _stretches(document, style):
        if written and wide is not turned:
            written[-1] = ooxml.end_section(written[-1], parts.section(style, wide=turned, letter=letter))
            letter = False
        turned = wide
        written += content
    return written


def _last_section(document: Document) -> str:
    """The section that no paragraph ends."""
    style = house_style(document.typography)
    turns = [wide for wide, _ in _stretches(document, style)]
    letter = not document.cover.parts.numbered_first and not any(turns)
    return parts.section(style, wide=bool(turns) and turns[-1], letter=letter)


def _stretches(document: Document, style: HouseStyle) -> Iterator[tuple[bool, Iterator[str]]]:
    """What isn't empty of the content, each piece with whether its page is turned; each ends with a paragraph."""
    cover, attachments = document.cover, document.attachments
    signed, listed = closing(cover), attachment_list(attachments)
    if cover.letterhead or cover.title.strip() or cover.recipient:
        yield False, _opening(cover, style)
    followed = document.body[-1] if document.body and (signed or listed) else None
    for run in runs(document.body):
        yield run.wide, _run_of_blocks(run, style, followed)
    if signed or listed or note_line(cover.note):
        yield False, _closing(cover, listed, signed, style)
    for place, attachment in enumerate(attachments, 1):
        attached = runs(attachment.body)
        wide = bool(attached) and attached[0].wide
        yield wide, _attachment_head(attachment, attachment_label(place, len(attachments)))
        for run in attached:
            yield run.wide, _run_of_blocks(run, style)
    if imprint := imprint_block(cover):
        yield False, _imprint(imprint, style)


def _run_of_blocks(run: Run, style: HouseStyle, followed: Block | None = None) -> Iterator[str]:
    """The blocks of a run; attachment list and signature stay with the one that they follow."""
    for block in run.blocks:
        yield from _block(block, style, last=block is followed)


def _opening(cover: Cover, style: HouseStyle) -> Iterator[str]:
    if cover.letterhead:
        yield from _letterhead(cover.letterhead, style)
    if lines := title_lines(cover.title):
        yield _title(styles.TITLE, lines, "title")
        yield _KEPT_BLANK
    if cover.recipient:
        yield ooxml.paragraph(styles.RECIPIENT, placed("recipient", ooxml.run(recipient_line(cover.recipient))))


def _title(style: str, lines: tuple[str, ...], anchor: str) -> str:
    return ooxml.paragraph(style, placed(anchor, ooxml.LINE_BREAK.join(ooxml.run(line) for line in lines)))


def _letterhead(letterhead: Letterhead, style: HouseStyle) -> Iterator[str]:
    """All from the text area's upper edge to the two lines above the title."""
    organ, urgency = organ_mark(letterhead.organ), urgency_line(letterhead)
    rows = [_row(styles.NUMBER, row, style) for row in number_rows(letterhead)]
    if not PARTS[letterhead.layout].number_above:
        yield _letter_head(organ, style)
        yield from rows
    else:
        room = points(style.organ_mm) - styles.above(style.organ_line * organ.pt, organ.pt)
        if urgency:
            yield ooxml.paragraph(styles.URGENCY, placed("urgency", ooxml.run(urgency)))
            room -= style.line_pt
        yield ooxml.paragraph(styles.NORMAL, line=twips(pt=room))
        yield from _organ_lines(organ, style)
        if rows:
            yield from [_BLANK] * style.number_gap_lines
        yield from rows
        yield ooxml.paragraph(styles.RED_LINE)
    yield from [_BLANK] * style.title_gap_lines


def _organ_lines(organ: OrganMark, style: HouseStyle) -> list[str]:
    pitch = twips(pt=style.organ_line * organ.pt)
    # Of several lines, the first is the place, as of several signing bodies.
    return [
        ooxml.paragraph(
            styles.ORGAN, placed("" if below else "organ", ooxml.run(line, half_points=2 * organ.pt)), line=pitch
        )
        for below, line in enumerate(organ.lines)
    ]


def _letter_head(organ: OrganMark, style: HouseStyle) -> str:
    """A letter's mark and first double line (10.1), in a paragraph that ends where the next line begins.

    Both stand above the text area and are wider than it, so they stand in a text box.
    """
    pitch = style.organ_line * organ.pt
    top = points(style.letter_organ_mm) - styles.above(pitch, organ.pt)
    gap = points(style.letter_rule_mm) - styles.below(pitch, organ.pt)
    height = len(organ.lines) * pitch + gap + style.letter_rule_pt
    content = (
        *_organ_lines(organ, style),
        ooxml.paragraph(styles.NORMAL, line=twips(pt=gap)),
        ooxml.paragraph(styles.LETTER_RULE),
    )
    box = ooxml.text_box(
        "发文机关标志",
        "".join(content),
        left=_emu(points(style.page_width_mm - style.letter_rule_length_mm) / 2),
        top=_emu(top),
        width=_emu(points(style.letter_rule_length_mm)),
        height=_emu(height),
    )
    below = top + height + style.letter_gap_pt - styles.above(style.line_pt, style.body_pt)
    return ooxml.paragraph(styles.NORMAL, box, line=twips(pt=below - points(style.margin_top_mm)))


def _emu(pt: float) -> int:
    return round(pt * 12700)


def _row(name: str, row: Row, style: HouseStyle, *, anchor: str = "", keep_next: bool = False) -> str:
    """Texts at their places on one line: one that is counted from the left by indent, all others by tab stops.

    The date is counted from the left, so that it stands right below the signature whatever a program makes of its
    digits.
    """
    if len(row) == 1 and row[0].align is Align.LEFT:
        content = placed(anchor or row[0].anchor, ooxml.run(row[0].text))
        return ooxml.paragraph(name, content, keep_next=keep_next, left=_twips(row[0].at, style))
    stops, content, end = [], "", 0.0
    for own, texts in groupby(row, key=lambda text: text.anchor):
        part = ""
        for text in texts:
            # A tab that starts on its own stop would go on to the next.
            if text.align is not Align.LEFT or text.at > end:
                stops.append((text.align.value, _twips(text.at, style)))
                part += ooxml.TAB
            part += ooxml.run(text.text, styles.SIGNER if text.lead else "")
            end = text.at + width(text.text)
        content += placed(own, part)
    return ooxml.paragraph(name, placed(anchor, content), keep_next=keep_next, tabs=stops)


def _twips(characters: float, style: HouseStyle) -> int:
    return round(twips(mm=style.text_width_mm) * characters / style.characters_per_line)


def _closing(
    cover: Cover, listed: tuple[ListedAttachment, ...], signed: Closing | None, style: HouseStyle
) -> Iterator[str]:
    """Attachment list, signature, date and note; what stands above the date stays on its page (7.3.5.5)."""
    note = note_line(cover.note)
    if listed:
        yield from [_KEPT_BLANK] * style.attachment_gap_lines
    for line in listed:
        start, name = _twips(line.mark_at, style), _twips(line.name_at, style)
        # A number is narrower than the characters it counts for; 附件： ends where the name begins.
        content = ooxml.run(line.mark) + (ooxml.TAB if line.mark[-1] == "." else "") + ooxml.run(line.name)
        yield ooxml.paragraph(styles.ATTACHMENT_LIST, content, tabs=[("left", name)], left=name, hanging=name - start)
    anchor = "signature"
    for row in signed.rows if signed else ():
        yield _row(styles.SIGNATURE, row, style, anchor=anchor) if row else _KEPT_BLANK
        anchor = "" if row else anchor
    if signed and signed.date:
        yield _row(styles.DATE, (signed.date,), style, anchor="date", keep_next=bool(note))
    if note:
        yield ooxml.paragraph(styles.NOTE, placed("note", ooxml.run(note)))


def _attachment_head(attachment: Attachment, label: str) -> Iterator[str]:
    """The label on the first line of a new page, the title on the third (7.3.7)."""
    lines = title_lines(attachment.title)
    place = "" if lines else placed(attachment.anchor, "")
    yield ooxml.paragraph(styles.ATTACHMENT_LABEL, place + ooxml.run(label))
    yield _KEPT_BLANK
    if lines:
        yield _title(styles.ATTACHMENT, lines, attachment.anchor)
        yield _KEPT_BLANK


def _imprint(block: ImprintBlock, style: HouseStyle) -> Iterator[str]:
    """The imprint as a table at the foot of the page on which the text ends, or of a new one (7.4.1)."""
    lines = [ooxml.paragraph(styles.COPIES, placed("copies", ooxml.run(block.copy_to)))] if block.copy_to else []
    if block.printed_by or block.printed_on:
        content = ooxml.run(block.printed_by) + ooxml.TAB + ooxml.run(block.printed_on)
        lines.append(ooxml.paragraph(styles.IMPRINT, placed("printed", content)))
    # Of tables as wide as the text, LibreOffice lets only those float whose place is counted from the page.
    place = f'w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{twips(mm=style.margin_left_mm)}" w:tblpYSpec="bottom"'
    ruled = styles.IMPRINT_TABLE if block.ruled else styles.BARE_TABLE
    # LibreOffice puts a table that opens a section at the foot of the page before.
    yield _TINY
    yield ooxml.placed_table(ruled, place, twips(mm=style.text_width_mm), (ooxml.row([line]) for line in lines))
    yield _TINY


def _block(block: Block, style: HouseStyle, *, last: bool) -> Iterator[str]:
    match block:
        case Heading(level, number, text, anchor):
            yield ooxml.paragraph(styles.HEADINGS[level - 1], placed(anchor, ooxml.run(number + text)))
        case Paragraph(inlines, anchor):
            yield ooxml.paragraph(styles.BODY, placed(anchor, _runs(inlines)), keep_next=last)
        case Table():
            yield from _table(block, style, last=last)
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
            return ooxml.run(number + text, styles.LEAD if is_titled(inline) else styles.COUNT)
        case _:
            assert_never(inline)


def _table(table: Table, style: HouseStyle, *, last: bool) -> Iterator[str]:
    """Caption, table, and a blank line, without which Word would join two tables; its place is its first cell.

    The `last` one of the body keeps what is signed below it beside its last row.
    """
    wide = is_wide(table)
    if table.caption:
        yield ooxml.paragraph(styles.CAPTION, ooxml.run(table.caption))
    names = [ooxml.run(name) for name in table.columns]
    names[0] = placed(table.anchor, names[0])
    head = ooxml.row((ooxml.paragraph(styles.TABLE_HEAD, name) for name in names), head=True)
    cells = [styles.TABLE_NUMBER if numeric else styles.TABLE_TEXT for numeric in numeric_columns(table)]
    lowest = len(table.rows) if last and not wide else 0
    rows = (
        ooxml.row(
            ooxml.paragraph(cell, ooxml.run(text), keep_next=place == lowest)
            for cell, text in zip(cells, row, strict=True)
        )
        for place, row in enumerate(table.rows, 1)
    )
    room = twips(mm=style.text_height_mm if wide else style.text_width_mm)
    yield ooxml.table(styles.TABLE, [round(room * share) for share in column_shares(table)], (head, *rows))
    # A table that fills its turned page would push a line of full height onto another one.
    yield _TINY if wide else _KEPT_BLANK if last else _BLANK
