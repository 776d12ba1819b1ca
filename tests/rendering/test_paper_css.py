"""The stylesheet says the numbers and faces of the house style."""

import re

import pytest

from reports.rendering.house_style import HOUSE_STYLE, Face
from reports.rendering.html import PAPER_CSS

CSS = PAPER_CSS.read_text(encoding="utf-8")
LENGTHS = dict(re.findall(r"--paper-([\w-]+): calc\((-?[\d.]+) \* var\(--(?:mm|pt)\)\);", CSS))
FACES = {name: re.findall(r'"([^"]+)"', value) for name, value in re.findall(r"--paper-face-([\w-]+): ([^;]+);", CSS)}


def test_lengths() -> None:
    style = HOUSE_STYLE
    assert {name: float(value) for name, value in LENGTHS.items()} == {
        "width": style.page_width_mm,
        "height": style.page_height_mm,
        "margin-top": style.margin_top_mm,
        "margin-right": style.margin_right_mm,
        "margin-bottom": style.margin_bottom_mm,
        "margin-left": style.margin_left_mm,
        "body": style.body_pt,
        "line": style.line_pt,
        "spacing": style.spacing_pt,
        "title": style.title_pt,
        "title-line": style.title_line_pt,
        "page-number": style.page_number_pt,
        "table": style.table_pt,
        "table-line": style.table_line_pt,
        "mark": style.mark_pt,
    }


@pytest.mark.parametrize("name", ["body", "heading", "lead", "title", "page-number"])
def test_faces(name: str) -> None:
    face: Face = getattr(HOUSE_STYLE, name.replace("-", "_"))
    official = [face.name, *face.stand_ins]
    assert FACES[name][: len(official)] == official


def test_printed_margins() -> None:
    style = HOUSE_STYLE
    margins = (style.margin_top_mm, style.margin_right_mm, style.margin_bottom_mm, style.margin_left_mm)
    assert f"margin: {' '.join(f'{margin}mm' for margin in margins)};" in CSS


def test_only_letters_and_digits_are_set_in_the_western_face() -> None:
    face = re.search(r"@font-face \{([^}]*)\}", CSS)
    assert face is not None
    assert HOUSE_STYLE.western is not None
    assert f'src: local("{HOUSE_STYLE.western.name}")' in face[1]
    assert "unicode-range: U+20-7E;" in face[1]
    assert f'font-family: "{FACES["western"][0]}"' in face[1]
