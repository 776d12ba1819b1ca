"""Titles break where they make sense (GB/T 9704-2012, 7.3.1)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rendering.placing import width
from reports.rendering.titles import title_lines
from tests.document.strategies import line

TITLES = [
    ("",),
    ("短",),
    ("2026年党风廉政建设和反腐败工作要点",),
    ("青石县财政局2025年度", "党风廉政建设工作汇报"),
    ("2025年度落实全面从严治党", "主体责任和党风廉政建设情况报告"),
    ("2026年上半年党风廉政建设和", "反腐败斗争工作开展情况报告"),
    ("青石县财政局关于2025年度", "党风廉政建设责任制落实情况的报告"),
    ("青石县农业农村局2026年上半年", "党风廉政建设和反腐败工作通报"),
    ("云溪镇人民政府2025年度", "落实党风廉政建设责任制情况报告"),
    ("关于《中国共产党廉洁自律准则》", "学习贯彻和“一岗双责”履行情况的报告"),
    ("2025年度𠮷田镇党风廉政建设和", "反腐败工作开展情况报告"),
    ("ABC DEF系统Version2建设情况报告", "以及其他许多许多事情的说明"),
    ("中共青石县自然资源和规划局党组", "关于2025年度落实全面从严治党", "主体责任情况的报告"),
    ("青石县住房和城乡建设局党组", "2025年落实全面从严治党主体责任和", "党风廉政建设情况报告"),
    ("青石县人力资源和社会保障局", "2025年度党风廉政建设工作汇报"),
    ("青石县住房和城乡建设局", "关于2025年度落实全面从严治党", "主体责任和党风廉政建设情况的报告"),
]


@pytest.mark.parametrize("lines", TITLES, ids="".join)
def test_lines_of_real_titles(lines: tuple[str, ...]) -> None:
    assert title_lines("".join(lines)) == tuple(filter(None, lines))


def test_unbreakable_text_stays_in_one_piece() -> None:
    assert title_lines("a" * 50) == ("a" * 50,)


def test_a_text_far_too_long_for_a_title_is_left_to_the_writers() -> None:
    assert title_lines("廉" * 500) == ("廉" * 500,)


def test_line_breaks_of_the_input_are_taken_out() -> None:
    assert title_lines(" 工作\n汇报\x00 ") == ("工作 汇报",)


@given(line)
def test_joined_lines_are_the_title(title: str) -> None:
    assert "".join(title_lines(title)) == title.strip()


@given(st.text("党风廉政建设和的、了年2025", max_size=60), st.integers(8, 20))
def test_no_line_begins_or_parts_wrongly(title: str, limit: int) -> None:
    lines = title_lines(title, limit)
    assert [line for line in lines if width(line) > limit and len(lines) > 1] == []
    assert [after[0] for _, after in pairwise(lines) if after[0] in "和的、"] == []
    assert [(a[-1], b[0]) for a, b in pairwise(lines) if a[-1].isdigit() and b[0] in "年0123456789"] == []
