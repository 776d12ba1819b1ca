"""Plain text, as people paste it."""

import pytest
from hypothesis import given

from reports.choices import Urgency
from reports.document import Attachment, Cover, Document, Imprint, Letterhead, Paragraph, Text
from reports.rendering import render_text
from tests.document.strategies import documents, wild_line
from tests.rendering.samples import COVER, DOCUMENT, plain

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
        (Cover(signature="财政局\n审计局", sealed=True, date=COVER.date), "好\n\n财政局　审计局\n2026年1月5日\n"),
        (Cover(note="电话：0000"), "好\n\n（电话：0000）\n"),
        (Cover(imprint=Imprint("县委", "办公室", COVER.date)), "好\n\n抄送：县委。\n办公室　2026年1月5日印发\n"),
        (
            Cover(title="汇报", letterhead=Letterhead("财政局文件", "财〔2026〕3号", ("王某", "李某"), Urgency.EXTRA)),
            "特急\n财政局文件\n财〔2026〕3号　签发人：王某　李某\n\n汇报\n\n好\n",
        ),
    ],
)
def test_each_part_of_the_cover_is_optional(cover: Cover, text: str) -> None:
    assert render_text(Document(cover, (Paragraph((Text("好"),), "closing-1"),))) == text


def test_attachments_are_named_and_follow_in_order() -> None:
    body = (Paragraph((Text("好"),), "closing-1"),)
    document = Document(Cover(signature="财政局"), body, (Attachment("表", body, "a-1"), Attachment("名单", (), "a-2")))
    assert render_text(document) == "好\n\n附件：1.表\n2.名单\n\n财政局\n\n附件1\n表\n好\n\n附件2\n名单\n"


@given(documents(wild_line))
def test_no_control_character_comes_out(document: Document) -> None:
    assert [c for c in render_text(document) if c not in "\n\t" and ord(c) < 32] == []
