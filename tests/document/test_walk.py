"""The text of blocks and anchors, as a reader sees it."""

from dataclasses import replace

import pytest
from hypothesis import given

from reports.document import Block, Document, anchors, plain_text, text_at
from reports.document.walk import AROUND, anchored_texts
from tests.document.strategies import built_documents
from tests.rendering.samples import CHAPTER, DOCUMENT, ENTRY, EVERYTHING, IMPRINT, LETTER, RUN_IN, SHARED, TABLE

TEXTS: list[tuple[Block, str]] = [
    (CHAPTER, "一、工作开展情况"),
    (ENTRY, "（一）压实责任"),
    (RUN_IN, "（二）严明纪律。召开会议12次。"),
    (SHARED, "主要是：一是学得不深。时间少。二是抓得不紧。"),
    (TABLE, "表1　开展情况\n序号\t事项\n1\t廉政党课\n2\t谈话提醒"),
]


@pytest.mark.parametrize(("block", "text"), TEXTS)
def test_plain_text(block: Block, text: str) -> None:
    assert plain_text(block) == text


def test_anchored_texts_in_reading_order() -> None:
    assert list(anchored_texts(DOCUMENT)) == [
        ("title", "青石县财政局2025年度党风廉政建设工作汇报"),
        ("recipient", "县纪委监委"),
        ("chapter-1", TEXTS[0][1]),
        ("entry-1", TEXTS[1][1]),
        ("entry-2", TEXTS[2][1]),
        ("chapter-2-1", TEXTS[3][1]),
        ("entry-3", "一是学得不深。时间少。"),
        ("entry-4", "二是抓得不紧。"),
        ("table-1", TEXTS[4][1]),
        ("signature", "青石县财政局"),
        ("date", "2026-01-05"),
    ]


def test_letterhead_note_and_imprint_have_anchors_for_what_there_is() -> None:
    cover = EVERYTHING.cover
    around = {anchor: text for anchor, text in anchored_texts(EVERYTHING) if anchor in AROUND}
    assert around == {
        "urgency": "特急",
        "organ": "青石县财政局文件",
        "number": "青财〔2026〕3号",
        "signers": "王某某\u3000李某",
        "note": cover.note,
        "copies": IMPRINT.copy_to,
        "printed": "青石县财政局办公室 2026-01-05",
    }
    letter = replace(cover, letterhead=LETTER, note="", imprint=IMPRINT)
    assert anchors(Document(letter, ())) & set(AROUND) == {"urgency", "organ", "number", "copies"}


def test_text_at_an_anchor() -> None:
    assert text_at(DOCUMENT, "entry-3") == "一是学得不深。时间少。"


def test_unknown_anchor() -> None:
    with pytest.raises(KeyError, match="entry-9"):
        text_at(DOCUMENT, "entry-9")


@given(built_documents)
def test_each_anchor_finds_its_text(document: Document) -> None:
    assert {anchor: text_at(document, anchor) for anchor in anchors(document)} == dict(anchored_texts(document))
