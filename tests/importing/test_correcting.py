"""Corrections between the two stages: parts and boundaries change, the words don't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.choices import ChapterKind, LeftOutReason, LineKind
from reports.errors import InvalidInput
from reports.importing.correcting import join, part_of, split, with_part
from reports.importing.lines import Line

HEADING = Line(3, "（一）压实责任。签订责任书。", LineKind.ENTRY)


def words(lines: tuple[Line, ...]) -> str:
    return "".join("".join(line.text.split()) for line in lines)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (Line(1, "甲", LineKind.TITLE), "title"),
        (Line(1, "甲", LineKind.CHAPTER, ChapterKind.PROBLEMS), "chapter.problems"),
        (Line(1, "甲", LineKind.PARAGRAPH, runs_on=True), "paragraph+"),
        (Line(1, "甲", LineKind.PARAGRAPH, ChapterKind.NEXT_STEPS), "paragraph.next_steps"),
        (Line(1, "甲", LineKind.POINT, ChapterKind.WORK, runs_on=True), "point.work+"),
        (Line(1, "甲", LineKind.LEFT_OUT, reason=LeftOutReason.SITE), "left_out"),
    ],
)
def test_a_part_is_one_word_and_back(line: Line, part: str) -> None:
    assert part_of(line) == part
    assert with_part(line, part) == line


def test_a_heading_never_runs_on() -> None:
    assert part_of(Line(1, "甲", LineKind.ENTRY, runs_on=True)) == "entry"


def test_what_a_person_leaves_out_says_so_and_what_is_taken_in_has_no_reason() -> None:
    out = with_part(HEADING, "left_out")

    assert (out.kind, out.reason) == (LineKind.LEFT_OUT, LeftOutReason.PERSON)
    assert with_part(out, "paragraph") == Line(3, HEADING.text, LineKind.PARAGRAPH)


@pytest.mark.parametrize("part", ["", "nothing", "chapter.", "chapter.x", "paragraph++", "paragraph+x", "title.work.x"])
def test_a_word_that_names_no_part_is_refused(part: str) -> None:
    with pytest.raises(ValueError, match=r"^.*$"):
        with_part(HEADING, part)


def test_a_heading_is_cut_from_the_text_that_runs_on() -> None:
    cut = split([HEADING], 0, "（一）压实责任。\n签订责任书。")

    assert cut == (
        Line(3, "（一）压实责任。", LineKind.ENTRY),
        Line(3, "签订责任书。", LineKind.PARAGRAPH, runs_on=True),
    )


def test_a_chapter_heading_is_cut_from_a_paragraph_of_its_own() -> None:
    chapter = Line(1, "一、工作情况 今年来……", LineKind.CHAPTER, ChapterKind.WORK)

    assert split([chapter], 0, "一、工作情况\n今年来……")[1] == Line(1, "今年来……", LineKind.PARAGRAPH)


def test_a_paragraph_is_cut_into_paragraphs_and_opens_a_chapter_once() -> None:
    closing = Line(9, "存在问题。下一步。", LineKind.PARAGRAPH, ChapterKind.PROBLEMS)

    assert [part_of(line) for line in split([closing], 0, "存在问题。\n\n 下一步。 ")] == [
        "paragraph.problems",
        "paragraph",
    ]


@pytest.mark.parametrize("text", ["", "（一）压实责任。\n签订责任状。", "（一）压实责任。签订责任书。另加一句。"])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        split([HEADING], 0, text)


def test_the_same_text_cuts_nothing() -> None:
    assert split([HEADING], 0, f" {HEADING.text} ") == (HEADING,)


def test_a_line_joins_the_one_before_it() -> None:
    lines = (Line(1, "二、存在的", LineKind.CHAPTER, ChapterKind.PROBLEMS), Line(2, "主要问题", LineKind.PARAGRAPH))

    assert join(lines, 1) == (Line(1, "二、存在的主要问题", LineKind.CHAPTER, ChapterKind.PROBLEMS),)
    assert join(lines, 0) == join(lines, 2) == lines


@given(text=st.text("甲乙 。", min_size=1, max_size=30), at=st.integers(0, 30))
def test_cutting_and_joining_keeps_every_word(text: str, at: int) -> None:
    line = Line(1, text.strip() or "甲", LineKind.PARAGRAPH)
    cut = split([line], 0, f"{line.text[:at]}\n{line.text[at:]}")

    assert words(cut) == words((line,))
    assert words(join(cut, 1)) == words((line,))
