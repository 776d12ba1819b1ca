"""Documents of the writers' tests: one of each block, and sheets of plain text to measure."""

import datetime

from reports.document import Cover, Document, Figure, Heading, Lead, Paragraph, Table, Text

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
DOCUMENT = Document(COVER, (CHAPTER, ENTRY, RUN_IN, SHARED, TABLE))


def plain(characters: int) -> Document:
    """No cover and one paragraph of `characters` Chinese characters without punctuation."""
    return Document(Cover(), (Paragraph((Text("国" * characters),), "preamble-1"),))
