"""Texts with figures and what was printed of them find each other, and a figure that nobody touched stays one."""

import pytest

from reports.composing.edits import replaced
from reports.composing.figure_words import prints, with_figures_kept

STORED = "全年谈话{{talk_heart}}，其中{{talk_heart|first_half||about}}在上半年。"
PRINTED = "全年谈话84人次，其中30余人次在上半年。"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (PRINTED, True),
        ("全年谈话7人次，其中0人次在上半年。", True),
        ("全年谈话**人次，其中3人次在上半年。", True),
        ("全年谈话多次，其中3人次在上半年。", False),
        ("全年谈话84人次。", False),
    ],
)
def test_a_text_prints_whatever_its_figures_were(printed: str, expected: bool) -> None:
    assert prints(STORED, printed) is expected


@pytest.mark.parametrize(
    ("new", "stored"),
    [
        ("今年谈话84人次，其中30余人次在上半年。", STORED.replace("全年", "今年")),
        ("全年谈话85人次，其中30余人次在上半年。", STORED.replace("{{talk_heart}}", "85人次")),
        ("全年谈话84人次。", "全年谈话{{talk_heart}}。"),
        ("没有谈话。", "没有谈话。"),
        (PRINTED + "\n另起一段。", STORED + "\n另起一段。"),
    ],
)
def test_figures_stay_where_their_numbers_were_left_alone(new: str, stored: str) -> None:
    assert with_figures_kept(STORED, PRINTED, new) == stored


def test_a_paragraph_with_figures_is_replaced_in_its_field() -> None:
    value = f"先说一句。\n\n{STORED}\n后说一句。"

    assert replaced(value, PRINTED, PRINTED.replace("全年", "今年")) == (
        f"先说一句。\n{STORED.replace('全年', '今年')}\n后说一句。"
    )
    assert replaced(value, "全年谈话多次。", "全年谈话84人次。") is None
    assert replaced("谈话{{talk_heart}}", "谈话84人次。", "谈心谈话84人次") == "谈心谈话{{talk_heart}}"
