"""The committed template is what the script makes, and Word's schema would accept its order."""

import dataclasses
import runpy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Mm
from lxml import etree

from reports.document import Letterhead
from reports.rendering import render_word
from reports.rendering.house_style import HOUSE_STYLE
from reports.rendering.word.writer import TEMPLATE
from tests.rendering.samples import EVERYTHING, LETTER, UPWARD

SCRIPT = runpy.run_path(str(Path(__file__).parents[3] / "scripts/make_word_template.py"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ECMA-376: CT_PPr, CT_RPr, CT_Settings, CT_TblPr, CT_TcPr, CT_SectPr, as far as the file has them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr tabs overflowPunct autoSpaceDE "
    "autoSpaceDN snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b i color spacing w kern position sz szCs lang",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
    "tblPr": "tblStyle tblpPr tblW jc tblBorders tblLayout tblCellMar",
    "tcPr": "tcW textDirection vAlign",
    "sectPr": "headerReference footerReference pgSz pgMar titlePg docGrid",
    "tblBorders": "top left bottom right insideH insideV",
    "pBdr": "top left bottom right",
}


def part(name: str) -> etree._Element:
    with ZipFile(TEMPLATE) as package:
        return etree.fromstring(package.read(name))


def names(element: etree._Element) -> list[str]:
    return [child.tag.removeprefix(W) for child in element]


def test_committed_template_is_up_to_date() -> None:
    assert TEMPLATE.read_bytes() == SCRIPT["build_template"](HOUSE_STYLE), "run scripts/make_word_template.py"


def out_of_order(element: etree._Element) -> list[list[str]]:
    """The children, in the order found, of each element whose children don't stand as the schema asks."""
    found = [names(each) for tag in ORDER for each in element.iter(f"{W}{tag}")]
    orders = [ORDER[tag].split() for tag in ORDER for _ in element.iter(f"{W}{tag}")]
    return [
        children for children, order in zip(found, orders, strict=True) if children != sorted(children, key=order.index)
    ]


def test_children_stand_in_schema_order() -> None:
    with ZipFile(TEMPLATE) as package:
        assert [name for name in package.namelist() if "word/" in name and out_of_order(part(name))] == []


@pytest.mark.parametrize("letterhead", [UPWARD, LETTER])
def test_children_of_a_body_with_every_element_stand_in_schema_order(letterhead: Letterhead) -> None:
    cover = dataclasses.replace(EVERYTHING.cover, letterhead=letterhead)
    with ZipFile(BytesIO(render_word(dataclasses.replace(EVERYTHING, cover=cover), mark="草稿"))) as package:
        assert out_of_order(etree.fromstring(package.read("word/document.xml"))) == []


def test_page() -> None:
    section = docx.Document(BytesIO(TEMPLATE.read_bytes())).sections[0]
    lengths = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(length / Mm(1)) for length in lengths if length] == [210, 297, 37, 35, 28, 26]


def test_every_text_style_names_its_chinese_face() -> None:
    faces = {
        style.get(f"{W}styleId"): fonts.get(f"{W}eastAsia")
        for style in part("word/styles.xml").iter(f"{W}style")
        for fonts in style.iter(f"{W}rFonts")
    }
    assert faces == {
        "Title": "方正小标宋简体",
        "Heading1": "黑体",
        "Heading2": "楷体_GB2312",
        "EntryLead": "楷体_GB2312",
        "Urgency": "黑体",
        "OrganMark": "方正小标宋简体",
        "SignerName": "楷体_GB2312",
        "AttachmentLabel": "黑体",
        "TableHead": "黑体",
        "Caption": "黑体",
        "Footer": "宋体",
        "DraftMark": "黑体",
    }


def test_outline_levels_make_the_navigation_pane() -> None:
    levels = {
        style.get(f"{W}styleId"): level.get(f"{W}val")
        for style in part("word/styles.xml").iter(f"{W}style")
        for level in style.iter(f"{W}outlineLvl")
    }
    assert levels == {"Heading1": "0", "Heading2": "1", "Heading3": "2", "Heading4": "3"}
