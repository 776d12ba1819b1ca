"""Corrections as the page posts them, and lines and notes as it shows them."""

import pytest
from django.utils.translation import override

from reports.choices import ChapterKind, LeftOutReason, LineKind
from reports.errors import InvalidInput
from reports.forms.imports import PARTS, corrected, rows, told
from reports.importing import Line, Note
from reports.importing.correcting import part_of, with_part

LINES = (
    Line(1, "某局汇报", LineKind.TITLE),
    Line(2, "一、工作情况", LineKind.CHAPTER, ChapterKind.WORK),
    Line(3, "（一）压实责任。", LineKind.ENTRY),
    Line(3, "签订责任书。上党课。", LineKind.PARAGRAPH, runs_on=True),
)


def parts(lines: tuple[Line, ...]) -> list[str]:
    return [part_of(line) for line in lines]


def test_every_part_that_the_page_offers_is_one() -> None:
    for _group, offered in PARTS:
        for part, _label in offered:
            assert part_of(with_part(LINES[0], part)) == part


def test_the_page_as_it_stands_changes_nothing() -> None:
    posted = {f"part-{place}": part_of(line) for place, line in enumerate(LINES)}
    posted |= {f"text-{place}": line.text for place, line in enumerate(LINES)}

    assert corrected(LINES, posted) == LINES


def test_one_row_alone_may_be_posted() -> None:
    assert parts(corrected(LINES, {"part-1": "chapter.problems"})) == [
        "title",
        "chapter.problems",
        "entry",
        "paragraph+",
    ]


def test_cuts_and_a_join_at_once_find_their_places() -> None:
    posted = {"part-0": "preamble", "text-3": "签订责任书。\n上党课。", "text-1": "一、工作\n情况", "join": "2"}

    done = corrected(LINES, posted)

    assert [(part_of(line), line.text) for line in done] == [
        ("preamble", "某局汇报"),
        ("chapter.work", "一、工作"),
        ("paragraph", "情况（一）压实责任。"),
        ("paragraph+", "签订责任书。"),
        ("paragraph", "上党课。"),
    ]


@pytest.mark.parametrize("posted", [{"part-0": "king"}, {"join": "x"}, {"text-0": "别的"}, {"part-0": "chapter."}])
def test_what_the_page_cannot_have_sent_is_refused(posted: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        corrected(LINES, posted)


@pytest.mark.parametrize("posted", [{"part-99": "title"}, {"join": "0"}, {"join": "99"}, {"other": "x"}])
def test_what_names_no_line_changes_nothing(posted: dict[str, str]) -> None:
    assert corrected(LINES, posted) == LINES


def test_only_the_first_piece_of_a_line_carries_its_number() -> None:
    assert [(row.line.number, row.first) for row in rows(LINES, {}, {})] == [
        (1, True),
        (2, True),
        (3, True),
        (3, False),
    ]


def test_a_rare_part_is_offered_where_it_stands() -> None:
    point = Line(1, "一是", LineKind.POINT, ChapterKind.PROBLEMS, runs_on=True)

    with override("en"):
        (row,) = rows([point], {}, {})
        assert row.options.endswith(
            '<optgroup label="As recognised"><option value="point.problems+" selected>'
            "Point (一是) · Problems</option></optgroup>"
        )
        assert row.options.count(" selected") == 1


def test_a_refused_cut_is_shown_as_it_was_typed() -> None:
    typed = [row.typed for row in rows(LINES, {"text-3": "签订\n责任状。", "text-2": "（一） 压实责任。"}, {})]

    assert typed == [None, None, "（一） 压实责任。", "签订\n责任状。"]


def test_a_left_out_line_says_why() -> None:
    with override("en"):
        (row,) = rows([Line(1, "加微信", LineKind.LEFT_OUT, reason=LeftOutReason.ADVERTISING)], {}, {})
        assert row.reason == "Advertising"


def test_notes_come_in_families_the_weightiest_first() -> None:
    notes = [
        Note("renumbered", 5, "二、", (("read", "二、"), ("printed", "三、"))),
        Note("no_title", 1, ""),
        Note("left_out", 2, "长" * 40, (("reason", "Advertising"),)),
    ]

    with override("en"):
        assert [(group["label"], group["notes"]) for group in told(notes)] == [
            ("Not understood", [{"line": 1, "message": "no title found", "quote": ""}]),
            ("Left out", [{"line": 2, "message": "left out: Advertising", "quote": "长" * 30 + "…"}]),
            ("Numbered anew", [{"line": 5, "message": "numbered 二、 in the file, now 三、", "quote": "二、"}]),
        ]
