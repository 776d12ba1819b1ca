"""The parts of the Word file beside its body and styles: settings, sections, headers and footers."""

from reports.rendering.house_style import HouseStyle, twips
from reports.rendering.word import ooxml, styles
from reports.rendering.word.ooxml import DECLARATION, NAMESPACE

BODY_PART, CORE_PART = "word/document.xml", "docProps/core.xml"
STYLES_PART, FONTS_PART, SETTINGS_PART = "word/styles.xml", "word/fontTable.xml", "word/settings.xml"
HEADER_PART = "word/header.xml"
ODD_PART, EVEN_PART, LETTER_FOOTER_PART = "word/footer-odd.xml", "word/footer-even.xml", "word/footer-letter.xml"
WIDE_ODD_PART, WIDE_EVEN_PART = "word/footer-wide-odd.xml", "word/footer-wide-even.xml"

# What the body refers to; its relationships are numbered in this order.
RELATED = (
    STYLES_PART,
    SETTINGS_PART,
    FONTS_PART,
    HEADER_PART,
    ODD_PART,
    EVEN_PART,
    LETTER_FOOTER_PART,
    WIDE_ODD_PART,
    WIDE_EVEN_PART,
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BODY_OPENING = f'{DECLARATION}<w:document {NAMESPACE} xmlns:r="{RELATIONSHIPS}"><w:body>'
BODY_CLOSING = "</w:body></w:document>"


def _reference(kind: str, pages: str, part: str) -> str:
    return f'<w:{kind}Reference w:type="{pages}" r:id="rId{RELATED.index(part) + 1}"/>'


def section(style: HouseStyle, *, wide: bool = False, letter: bool = False) -> str:
    """The `w:sectPr` of a section: the page, its headers, and page numbers that differ left and right.

    A `wide` section's pages are turned, so that the head of a table stands on the left edge of the sheet (clause 8).
    The first page of a `letter` has a double line at its foot and no page number (10.1).
    """
    footers = {"even": WIDE_EVEN_PART, "default": WIDE_ODD_PART} if wide else {"even": EVEN_PART, "default": ODD_PART}
    if letter:
        footers = {"first": LETTER_FOOTER_PART, **footers}
    references = "".join(_reference("header", pages, HEADER_PART) for pages in footers)
    references += "".join(_reference("footer", pages, part) for pages, part in footers.items())
    page = (style.page_width_mm, style.page_height_mm)
    margins = (style.margin_top_mm, style.margin_right_mm, style.margin_bottom_mm, style.margin_left_mm)
    turned = ""
    if wide:
        page, margins, turned = (page[1], page[0]), (*margins[3:], *margins[:3]), ' w:orient="landscape"'
    edges = "".join(
        f' w:{edge}="{twips(mm=mm)}"' for edge, mm in zip(("top", "right", "bottom", "left"), margins, strict=True)
    )
    return (
        f"<w:sectPr>{references}"
        f'<w:pgSz w:w="{twips(mm=page[0])}" w:h="{twips(mm=page[1])}"{turned}/>'
        f'<w:pgMar{edges} w:header="{twips(mm=style.header_mm)}" w:footer="{twips(mm=style.footer_mm)}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if letter else ''}"
        f'<w:docGrid w:type="lines" w:linePitch="{twips(pt=style.line_pt)}"/></w:sectPr>'
    )


def settings_xml() -> str:
    """`word/settings.xml`, children in the order of CT_Settings."""
    return (
        f'{DECLARATION}<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="632"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def header_xml(mark: str = "") -> str:
    """The header of every page: the draft mark, or an empty line."""
    content = ooxml.paragraph(styles.MARK, ooxml.run(mark) if mark else "")
    return f"{DECLARATION}<w:hdr {NAMESPACE}>{content}</w:hdr>"


def _footer(content: str) -> str:
    return f"{DECLARATION}<w:ftr {NAMESPACE}>{content}</w:ftr>"


def footer_xml(style: HouseStyle, side: str) -> str:
    """The page number between dashes, one character in from `side` (7.5)."""
    return _footer(_page_number(style, side))


def wide_footer_xml(style: HouseStyle, side: str) -> str:
    """The page number where it stands on all other pages, turned with the table's page.

    `side` is the side of the sheet as it is bound: the lower end of the turned page's left edge is "right" (odd pages).
    """
    # The middle of the dash is the middle of its line.
    left = style.margin_bottom_mm - style.page_number_mm
    place = (
        f'w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{twips(mm=left, pt=-style.page_number_line_pt / 2)}"'
        f' w:tblpY="{twips(mm=style.margin_left_mm)}"'
    )
    cell = ooxml.row(
        [_page_number(style, side)],
        height=twips(mm=style.text_width_mm),
        properties='<w:textDirection w:val="tbRl"/>',
    )
    number = ooxml.placed_table(styles.BARE_TABLE, place, twips(pt=style.page_number_line_pt), [cell])
    return _footer(number + ooxml.paragraph(styles.FOOTER))


def letter_footer_xml(style: HouseStyle) -> str:
    """The foot of a letter's first page: the second double line, and no page number (10.1)."""
    # LibreOffice heeds a frame only where it stands in the paragraph itself.
    frame = (
        f'<w:framePr w:w="{twips(mm=style.letter_rule_length_mm)}" w:h="{twips(pt=style.letter_rule_pt)}"'
        ' w:hRule="exact" w:wrap="around" w:vAnchor="page" w:hAnchor="page"'
        f' w:x="{twips(mm=(style.page_width_mm - style.letter_rule_length_mm) / 2)}"'
        f' w:y="{twips(mm=style.page_height_mm - style.letter_foot_mm, pt=-style.letter_rule_pt)}"/>'
    )
    rule = f'<w:p><w:pPr><w:pStyle w:val="{styles.LETTER_FOOT}"/>{frame}</w:pPr></w:p>'
    return _footer(rule + ooxml.paragraph(styles.FOOTER))


def _page_number(style: HouseStyle, side: str) -> str:
    indent = f'<w:ind w:{side}Chars="100" w:{side}="{twips(pt=style.page_number_pt)}"/><w:jc w:val="{side}"/>'
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    content = ooxml.run("— ") + field + ooxml.run(" —")
    return f'<w:p><w:pPr><w:pStyle w:val="{styles.FOOTER}"/>{indent}</w:pPr>{content}</w:p>'
