"""Documents of the writers' tests: one of each block and element, and sheets of plain text to measure."""

import dataclasses
import datetime

from reports.choices import Layout, Urgency
from reports.document import (
    Attachment,
    Block,
    Cover,
    Document,
    Figure,
    Heading,
    Imprint,
    Lead,
    Letterhead,
    Paragraph,
    Table,
    Text,
)

COVER = Cover("青石县财政局2025年度党风廉政建设工作汇报", "县纪委监委", "青石县财政局", datetime.date(2026, 1, 5))
CHAPTER = Heading(1, "一、", "工作开展情况", "chapter-1")
ENTRY = Heading(2, "（一）", "压实责任", "entry-1")
RUN_IN = Paragraph(
    (Lead("（二）", "严明纪律。"), Text("召开会议"), Figure("meeting", "12", "台账"), Text("次。")), "entry-2"
)
SHARED = Paragraph(
    (
        Text("主要是："),
        Lead("一是", "学得不深。", "entry-3"),
        Text("时间少。"),
        Lead("二是", "", "entry-4"),
        Text("抓得不紧。"),
    ),
    "chapter-2-1",
)
TABLE = Table(("序号", "事项"), (("1", "廉政党课"), ("2", "谈话提醒")), "表1　开展情况", "table-1")
THIRD = Heading(3, "1.", "明确责任", "entry-1-2")
FOURTH = Heading(4, "（1）", "领导责任", "entry-1-3")
NUMBERS = Table(
    ("序号", "事项", "次数", "完成率"),
    (("1", "廉政党课", "1,205", "98.5%"), ("2", "谈话提醒", "37", "—"), ("3", "专项检查", "8", "100%")),
    "表2　完成情况",
    "table-2",
)
WIDE = Table(
    (
        "序号",
        "单位",
        *(f"{name}（次）" for name in ("廉政党课", "谈话提醒", "专项检查", "问题整改", "问责处理")),
        "备注",
    ),
    tuple((str(row), "青石县住房和城乡建设局", "12", "37", "8", "5", "1", "另有一项正在整改") for row in range(1, 5)),
    "表3　各单位情况",
    "table-3",
)
DOCUMENT = Document(COVER, (CHAPTER, ENTRY, RUN_IN, SHARED, TABLE))


def plain(characters: int) -> Document:
    """No cover and one paragraph of `characters` Chinese characters without punctuation."""
    return Document(Cover(), (Paragraph((Text("国" * characters),), "preamble-1"),))


def text(content: str, anchor: str = "preamble-1") -> Paragraph:
    """One paragraph of plain text."""
    return Paragraph((Text(content),), anchor)


NUMBER = "青财〔2026〕3号"
DOWNWARD = Letterhead("青石县财政局文件", NUMBER)
UPWARD = Letterhead("青石县财政局文件", NUMBER, ("王某某", "李某"), Urgency.EXTRA)
LETTER = Letterhead("青石县审计局", "青审函〔2026〕3号", (), Urgency.URGENT, Layout.LETTER)
IMPRINT = Imprint(
    "县委办公室，县人大常委会办公室，县政府办公室，县政协办公室，县人民武装部", "青石县财政局办公室", COVER.date
)
SENTENCE = "坚持把廉政建设与业务工作同谋划、同部署、同检查，年初制定责任清单，逐条明确牵头领导、责任股室和完成时限。"
BODY: tuple[Block, ...] = (text(SENTENCE), CHAPTER, ENTRY, text(SENTENCE), THIRD, text(SENTENCE), FOURTH, RUN_IN)
EVERYTHING = Document(
    dataclasses.replace(
        COVER, letterhead=UPWARD, sealed=True, note="联系人：李某，联系电话：0000-1234567", imprint=IMPRINT
    ),
    (*BODY, NUMBERS, SHARED),
    (
        Attachment("廉政风险点排查情况一览表和防控措施落实情况清单", (text(SENTENCE), TABLE), "entry-8"),
        Attachment("各单位情况表", (WIDE,), "entry-9"),
    ),
)
