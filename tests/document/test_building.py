"""A manuscript becomes numbered, anchored blocks, one shape of report at a time."""

import pytest
from hypothesis import given

from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.document import (
    Block,
    Chapter,
    Cover,
    Entry,
    Heading,
    Lead,
    Manuscript,
    Paragraph,
    Text,
    anchors,
    build_document,
    plain_text,
)
from reports.document.building import paragraphs
from reports.document.walk import anchored_texts
from tests.document.strategies import manuscripts


def chapter(
    heading: str = "", *entries: Entry, lead: str = "", style: EntryStyle = EntryStyle.TITLED, key: str = ""
) -> Chapter:
    return Chapter(ChapterKind.WORK, heading, lead, style, entries, key)


def built(*chapters: Chapter, numbering: Numbering = Numbering.RESTART) -> tuple[Block, ...]:
    return build_document(Manuscript(Cover(), chapters=chapters, numbering=numbering)).body


def printed(*chapters: Chapter, numbering: Numbering = Numbering.RESTART) -> list[str]:
    return [plain_text(block) for block in built(*chapters, numbering=numbering)]


ONE, TWO = Entry("压实责任", "开了会。\n签了书。", "a"), Entry("严明纪律", "谈了话。", "b")


@pytest.mark.parametrize(
    ("text", "lines"), [("", []), (" \n\n", []), ("一\n 二 \r\n\n三", ["一", "二", "三"]), ("　　一", ["一"])]
)
def test_paragraphs(text: str, lines: list[str]) -> None:
    assert paragraphs(text) == lines


def test_preamble_and_closing_stand_around_the_chapters() -> None:
    body = build_document(Manuscript(Cover(), "前言。\n再言。", (chapter("工作"),), "特此报告。")).body
    assert body == (
        Paragraph((Text("前言。"),), "preamble-1"),
        Paragraph((Text("再言。"),), "preamble-2"),
        Heading(1, "一、", "工作", "chapter-1"),
        Paragraph((Text("特此报告。"),), "closing-1"),
    )


def test_cover_is_kept() -> None:
    cover = Cover("汇报", "县委", "财政局")
    assert build_document(Manuscript(cover)).cover is cover


def test_titled_entries_run_into_their_first_paragraph() -> None:
    assert built(chapter("工作", ONE, TWO, lead="总的看。", key="k")) == (
        Heading(1, "一、", "工作", "chapter-k"),
        Paragraph((Text("总的看。"),), "chapter-k-1"),
        Paragraph((Lead("（一）", "压实责任。"), Text("开了会。")), "entry-a"),
        Paragraph((Text("签了书。"),), "entry-a-2"),
        Paragraph((Lead("（二）", "严明纪律。"), Text("谈了话。")), "entry-b"),
    )


def test_entries_with_headings_on_their_own_line() -> None:
    assert built(chapter("工作", ONE, Entry("", "无题。", "c"), style=EntryStyle.OWN_LINE)) == (
        Heading(1, "一、", "工作", "chapter-1"),
        Heading(2, "（一）", "压实责任", "entry-a"),
        Paragraph((Text("开了会。"),), "entry-a-2"),
        Paragraph((Text("签了书。"),), "entry-a-3"),
        Paragraph((Lead("（二）", ""), Text("无题。")), "entry-c"),
    )


def test_inline_entries_share_the_last_paragraph_of_the_lead() -> None:
    assert built(chapter("", ONE, TWO, lead="先说成绩。\n主要问题：", style=EntryStyle.INLINE)) == (
        Paragraph((Text("先说成绩。"),), "chapter-1-1"),
        Paragraph(
            (
                Text("主要问题："),
                Lead("一是", "压实责任。", "entry-a"),
                Text("开了会。签了书。"),
                Lead("二是", "严明纪律。", "entry-b"),
                Text("谈了话。"),
            ),
            "chapter-1-2",
        ),
    )


def test_inline_chapter_without_entries_is_its_lead() -> None:
    assert built(chapter("", lead="今后，继续努力。", style=EntryStyle.INLINE)) == (
        Paragraph((Text("今后，继续努力。"),), "chapter-1-1"),
    )


def test_points_take_a_paragraph_each() -> None:
    assert printed(chapter("打算", ONE, TWO, style=EntryStyle.POINTS)) == [
        "一、打算",
        "一是压实责任。开了会。",
        "签了书。",
        "二是严明纪律。谈了话。",
    ]


def test_numbers_restart_in_each_chapter() -> None:
    assert printed(chapter("甲", ONE), chapter("乙", TWO)) == [
        "一、甲",
        "（一）压实责任。开了会。",
        "签了书。",
        "二、乙",
        "（一）严明纪律。谈了话。",
    ]


def test_continuous_numbers_run_through_the_report() -> None:
    points = chapter("丙", TWO, style=EntryStyle.POINTS)
    assert printed(chapter("甲", TWO), points, chapter("乙", TWO), numbering=Numbering.CONTINUOUS) == [
        "一、甲",
        "（一）严明纪律。谈了话。",
        "二、丙",
        "一是严明纪律。谈了话。",
        "三、乙",
        "（二）严明纪律。谈了话。",
    ]


def test_unheaded_chapters_are_not_counted() -> None:
    assert printed(chapter("甲"), chapter(" ", lead="无题。"), chapter("乙")) == ["一、甲", "无题。", "二、乙"]


@pytest.mark.parametrize(
    ("heading", "body", "printed_as"),
    [
        ("压实责任", "开会。", "（一）压实责任。开会。"),
        ("压实责任。", "开会。", "（一）压实责任。开会。"),
        ("压实责任：", "开会。", "（一）压实责任：开会。"),
        (" 压实责任 ", "", "（一）压实责任"),
        ("", "开会。", "（一）开会。"),
        ("", "", "（一）"),
    ],
)
def test_a_heading_is_closed_where_text_follows(heading: str, body: str, printed_as: str) -> None:
    assert printed(chapter("", Entry(heading, body))) == [printed_as]


def test_places_stand_for_missing_keys() -> None:
    assert [block.anchor for block in built(chapter("甲"), chapter("乙", Entry("", "一"), Entry("", "二")))] == [
        "chapter-1",
        "chapter-2",
        "entry-2.1",
        "entry-2.2",
    ]


@given(manuscripts)
def test_no_two_places_share_an_anchor(manuscript: Manuscript) -> None:
    document = build_document(manuscript)
    assert len(anchors(document)) == len(list(anchored_texts(document)))


@given(manuscripts)
def test_every_word_of_the_manuscript_is_printed_in_its_order(manuscript: Manuscript) -> None:
    text = "\n".join(plain_text(block) for block in build_document(manuscript).body)
    position = 0
    for word in _words(manuscript):
        position = text.index(word, position) + len(word)


def _words(manuscript: Manuscript) -> list[str]:
    words = paragraphs(manuscript.preamble)
    for one in manuscript.chapters:
        words += [one.heading.strip(), *paragraphs(one.lead)]
        for entry in one.entries:
            words += [entry.heading.strip(), *paragraphs(entry.body)]
    return words + paragraphs(manuscript.closing)
