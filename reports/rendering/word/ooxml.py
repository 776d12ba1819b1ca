"""The raw Word XML of everything the writer sets; all text enters the file through `_text` and nowhere else.

Children stand in the order the schema asks for (ECMA-376, CT_PPr, CT_Tbl).
"""

from collections.abc import Iterable
from html import escape

from reports.rendering.cleaning import clean

LINE_BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"


def _text(text: str) -> str:
    return escape(clean(text))


def run(text: str, style: str = "") -> str:
    """`<w:r><w:rPr><w:rStyle w:val="STYLE"/></w:rPr><w:t xml:space="preserve">TEXT</w:t></w:r>`."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{_text(text)}</w:t></w:r>'


def paragraph(
    style: str,
    content: str = "",
    *,
    keep_next: bool = False,
    tabs: Iterable[tuple[str, int]] = (),
    left: int | None = None,
) -> str:
    """`<w:p><w:pPr><w:pStyle w:val="STYLE"/>…</w:pPr>CONTENT</w:p>`; tab stops are (alignment, twips)."""
    kept = "<w:keepNext/>" if keep_next else ""
    stops = "".join(f'<w:tab w:val="{align}" w:pos="{place}"/>' for align, place in tabs)
    stops = f"<w:tabs>{stops}</w:tabs>" if stops else ""
    indent = "" if left is None else f'<w:ind w:left="{left}"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{stops}{indent}</w:pPr>{content}</w:p>'


def table(style: str, widths: Iterable[int], rows: Iterable[str]) -> str:
    """`<w:tbl><w:tblPr>…</w:tblPr><w:tblGrid><w:gridCol w:w="TWIPS"/>…</w:tblGrid>ROWS</w:tbl>`, text-wide."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = f'<w:tblStyle w:val="{style}"/><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(cells: Iterable[str], *, head: bool = False) -> str:
    """`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr><w:tc>CELL</w:tc>…</w:tr>`; a head row comes on each page."""
    repeated = "<w:tblHeader/>" if head else ""
    inside = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{inside}</w:tr>"


def core_properties(title: str, stamp: str) -> str:
    """`docProps/core.xml` with the title, and `stamp` (an ISO date and time) as the time of making."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        "</cp:coreProperties>"
    )
