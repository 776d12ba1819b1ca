"""Plain text, as people paste it."""

import pytest
from hypothesis import given

from reports.document import Cover, Document, Paragraph, Text
from reports.rendering import render_text
from tests.document.strategies import documents, wild_line
from tests.rendering.samples import DOCUMENT, plain

WHOLE = """青石县财政局2025年度党风廉政建设工作汇报

县纪委监委：
一、工作开展情况
（一）压实责任
（二）严明纪律。召开会议12次。
主要是：一是学得不深。时间少。二是抓得不紧。
表1　开展情况
序号\t事项
1\t廉政党课
2\t谈话提醒

青石县财政局
2026年1月5日
"""


def test_whole_document() -> None:
    assert render_text(DOCUMENT) == WHOLE


def test_body_alone_has_no_blank_lines() -> None:
    assert render_text(plain(3)) == "国国国\n"


@pytest.mark.parametrize(
    ("cover", "text"),
    [
        (Cover(title="汇报"), "汇报\n\n好\n"),
        (Cover(recipient="县委"), "县委：\n好\n"),
        (Cover(signature="财政局"), "好\n\n财政局\n"),
    ],
)
def test_each_part_of_the_cover_is_optional(cover: Cover, text: str) -> None:
    assert render_text(Document(cover, (Paragraph((Text("好"),), "closing-1"),))) == text


@given(documents(wild_line))
def test_no_control_character_comes_out(document: Document) -> None:
    assert [c for c in render_text(document) if c not in "\n\t" and ord(c) < 32] == []
