"""The numbers of the page fit each other and the clauses they come from."""

import pytest

from reports.choices import FaceSet, LatinFace, LinePitch
from reports.document import Lead, Typography
from reports.rendering.house_style import HOUSE_STYLE, Face, house_style, is_titled, twips

TEXT_WIDTH_MM, TEXT_HEIGHT_MM = 156, 225  # 5.2.1


def points(mm: float) -> float:
    return mm * 72 / 25.4


def test_margins_leave_the_text_area_of_the_standard() -> None:
    style = HOUSE_STYLE
    assert style.page_width_mm - style.margin_left_mm - style.margin_right_mm == TEXT_WIDTH_MM
    assert style.page_height_mm - style.margin_top_mm - style.margin_bottom_mm == TEXT_HEIGHT_MM


def test_the_default_is_the_style_of_the_default_typography() -> None:
    assert house_style(Typography()) == HOUSE_STYLE


@pytest.mark.parametrize(
    ("pitch", "lines"),
    [
        (LinePitch.PT_28, 22),
        (LinePitch.PT_28_8, 22),
        (LinePitch.PT_28_95, 22),
        (LinePitch.PT_29, 21),
        (LinePitch.PT_29_5, 21),
        (LinePitch.PT_30, 21),
    ],
)
def test_lines_of_a_page_by_their_pitch(pitch: LinePitch, lines: int) -> None:
    assert house_style(Typography(pitch)).lines_per_page == lines


@pytest.mark.parametrize(
    ("faces", "names"),
    [
        (FaceSet.GB2312, ["仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"]),
        (FaceSet.WINDOWS, ["仿宋", "黑体", "楷体", "宋体"]),
        (FaceSet.FOUNDER, ["方正仿宋_GBK", "方正黑体_GBK", "方正楷体_GBK", "方正小标宋_GBK"]),
    ],
)
def test_faces_of_a_set(faces: FaceSet, names: list[str]) -> None:
    style = house_style(Typography(faces=faces))
    assert [face.name for face in (style.body, style.heading, style.lead, style.title)] == names


def test_the_other_names_of_a_face_stand_in_for_it() -> None:
    face = house_style(Typography(faces=FaceSet.WINDOWS)).body
    assert face.stand_ins == ("仿宋_GB2312", "FangSong_GB2312", "FangSong", "方正仿宋_GBK", "STFangsong")


def test_only_a_title_without_xiaobiaosong_is_bold() -> None:
    styles = [house_style(Typography(faces=faces)) for faces in FaceSet]
    assert [style.title.bold for style in styles] == [False, True, False]
    assert not any(face.bold for style in styles for face in (style.body, style.heading, style.lead))


def test_latin_letters_are_set_in_their_own_face_or_in_the_one_around_them() -> None:
    assert house_style(Typography(latin=LatinFace.TIMES)).western == Face("Times New Roman")
    assert house_style(Typography(latin=LatinFace.CHINESE)).western is None


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
