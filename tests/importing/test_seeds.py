"""The real reports of the bureau, where they are at hand; their sentences are not part of the project."""

import re
from pathlib import Path

import pytest

from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.document import Heading, build_document, plain_text
from reports.importing import read_text, read_word
from reports.rendering import render_word
from tests.importing.properties import SEEDS, assert_nothing_lost, notes_of, seed

pytestmark = pytest.mark.skipif(not SEEDS, reason="the seeds stand beside the checkout, or where LIANBAO_SEEDS says")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_every_character_is_kept_in_order(path: Path) -> None:
    assert_nothing_lost(read_text(path.read_bytes()))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_a_word_file_made_of_it_reads_back_the_same(path: Path) -> None:
    manuscript = read_text(path.read_bytes()).manuscript

    read = read_word(render_word(build_document(manuscript))).manuscript

    assert build_document(read) == build_document(manuscript)
    assert read.chapters == manuscript.chapters


def test_work_problems_and_next_steps_of_an_annual_briefing() -> None:
    chapters = read_text(seed("000")).manuscript.chapters

    assert [(chapter.kind, len(chapter.entries)) for chapter in chapters] == [
        (ChapterKind.WORK, 4),
        (ChapterKind.PROBLEMS, 3),
        (ChapterKind.NEXT_STEPS, 4),
    ]


def test_work_points_are_numbered_through_and_have_no_title() -> None:
    outcome = read_text(seed("001"))
    texts = [plain_text(block) for block in build_document(outcome.manuscript).body]
    numbers = [match.group() for text in texts if (match := re.match("（[一二三四五六七八九十]+）", text))]

    assert outcome.manuscript.cover.title == ""
    assert outcome.manuscript.numbering is Numbering.CONTINUOUS
    assert (len(numbers), numbers[0], numbers[-1]) == (15, "（一）", "（十五）")
    assert {chapter.kind for chapter in outcome.manuscript.chapters} == {ChapterKind.NEXT_STEPS}


def test_repeated_chapter_numbers_are_put_right_and_noted() -> None:
    outcome = read_text(seed("002"))
    body = build_document(outcome.manuscript).body

    assert [block.number for block in body if isinstance(block, Heading)] == [f"{digit}、" for digit in "一二三四五六"]
    assert [note.values for note in outcome.notes if note.code == "renumbered"] == [
        (("read", "二、"), ("printed", "五、")),
        (("read", "三、"), ("printed", "六、")),
    ]


def test_unheaded_closing_paragraphs_become_problems_and_next_steps() -> None:
    *work, problems, next_steps = read_text(seed("003")).manuscript.chapters

    assert [(chapter.kind, chapter.style, len(chapter.entries)) for chapter in work] == [
        (ChapterKind.WORK, EntryStyle.INLINE, number) for number in (4, 4, 5, 5, 3)
    ]
    assert (problems.kind, problems.heading, len(problems.entries)) == (ChapterKind.PROBLEMS, "", 4)
    assert (next_steps.kind, next_steps.heading, len(next_steps.entries)) == (ChapterKind.NEXT_STEPS, "", 0)
    assert next_steps.lead


def test_advertising_is_listed_as_left_out() -> None:
    assert notes_of(read_text(seed("004")), "left_out") == [
        (4, "Marker of a website"),
        (5, "Advertising"),
        (13, "Advertising"),
        (13, "Marker of a website"),
    ]
