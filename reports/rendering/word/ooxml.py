"""The raw Word XML of everything the writer sets; all text enters the file through `_text` and `_attribute` alone.

Children stand in the order the schema asks for (ECMA-376, CT_PPr, CT_Tbl). Lengths are twips.
"""

import datetime
from collections.abc import Iterable, Sequence
from html import escape

from reports.rendering.cleaning import clean

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_GRAPHIC = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
LINE_BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"


def _text(text: str) -> str:
    return escape(clean(text), quote=False)


def _attribute(text: str) -> str:
    return escape(clean(text))


def signed(author: str, at: datetime.datetime) -> str:
    """`w:author="AUTHOR" w:date="TIME"` of a comment or a tracked change.

    Word and LibreOffice show the time as it is written, whatever zone it names: so it is that of the clock of `at`.
    """
    return f'w:author="{_attribute(author)}" w:date="{at:%Y-%m-%dT%H:%M:%S}Z"'


def comment(number: int, author: str, at: datetime.datetime, content: str) -> str:
    """`<w:comment w:id="NUMBER" …>CONTENT</w:comment>` with the author's initials."""
    initials = "".join(word[0] for word in clean(author).split())
    return f'<w:comment w:id="{number}" {signed(author, at)} w:initials="{_attribute(initials)}">{content}</w:comment>'


def run(text: str, style: str = "", *, half_points: int = 0) -> str:
    """`<w:r><w:rPr><w:rStyle w:val="STYLE"/>SIZE</w:rPr><w:t xml:space="preserve">TEXT</w:t></w:r>`."""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    if half_points:
        properties += f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{_text(text)}</w:t></w:r>'


def paragraph(
    style: str,
    content: str = "",
    *,
    keep_next: bool = False,
    tabs: Sequence[tuple[str, int]] = (),
    line: int = 0,
    left: int | None = None,
    hanging: int = 0,
) -> str:
    """`<w:p><w:pPr><w:pStyle w:val="STYLE"/>…</w:pPr>CONTENT</w:p>`.

    Tab stops are pairs of alignment and place; `line` is an exact height; `hanging` goes with `left`.
    """
    properties = "<w:keepNext/>" if keep_next else ""
    if tabs:
        stops = "".join(f'<w:tab w:val="{align}" w:pos="{place}"/>' for align, place in tabs)
        properties += f"<w:tabs>{stops}</w:tabs>"
    if line:
        properties += f'<w:spacing w:line="{line}" w:lineRule="exact"/>'
    if left is not None:
        first = f' w:hanging="{hanging}"' if hanging else ""
        properties += f'<w:ind w:left="{left}"{first}/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def text_box(name: str, content: str, *, left: int, top: int, width: int, height: int) -> str:
    """A run with a bare text box at a place of the page, before or behind which text runs on; lengths are EMU.

    `content` are paragraphs. It is the one drawing of its file.
    """
    size = f'cx="{width}" cy="{height}"'
    shape = (
        f'<wps:wsp xmlns:wps="{_SHAPE}"><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{_DRAWING}" distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        ' relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="1" name="{name}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_GRAPHIC}"><a:graphicData uri="{_SHAPE}">{shape}</a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )


def end_section(paragraph: str, section: str) -> str:
    """The paragraph as the last one of the section whose `w:sectPr` is given."""
    return paragraph.replace("</w:pPr>", f"{section}</w:pPr>", 1)


def table(style: str, widths: Iterable[int], rows: Iterable[str]) -> str:
    """`<w:tbl><w:tblPr>…</w:tblPr><w:tblGrid><w:gridCol w:w="TWIPS"/>…</w:tblGrid>ROWS</w:tbl>`, text-wide."""
    properties = f'<w:tblStyle w:val="{style}"/><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{_grid(widths)}{''.join(rows)}</w:tbl>"


def placed_table(style: str, place: str, width: int, rows: Iterable[str]) -> str:
    """A table of one column that floats; `place` are the attributes of its `w:tblpPr`."""
    properties = (
        f'<w:tblStyle w:val="{style}"/><w:tblpPr w:leftFromText="0" w:rightFromText="0" {place}/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{_grid([width])}{''.join(rows)}</w:tbl>"


def _grid(widths: Iterable[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def row(cells: Iterable[str], *, head: bool = False, height: int = 0, properties: str = "") -> str:
    """`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr><w:tc>CELL</w:tc>…</w:tr>`; a head row comes on each page.

    `height` is exact; `properties` are those of each cell.
    """
    tall = f'<w:trHeight w:val="{height}" w:hRule="exact"/>' if height else ""
    repeated = "<w:tblHeader/>" if head else ""
    own = f"<w:tcPr>{properties}</w:tcPr>" if properties else "<w:tcPr/>"
    inside = "".join(f"<w:tc>{own}{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeated}</w:trPr>{inside}</w:tr>"


def core_properties(title: str, made: str, changed: str = "") -> str:
    """`docProps/core.xml` with the title and the times (ISO) of making and of the last change, if any."""
    return (
        f"{DECLARATION}"
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{changed or made}</dcterms:modified>'
        "</cp:coreProperties>"
    )
