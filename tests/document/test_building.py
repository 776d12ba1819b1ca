"""A manuscript becomes numbered, anchored blocks, one shape of report at a time."""

import pytest
from hypothesis import given

from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.document import (
    Attachment,
    Block,
    Chapter,
    Cover,
    Entry,
    Heading,
    Lead,
    Manuscript,
    Paragraph,
    Table,
    Text,
    anchors,
    build_document,
    plain_text,
)
from reports.document.texts import TextPiece, pieces
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
    document = build_document(manuscript)
    attached = "\n".join("\n".join([each.title, *map(plain_text, each.body)]) for each in document.attachments)
    _in_order(_words(manuscript, attachments=False), "\n".join(map(plain_text, document.body)))
    _in_order(_words(manuscript, attachments=True), attached)


def _in_order(words: list[str], text: str) -> None:
    position = 0
    for word in words:
        position = text.index(word, position) + len(word)


def _words(manuscript: Manuscript, *, attachments: bool) -> list[str]:
    """The words of the body or of the attachments; those in tables, which an inline chapter moves, are left out."""
    words = [] if attachments else _lines(manuscript.preamble)
    for one in manuscript.chapters:
        if (one.kind is ChapterKind.ATTACHMENTS) is not attachments:
            continue
        words += _lines(one.lead) if attachments else [one.heading.strip(), *_lines(one.lead)]
        for entry in one.entries:
            words += [entry.heading.strip(), *_lines(entry.body)]
    return words if attachments else words + _lines(manuscript.closing)


def _lines(text: str) -> list[str]:
    return [piece.number + piece.text for piece in pieces(text) if isinstance(piece, TextPiece)]


def test_tables_stand_where_they_were_written() -> None:
    entry = Entry("谈话", "表1 谈话情况\n单位\t人次\n甲局\t3\n谈完了。", "a")
    assert built(chapter("", entry)) == (
        Paragraph((Lead("（一）", "谈话"),), "entry-a"),
        Table(("单位", "人次"), (("甲局", "3"),), "表1 谈话情况", "entry-a-2"),
        Paragraph((Text("谈完了。"),), "entry-a-3"),
    )


def test_tables_of_a_shared_paragraph_stand_below_it() -> None:
    entries = Entry("", "谈了话。\n单位\t人次\n甲局\t3\n也查了账。", "a"), Entry("", "开了会。", "b")
    assert built(chapter("", *entries, style=EntryStyle.INLINE)) == (
        Paragraph(
            (Lead("一是", "", "entry-a"), Text("谈了话。也查了账。"), Lead("二是", "", "entry-b"), Text("开了会。")),
            "chapter-1-1",
        ),
        Table(("单位", "人次"), (("甲局", "3"),), "", "entry-a-2"),
    )


def test_attachments_stand_behind_the_body_wherever_their_chapter_does() -> None:
    attached = Chapter(ChapterKind.ATTACHMENTS, "附件", entries=(Entry("清单", "一条。", "a"),), key="c")
    document = build_document(Manuscript(Cover(), chapters=(attached, chapter("工作"))))
    assert document.body == (Heading(1, "一、", "工作", "chapter-2"),)
    assert document.attachments == (Attachment("清单", (Paragraph((Text("一条。"),), "entry-a-2"),), "entry-a"),)
