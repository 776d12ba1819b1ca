"""Parts of a report have the numbers that they have in the whole."""

from dataclasses import replace

from reports.choices import ChapterKind, EntryStyle, FaceSet, Numbering
from reports.composing.parts import chapter_part, cover_part, entry_numbers, preamble_part, with_chapter
from reports.document import Chapter, Cover, Entry, Manuscript, Typography, build_document, plain_text

ONE = Chapter(
    ChapterKind.WORK,
    "甲章",
    "引语。",
    entries=(Entry("一条", "文。\n又文。", "a"), Entry("二条", "文。", "b")),
    key="x",
)
TWO = Chapter(ChapterKind.NEXT_STEPS, "乙章", entries=(Entry("三条", "文。", "c"),), key="y")
WHOLE = Manuscript(Cover("题", "主送", "署名"), "导语。", (ONE, TWO), "特此报告。", Numbering.CONTINUOUS)


def test_the_cover_stands_with_the_closing_line() -> None:
    part = cover_part(WHOLE)
    assert (part.cover, [plain_text(block) for block in part.body]) == (WHOLE.cover, ["特此报告。"])


def test_the_preamble_stands_alone() -> None:
    assert [plain_text(block) for block in preamble_part(WHOLE).body] == ["导语。"]


def test_a_chapter_keeps_its_numbers() -> None:
    assert [plain_text(block) for block in chapter_part(WHOLE, "y").body] == ["二、乙章", "（三）三条。文。"]
    assert [plain_text(block) for block in chapter_part(WHOLE, "x").body] == [
        "一、甲章",
        "引语。",
        "（一）一条。文。",
        "又文。",
        "（二）二条。文。",
    ]


def test_other_words_take_the_place_of_the_stored_ones() -> None:
    changed = with_chapter(
        WHOLE, "x", heading="新章", lead="", entry_style=EntryStyle.POINTS.value, entries={"b": ("新条", "新文。")}
    )
    assert [plain_text(block) for block in chapter_part(changed, "x").body] == [
        "一、新章",
        "一是一条。文。",
        "又文。",
        "二是新条。新文。",
    ]
    assert changed.chapters[1] == TWO


def test_every_entry_has_its_number_in_every_style() -> None:
    for style, expected in (
        (EntryStyle.TITLED, {"entry-a": "（一）", "entry-b": "（二）"}),
        (EntryStyle.OWN_LINE, {"entry-a": "（一）", "entry-b": "（二）"}),
        (EntryStyle.INLINE, {"entry-a": "一是", "entry-b": "二是"}),
    ):
        whole = with_chapter(WHOLE, "x", heading="", lead="", entry_style=style.value, entries={})
        numbers = entry_numbers(build_document(whole))
        assert {anchor: number for anchor, number in numbers.items() if anchor in expected} == expected


ATTACHED = Chapter(ChapterKind.ATTACHMENTS, "", entries=(Entry("名单", "张三", "d"), Entry("数据", "表", "f")), key="z")


def test_attachments_are_a_part_of_their_own() -> None:
    whole = replace(WHOLE, chapters=(ONE, ATTACHED), typography=Typography(faces=FaceSet.WINDOWS))
    part = chapter_part(whole, "z")
    assert ([a.title for a in part.attachments], part.body, part.typography) == (["名单", "数据"], (), whole.typography)
    assert [chapter_part(whole, "x").attachments, cover_part(whole).attachments] == [(), ()]


def test_one_attachment_has_no_number() -> None:
    several, one = replace(WHOLE, chapters=(ATTACHED,)), replace(ATTACHED, entries=ATTACHED.entries[:1])
    assert entry_numbers(build_document(several)) == {"entry-d": "附件1", "entry-f": "附件2"}
    assert entry_numbers(build_document(replace(WHOLE, chapters=(one,)))) == {"entry-d": "附件"}
