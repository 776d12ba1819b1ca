"""The stylesheet says the numbers and faces of the house style."""

import re

import pytest

from reports.choices import FaceSet, LinePitch
from reports.document import Cover, Document, Typography
from reports.rendering import DRAFT_MARK, render_html
from reports.rendering.house_style import HOUSE_STYLE, Face, house_style
from reports.rendering.html import PAPER_CSS

STYLE = HOUSE_STYLE
CSS = PAPER_CSS.read_text(encoding="utf-8")
LENGTH = re.compile(r"--paper-([\w-]+): calc\((-?[\d.]+) \* var\(--(?:mm|pt)\)\);")


def rule(selector: str) -> str:
    """What stands between the braces of the first rule of `selector`."""
    found = re.search(rf"^ *{re.escape(selector)} \{{", CSS, re.MULTILINE)
    assert found is not None
    depth, end = 1, found.end()
    while depth:
        depth += {"{": 1, "}": -1}.get(CSS[end], 0)
        end += 1
    return CSS[found.end() : end - 1]


def faces(selector: str) -> dict[str, list[str]]:
    return {
        name: re.findall(r'"([^"]+)"', value)
        for name, value in re.findall(r"--paper-face-([\w-]+): ([^;]+);", rule(selector))
    }


def article_class(typography: Typography) -> str:
    """The last class of an article that is set in `typography`."""
    found = re.match(r'<article class="([^"]*)"', render_html(Document(Cover(), (), typography=typography)))
    assert found is not None
    return found[1].split()[-1]


def test_lengths() -> None:
    assert {name: float(value) for name, value in LENGTH.findall(rule(".paper"))} == {
        "width": STYLE.page_width_mm,
        "height": STYLE.page_height_mm,
        "margin-top": STYLE.margin_top_mm,
        "margin-right": STYLE.margin_right_mm,
        "margin-bottom": STYLE.margin_bottom_mm,
        "margin-left": STYLE.margin_left_mm,
        "body": STYLE.body_pt,
        "line": STYLE.line_pt,
        "spacing": STYLE.spacing_pt,
        "title": STYLE.title_pt,
        "title-line": STYLE.title_line_pt,
        "page-number": STYLE.page_number_pt,
        "page-number-line": STYLE.page_number_line_pt,
        "page-number-gap": STYLE.page_number_mm,
        "table": STYLE.table_pt,
        "table-line": STYLE.table_line_pt,
        "mark": STYLE.mark_pt,
        "organ-gap": STYLE.organ_mm,
        "rule-gap": STYLE.red_line_mm,
        "rule": STYLE.red_line_pt,
        "letter-organ": STYLE.letter_organ_mm,
        "letter-rule-gap": STYLE.letter_rule_mm,
        "letter-rule-length": STYLE.letter_rule_length_mm,
        "letter-rule": STYLE.letter_rule_pt,
        "letter-thick": STYLE.letter_thick_pt,
        "letter-thin": STYLE.letter_thin_pt,
        "letter-gap": STYLE.letter_gap_pt,
        "letter-foot": STYLE.letter_foot_mm,
        "imprint": STYLE.imprint_pt,
        "imprint-line": STYLE.imprint_line_pt,
        "imprint-thick": STYLE.imprint_thick_mm,
        "imprint-thin": STYLE.imprint_thin_mm,
    }


def test_counts_and_colours() -> None:
    assert f"--paper-indent: calc({STYLE.indent_characters} * var(--paper-character));" in rule(".paper")
    assert "--paper-red: #f00;" in rule(".paper")
    assert STYLE.red == "FF0000"
    assert f"line-height: {STYLE.organ_line};" in rule(".paper .paper-organ")
    assert f"margin-top: calc({STYLE.number_gap_lines} * var(--paper-line));" in rule(".paper-organ + .paper-number")
    assert f"margin-bottom: calc({STYLE.title_gap_lines} * var(--paper-line));" in rule(".paper-letterhead")
    assert STYLE.attachment_gap_lines == 1
    assert "margin-top: var(--paper-line);" in rule(".paper .paper-list")


