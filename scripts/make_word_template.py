"""Makes reports/rendering/word/template.docx from the house style; run it after a change there.

The template holds page, styles, settings and page numbers; the writer puts the text in.
"""

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

sys.path.insert(0, str(Path(__file__).parents[1]))

from reports.rendering.house_style import HOUSE_STYLE, Face, HouseStyle, twips
from reports.rendering.word.ooxml import core_properties
from reports.rendering.word.styles import FOOTER, MARK, NAMESPACE, styles_xml

TEMPLATE = Path(__file__).parents[1] / "reports/rendering/word/template.docx"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def content_types() -> str:
    """`[Content_Types].xml`."""
    word_parts = {
        "document": "document.main",
        "styles": "styles",
        "settings": "settings",
        "fontTable": "fontTable",
        "header": "header",
        "footer-odd": "footer",
        "footer-even": "footer",
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>'
        for name, kind in word_parts.items()
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}"
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def relationships(*targets: tuple[str, str]) -> str:
    """A .rels part: each target with the address of its type, numbered rId1, rId2, …."""
    rows = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def document(style: HouseStyle) -> str:
    """The empty body with its page: size, margins, header, and page numbers that differ left and right."""
    margins = (
        f'w:top="{twips(mm=style.margin_top_mm)}" w:right="{twips(mm=style.margin_right_mm)}"'
        f' w:bottom="{twips(mm=style.margin_bottom_mm)}" w:left="{twips(mm=style.margin_left_mm)}"'
        f' w:header="{twips(mm=style.header_mm)}" w:footer="{twips(mm=style.footer_mm)}" w:gutter="0"'
    )
    return (
        f'{XML}<w:document {NAMESPACE} xmlns:r="{OFFICE}"><w:body><w:sectPr>'
        '<w:headerReference w:type="even" r:id="rId4"/><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="even" r:id="rId6"/><w:footerReference w:type="default" r:id="rId5"/>'
        f'<w:pgSz w:w="{twips(mm=style.page_width_mm)}" w:h="{twips(mm=style.page_height_mm)}"/>'
        f"<w:pgMar {margins}/>"
        f'<w:docGrid w:type="lines" w:linePitch="{twips(pt=style.line_pt)}"/>'
        "</w:sectPr></w:body></w:document>"
    )


def settings() -> str:
    """`word/settings.xml`, children in the order of CT_Settings."""
    return (
        f'{XML}<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="632"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table(style: HouseStyle) -> str:
    """`word/fontTable.xml`: what may stand for a face that the reader's machine lacks."""

    def font(face: Face) -> str:
        other = f'<w:altName w:val="{",".join(face.stand_ins)}"/>' if face.stand_ins else ""
        return f'<w:font w:name="{face.name}">{other}</w:font>'

    faces = (style.western, style.body, style.heading, style.lead, style.title, style.page_number)
    return f"{XML}<w:fonts {NAMESPACE}>{''.join(map(font, filter(None, faces)))}</w:fonts>"


def header() -> str:
    """The header: one empty paragraph that the writer puts the draft mark into."""
    return f'{XML}<w:hdr {NAMESPACE}><w:p><w:pPr><w:pStyle w:val="{MARK}"/></w:pPr></w:p></w:hdr>'


def footer(style: HouseStyle, side: str) -> str:
    """The page number between dashes, one character in from `side` (GB/T 9704-2012, 7.5)."""
    indent = f'<w:ind w:{side}Chars="100" w:{side}="{twips(pt=style.page_number_pt)}"/><w:jc w:val="{side}"/>'
    return (
        f'{XML}<w:ftr {NAMESPACE}><w:p><w:pPr><w:pStyle w:val="{FOOTER}"/>{indent}</w:pPr>'
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def build_template(style: HouseStyle) -> bytes:
    """The template as the bytes of a .docx file, the same on every run."""
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            (f"{OFFICE}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core_properties("", "2000-01-01T00:00:00Z"),
        "word/document.xml": document(style),
        "word/_rels/document.xml.rels": relationships(
            (f"{OFFICE}/styles", "styles.xml"),
            (f"{OFFICE}/settings", "settings.xml"),
            (f"{OFFICE}/fontTable", "fontTable.xml"),
            (f"{OFFICE}/header", "header.xml"),
            (f"{OFFICE}/footer", "footer-odd.xml"),
            (f"{OFFICE}/footer", "footer-even.xml"),
        ),
        "word/styles.xml": styles_xml(style),
        "word/settings.xml": settings(),
        "word/fontTable.xml": font_table(style),
        "word/header.xml": header(),
        "word/footer-odd.xml": footer(style, "right"),
        "word/footer-even.xml": footer(style, "left"),
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.create_system = ZIP_DEFLATED, 0
            package.writestr(member, xml)
    return file.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_bytes(build_template(HOUSE_STYLE))
