"""Punctuation: half-width marks that touch Chinese text, marks without a partner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.proofreading.punctuation import unpaired
from tests.proofreading.manuscripts import codes, found, manuscript

CASES = [
    ("关心关爱干部, 开展心理健康活动三次。", ["half_width"]),
    ("内容如下:学习三次;讨论两次,共五次。", ["half_width"] * 3),
    ("压实责任(含下属单位)，签订责任书。", ["half_width"] * 2),
    ("会议于10:30开始，系统升级为v1.2版。", []),
    ("完成率98.71%，签订责任书1,200份。", []),
    ("做到“两个维护，抓好各项工作落实。", ["unpaired"]),
    ("做到两个维护”，抓好各项工作落实。", ["unpaired"]),
    ("印发《廉政风险防控办法，抓好落实。", ["unpaired"]),
    ("落实“三重一大（含人事）”制度四次。", []),
    ("分为1）学习、2）检查两个步骤推进。", []),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_punctuation(body: str, expected: list[str]) -> None:
    assert codes(manuscript(body)) == expected


def test_the_right_mark_is_named() -> None:
    (finding,) = found(manuscript("全年学习三次,讨论两次,共五次整。"))
    assert finding.params == {"words": ",", "better": "，"}


@pytest.mark.parametrize(("text", "place"), [("", None), ("（“”）", None), ("（“）”", 2), ("）（", 0), ("a“", 1)])
def test_the_first_lonely_mark_is_found(text: str, place: int | None) -> None:
    assert unpaired(text) == place


@given(st.text("（）《》字"))
def test_quotes_around_any_text_without_quotes_change_nothing(text: str) -> None:
    assert (unpaired(f"“{text}”") is None) == (unpaired(text) is None)