@pytest.mark.parametrize("name", ["body", "heading", "lead", "title", "page-number"])
@pytest.mark.parametrize("face_set", FaceSet)
def test_faces(face_set: FaceSet, name: str) -> None:
    typography = Typography(faces=face_set)
    face: Face = getattr(house_style(typography), name.replace("-", "_"))
    own = {} if face_set is FaceSet.GB2312 else faces(f".{article_class(typography)}")
    official = [face.name, *face.stand_ins]
    assert (faces(":root") | own)[name][: len(official)] == official


def test_a_title_in_a_light_face_is_bold() -> None:
    bold = [each for each in FaceSet if house_style(Typography(faces=each)).title.bold]
    assert bold == [FaceSet.WINDOWS]
    assert "--paper-title-weight: 700;" in rule(".paper-faces-windows")


@pytest.mark.parametrize("pitch", [pitch for pitch in LinePitch if pitch is not Typography().line_pitch])
def test_line_pitches(pitch: LinePitch) -> None:
    assert LENGTH.findall(rule(f".{article_class(Typography(line_pitch=pitch))}")) == [("line", str(pitch))]


@pytest.mark.parametrize("digit", range(1, 11))
def test_every_digit_has_its_class(digit: int) -> None:
    assert rule(f".tens-{digit}").strip() == f"--tens: {digit};"
    if digit < 10:
        assert rule(f".ones-{digit}").strip() == f"--ones: {digit};"
        assert rule(f".tenths-{digit}").strip() == f"--tenths: {digit};"


def test_printed_margins() -> None:
    top, right = f"{STYLE.margin_top_mm}mm", f"{STYLE.margin_right_mm}mm"
    bottom, left = f"{STYLE.margin_bottom_mm}mm", f"{STYLE.margin_left_mm}mm"
    beside = (STYLE.page_width_mm - STYLE.letter_rule_length_mm) / 2
    assert f"margin: {top} {right} {bottom} {left};" in rule("@page")
    assert f"margin: {left} {top} {right} {bottom};" in rule("@page wide")
    assert f"margin: {top} {beside:g}mm {bottom};" in rule("@page letter")
    assert f"margin-top: {STYLE.letter_organ_mm}mm;" in rule("@page letter:first")


def test_printed_page_numbers() -> None:
    page_number = STYLE.page_number
    names = ", ".join(f'"{name}"' for name in (page_number.name, *page_number.stand_ins))
    size, line = STYLE.page_number_pt, STYLE.page_number_line_pt
    gap = f"calc({STYLE.page_number_mm}mm - {line / 2:g}pt)"
    assert f"font: {size}pt/{line}pt {names}, serif;" in rule("@page")
    assert f"padding: {gap} {size}pt 0 0;" in rule("@page")
    assert f"padding: {gap} 0 0 {size}pt;" in rule("@page :left")
    assert f"padding: 0 {gap} {size}pt 0;" in rule("@page wide")
    assert f"padding: {size}pt {gap} 0 0;" in rule("@page wide:left")


def test_the_foot_of_a_letters_first_page() -> None:
    thick, thin, both = STYLE.letter_thick_pt, STYLE.letter_thin_pt, STYLE.letter_rule_pt
    first = rule("@page letter:first")
    assert f"width: {STYLE.letter_rule_length_mm}mm;" in first
    assert f"height: {both - thick - thin}pt;" in first
    assert f"margin: calc({STYLE.margin_bottom_mm - STYLE.letter_foot_mm}mm - {both}pt) 0 0;" in first
    assert f"border-width: {thin}pt 0 {thick}pt;" in first


def test_the_printed_mark_is_that_of_a_draft() -> None:
    assert f'--paper-mark-text: "{DRAFT_MARK}";' in rule(":root:has(.paper-mark)")


def test_only_letters_and_digits_are_set_in_the_western_face() -> None:
    face = rule("@font-face")
    assert STYLE.western is not None
    assert f'src: local("{STYLE.western.name}")' in face
    assert "unicode-range: U+20-7E;" in face
    assert '--paper-latin: "Paper Western",;' in rule(":root")
    assert 'font-family: "Paper Western";' in face
    assert rule(".paper-latin-chinese").strip() == '--paper-latin: "Paper Baseline",;'
