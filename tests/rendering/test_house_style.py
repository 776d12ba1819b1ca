"""The numbers of the page fit each other and the clauses they come from."""

import pytest

from reports.document import Lead
from reports.rendering.house_style import HOUSE_STYLE, is_titled, twips

TEXT_WIDTH_MM, TEXT_HEIGHT_MM = 156, 225  # 5.2.1


def points(mm: float) -> float:
    return mm * 72 / 25.4


def test_margins_leave_the_text_area_of_the_standard() -> None:
    style = HOUSE_STYLE
    assert style.page_width_mm - style.margin_left_mm - style.margin_right_mm == TEXT_WIDTH_MM
    assert style.page_height_mm - style.margin_top_mm - style.margin_bottom_mm == TEXT_HEIGHT_MM


def test_22_lines_fit_and_a_23rd_does_not() -> None:
    assert int(points(TEXT_HEIGHT_MM) / HOUSE_STYLE.line_pt) == HOUSE_STYLE.lines_per_page


def test_28_characters_fit_and_a_29th_does_not() -> None:
    assert int(points(TEXT_WIDTH_MM) / HOUSE_STYLE.character_pt) == HOUSE_STYLE.characters_per_line


def test_a_line_of_the_title_leaves_room_for_the_space_around_digits() -> None:
    room = points(TEXT_WIDTH_MM) - HOUSE_STYLE.title_characters * HOUSE_STYLE.title_pt
    assert HOUSE_STYLE.title_pt <= room < 2 * HOUSE_STYLE.title_pt


@pytest.mark.parametrize(
    ("mm", "pt", "expected"),
    [(210, 0, 11906), (297, 0, 16838), (37, 0, 2098), (35, 0, 1984), (26, 0, 1474), (0, 28.95, 579), (0, -0.25, -5)],
)
def test_twips(mm: float, pt: float, expected: int) -> None:
    assert twips(mm=mm, pt=pt) == expected


@pytest.mark.parametrize(
    ("number", "text", "titled"),
    [("（一）", "压实责任。", True), ("（一）", "", False), ("一是", "压实责任。", False)],
)
def test_only_second_level_titles_are_set_apart(number: str, text: str, titled: bool) -> None:
    assert is_titled(Lead(number, text)) is titled
