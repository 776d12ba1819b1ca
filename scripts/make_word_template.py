"""Makes reports/rendering/word/template.docx from the house style; run it after a change there.

The template holds page, styles, settings and page numbers; the writer puts the text in.
"""

import sys
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

sys.path.insert(0, str(Path(__file__).parents[1]))

from reports.rendering.house_style import HOUSE_STYLE, HouseStyle
from reports.rendering.word import parts
from reports.rendering.word.ooxml import DECLARATION, core_properties
from reports.rendering.word.styles import font_table_xml, styles_xml

TEMPLATE = Path(__file__).parents[1] / "reports/rendering/word/template.docx"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def kind(part: str) -> str:
    """What a part is, in the words of relationships and content types: its name without what tells it apart."""
    return PurePosixPath(part).stem.split("-")[0]


def content_types() -> str:
    """`[Content_Types].xml`."""
    types = {parts.BODY_PART: "document.main", **{part: kind(part) for part in parts.RELATED}}
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{WORD_TYPE}.{name}+xml"/>' for part, name in types.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
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
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def build_template(style: HouseStyle) -> bytes:
    """The template as the bytes of a .docx file, the same on every run."""
    members = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            (f"{parts.RELATIONSHIPS}/officeDocument", parts.BODY_PART),
            (f"{PACKAGE}/relationships/metadata/core-properties", parts.CORE_PART),
        ),
        parts.CORE_PART: core_properties("", "2000-01-01T00:00:00Z"),
        parts.BODY_PART: f"{parts.BODY_OPENING}{parts.section(style)}{parts.BODY_CLOSING}",
        "word/_rels/document.xml.rels": relationships(
            *((f"{parts.RELATIONSHIPS}/{kind(part)}", PurePosixPath(part).name) for part in parts.RELATED)
        ),
        parts.STYLES_PART: styles_xml(style),
        parts.SETTINGS_PART: parts.settings_xml(),
        parts.FONTS_PART: font_table_xml(style),
        parts.HEADER_PART: parts.header_xml(),
        parts.ODD_PART: parts.footer_xml(style, "right"),
        parts.EVEN_PART: parts.footer_xml(style, "left"),
        parts.LETTER_FOOTER_PART: parts.letter_footer_xml(style),
        parts.WIDE_ODD_PART: parts.wide_footer_xml(style, "right"),
        parts.WIDE_EVEN_PART: parts.wide_footer_xml(style, "left"),
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, xml in members.items():
            member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.create_system = ZIP_DEFLATED, 0
            package.writestr(member, xml)
    return file.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_bytes(build_template(HOUSE_STYLE))
