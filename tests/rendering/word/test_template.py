"""The committed template is what the script makes, and Word's schema would accept its order."""

import runpy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Mm
from lxml import etree

from reports.rendering.house_style import HOUSE_STYLE
from reports.rendering.word.writer import TEMPLATE

SCRIPT = runpy.run_path(str(Path(__file__).parents[3] / "scripts/make_word_template.py"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "overflowPunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "snapToGrid",
]
PARAGRAPH_ORDER += ["spacing", "ind", "jc", "outlineLvl", "rPr"]
RUN_ORDER = ["rStyle", "rFonts", "b", "i", "color", "spacing", "w", "kern", "position", "sz", "szCs", "lang"]
SETTINGS_ORDER = ["zoom", "defaultTabStop", "evenAndOddHeaders", "characterSpacingControl", "compat", "themeFontLang"]


def part(name: str) -> etree._Element:
    with ZipFile(TEMPLATE) as package:
        return etree.fromstring(package.read(name))


def names(element: etree._Element) -> list[str]:
    return [child.tag.removeprefix(W) for child in element]


def test_committed_template_is_up_to_date() -> None:
    assert TEMPLATE.read_bytes() == SCRIPT["build_template"](HOUSE_STYLE), "run scripts/make_word_template.py"


@pytest.mark.parametrize(
    ("name", "tag", "order"),
    [
        ("word/styles.xml", "pPr", PARAGRAPH_ORDER),
        ("word/styles.xml", "rPr", RUN_ORDER),
        ("word/footer-odd.xml", "pPr", PARAGRAPH_ORDER),
        ("word/settings.xml", "settings", SETTINGS_ORDER),
    ],
)
def test_children_stand_in_schema_order(name: str, tag: str, order: list[str]) -> None:
    for element in part(name).iter(f"{W}{tag}"):
        assert names(element) == sorted(names(element), key=order.index)


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
