"""Points inside a text are split only where they really run 一是, 二是, 三是."""

import pytest

from reports.importing.points import is_disordered, leading_point, point_places


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一是学。二是查。", ["", "一是学。", "二是查。"]),
        ("主要做法：一是学；二是查；三是改。", ["主要做法：", "一是学；", "二是查；", "三是改。"]),
        ("做到一个坚持，一是学，二是查", ["做到一个坚持，", "一是学，", "二是查"]),
        ("第一是学。统一是要求。一是学。二是查。", ["第一是学。统一是要求。", "一是学。", "二是查。"]),
    ],
)
def test_points_in_order_are_found(text: str, parts: list[str]) -> None:
    places = [place for _, place in point_places([text])]

    assert [text[start:end] for start, end in zip([0, *places], [*places, None], strict=True)] == parts


@pytest.mark.parametrize(
    ("text", "disordered"),
    [
        ("一是学。", False),
        ("没有分点。", False),
        ("二是学。三是查。", True),
        ("一是学。三是查。", True),
        ("一是学。二是查。二是改。", True),
        ("一是学。二是查。具体做到：一是早。二是快。", True),
    ],
)
def test_others_stay_whole(text: str, disordered: bool) -> None:
    assert point_places([text]) == []
    assert is_disordered([text]) is disordered


def test_points_run_on_behind_what_was_left_out() -> None:
    assert point_places(["一是学。", "二是查。三是改。"]) == [(0, 0), (1, 0), (1, 4)]


def test_points_may_reach_far() -> None:
    text = "一是甲。二是乙。三是丙。四是丁。五是戊。六是己。七是庚。八是辛。九是壬。十是癸。十一是子。十二是丑。"

    assert len(point_places([text])) == 12


@pytest.mark.parametrize(("text", "value"), [("一是学", 1), ("十二是学", 12), ("一是否", 0), ("统一是", 0), ("", 0)])
def test_a_point_may_open_the_text(text: str, value: int) -> None:
    assert leading_point(text) == value
