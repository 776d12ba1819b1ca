"""Lines become a manuscript, also when a person has changed what they are."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.choices import ChapterKind, EntryStyle, LineKind, NoteKind, Numbering
from reports.document import Chapter, Entry, Manuscript, build_document, plain_text
from reports.importing import Line, Note, assemble, read_text
from tests.importing.properties import FRAME, assert_framed, is_subsequence, printed, promised, sample
from tests.rounds import rounds

WORK, PROBLEMS = ChapterKind.WORK, ChapterKind.PROBLEMS


@dataclass(frozen=True)
class Given:
    """A line without its number."""

    kind: LineKind
    text: str
    runs_on: bool = False
    chapter: ChapterKind | None = None


def lines(*given: Given) -> list[Line]:
    return [
        Line(number, one.text, one.kind, WORK if one.kind is LineKind.CHAPTER else one.chapter, one.runs_on)
        for number, one in enumerate(given, 1)
    ]


def texts(manuscript: Manuscript) -> list[str]:
    return [plain_text(block) for block in build_document(manuscript).body]


def codes(notes: tuple[Note, ...]) -> list[tuple[int, str]]:
    return [(note.line, note.code) for note in notes if note.code != "no_title"]


HEADED = Given(LineKind.CHAPTER, "一、工作")


def test_run_in_text_follows_its_heading() -> None:
    manuscript, notes = assemble(
        lines(
            HEADED,
            Given(LineKind.ENTRY, "（一）抓学习。"),
            Given(LineKind.PARAGRAPH, "开会。", True),
            Given(LineKind.PARAGRAPH, "检查。"),
        )
    )

    assert manuscript.chapters == (Chapter(WORK, "工作", entries=(Entry("抓学习", "开会。\n检查。"),)),)
    assert texts(manuscript) == ["一、工作", "（一）抓学习。开会。", "检查。"]
    assert codes(notes) == []


def test_text_on_the_next_line_makes_headings_stand_alone() -> None:
    manuscript, _ = assemble(lines(HEADED, Given(LineKind.ENTRY, "（一）抓学习"), Given(LineKind.PARAGRAPH, "开会。")))

    assert manuscript.chapters[0].style is EntryStyle.OWN_LINE
    assert texts(manuscript) == ["一、工作", "（一）抓学习", "开会。"]


def test_one_heading_alone_among_run_in_ones_gets_its_full_stop() -> None:
    run_in = [Given(LineKind.ENTRY, "（一）抓学习。"), Given(LineKind.PARAGRAPH, "开会。", True)]
    manuscript, notes = assemble(
        lines(HEADED, *run_in, *run_in, Given(LineKind.ENTRY, "（三）抓检查"), Given(LineKind.PARAGRAPH, "检查。"))
    )

    assert texts(manuscript)[-1] == "（三）抓检查。检查。"
    assert codes(notes) == [(4, "renumbered"), (6, "full_stop_added")]


@pytest.mark.parametrize("heading", ["抓学习！", "抓学习：", "学“严。”", "做到……。", "抓学习.", "抓学习； 。"])
def test_other_marks_behind_a_heading_are_kept(heading: str) -> None:
    manuscript, notes = assemble(
        lines(HEADED, Given(LineKind.ENTRY, f"（一）{heading}"), Given(LineKind.PARAGRAPH, "开会。", True))
    )

    assert texts(manuscript)[-1] == f"（一）{heading}开会。"
    assert codes(notes) == []


def test_points_that_run_on_share_a_paragraph() -> None:
    manuscript, notes = assemble(
        lines(
            HEADED,
            Given(LineKind.PARAGRAPH, "主要做法："),
            Given(LineKind.POINT, "一是抓学习。", True),
            Given(LineKind.PARAGRAPH, "开会。", True),
            Given(LineKind.POINT, "二是", True),
            Given(LineKind.PARAGRAPH, "抓检查。", True),
            Given(LineKind.PARAGRAPH, "成效明显。"),
        )
    )

    assert [chapter.style for chapter in manuscript.chapters] == [EntryStyle.INLINE, EntryStyle.TITLED]
    assert manuscript.chapters[0].entries == (Entry("抓学习", "开会。"), Entry("", "抓检查。"))
    assert texts(manuscript) == ["一、工作", "主要做法：一是抓学习。开会。二是抓检查。", "成效明显。"]
    assert codes(notes) == []


def test_points_below_a_lead_of_its_own_are_joined_with_it() -> None:
    manuscript, notes = assemble(
        lines(
            HEADED,
            Given(LineKind.PARAGRAPH, "主要："),
            Given(LineKind.POINT, "一是学。"),
            Given(LineKind.POINT, "二是查。", True),
        )
    )

    assert texts(manuscript)[-1] == "主要：一是学。二是查。"
    assert codes(notes) == [(3, "lead_joined")]


def test_points_a_paragraph_each_are_counted_anew() -> None:
    manuscript, notes = assemble(lines(HEADED, Given(LineKind.POINT, "一是学。"), Given(LineKind.POINT, "三是查。")))

    assert manuscript.chapters[0].style is EntryStyle.POINTS
    assert texts(manuscript) == ["一、工作", "一是学。", "二是查。"]
    assert [note.values for note in notes if note.code == "renumbered"] == [(("read", "三是"), ("printed", "二是"))]


def test_a_paragraph_may_open_a_chapter_without_heading() -> None:
    manuscript, _ = assemble(lines(HEADED, Given(LineKind.PARAGRAPH, "不足在于学得少。", chapter=PROBLEMS)))

    assert [(chapter.kind, chapter.heading, chapter.lead) for chapter in manuscript.chapters] == [
        (WORK, "工作", ""),
        (PROBLEMS, "", "不足在于学得少。"),
    ]


def test_entries_of_another_sort_open_a_chapter_of_the_same_kind() -> None:
    manuscript, _ = assemble(lines(HEADED, Given(LineKind.POINT, "一是学。"), Given(LineKind.ENTRY, "（一）查")))

    assert [(chapter.kind, chapter.heading) for chapter in manuscript.chapters] == [(WORK, "工作"), (WORK, "")]


def test_entries_before_any_chapter_open_one() -> None:
    manuscript, _ = assemble(lines(Given(LineKind.PREAMBLE, "导语。"), Given(LineKind.ENTRY, "（一）抓学习")))

    assert manuscript.preamble == "导语。"
    assert manuscript.chapters == (Chapter(WORK, "", entries=(Entry("抓学习", ""),)),)


@pytest.mark.parametrize(
    ("numbers", "numbering"),
    [
        (("（一）（二）", "（三）（四）"), Numbering.CONTINUOUS),
        (("（一）（二）", "（一）（二）"), Numbering.RESTART),
        (("（一）", "（二）", "（三）", "（一）"), Numbering.CONTINUOUS),
        (("（一）（二）（三）",), Numbering.RESTART),
        ((), Numbering.RESTART),
    ],
)
def test_numbering_is_taken_from_the_file(numbers: tuple[str, ...], numbering: Numbering) -> None:
    given: list[Given] = []
    for chapter in numbers:
        given.append(HEADED)
        given += [Given(LineKind.ENTRY, f"{number}）抓学习") for number in chapter.split("）") if number]

    assert assemble(lines(*given))[0].numbering is numbering


def test_the_numbering_can_be_told() -> None:
    manuscript, notes = assemble(
        lines(HEADED, Given(LineKind.ENTRY, "（一）学"), HEADED, Given(LineKind.ENTRY, "（二）查")), Numbering.RESTART
    )

    assert texts(manuscript)[-1] == "（一）查"
    assert codes(notes) == [(3, "renumbered"), (4, "renumbered")]


def test_counted_and_numbered_text_that_stays_whole_is_noted() -> None:
    _, notes = assemble(
        lines(HEADED, Given(LineKind.PARAGRAPH, "一是学。三是查。"), Given(LineKind.PARAGRAPH, "二、检查。"))
    )

    assert codes(notes) == [(2, "points_out_of_order"), (3, "plain_number")]


def test_what_stands_out_of_place_is_moved_and_noted() -> None:
    manuscript, notes = assemble(
        lines(
            HEADED,
            Given(LineKind.CLOSING, "特此报告。"),
            Given(LineKind.PARAGRAPH, "补充。"),
            Given(LineKind.TITLE, "工作报告"),
        )
    )

    assert (manuscript.cover.title, manuscript.closing) == ("工作报告", "特此报告。")
    assert manuscript.chapters[0].lead == "补充。"
    assert codes(notes) == [(3, "moved"), (4, "moved")]


def test_a_second_recipient_is_text() -> None:
    manuscript, _ = assemble(lines(Given(LineKind.RECIPIENT, "县委："), Given(LineKind.RECIPIENT, "同志们：")))

    assert (manuscript.cover.recipient, manuscript.preamble) == ("县委", "同志们：")


def test_notes_speak_in_the_readers_language() -> None:
    note = Note("renumbered", 3, "二、工作", (("read", "二、"), ("printed", "一、")))

    assert note.kind is NoteKind.RENUMBERED
    assert note.message() == "numbered 二、 in the file, now 一、"
    assert note.message(lambda text: text.replace("numbered", "编号")) == "编号 二、 in the file, now 一、"


def test_a_correction_is_assembled_again() -> None:
    outcome = read_text(sample("briefing"))
    corrected = [replace(line, chapter=PROBLEMS) if line.text == "一、工作开展情况" else line for line in outcome.lines]

    assert assemble(outcome.lines)[0] == outcome.manuscript
    assert assemble(corrected)[0].chapters[0].kind is PROBLEMS


any_line = st.builds(
    Line,
    number=st.integers(1, 9),
    text=st.text("一二、（）是抓学习。，：2025年1月日", min_size=1, max_size=12).map(str.strip).filter(bool),
    kind=st.sampled_from([kind for kind in LineKind if kind is not LineKind.LEFT_OUT]),
    chapter=st.none() | st.sampled_from([WORK, PROBLEMS, ChapterKind.NEXT_STEPS]),
    runs_on=st.booleans(),
)


@settings(max_examples=rounds(200))
@given(st.lists(any_line, max_size=12))
def test_any_lines_will_do_and_all_their_characters_are_kept(given: list[Line]) -> None:
    document = build_document(assemble(given)[0])
    kept = [line for line in given if line.kind is not LineKind.DATE]

    for line in kept:
        if line.kind not in FRAME:
            assert is_subsequence(promised([line]).removesuffix("："), printed(document))
    assert_framed(kept, document)
