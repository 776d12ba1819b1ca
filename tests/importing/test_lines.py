"""The data between the two stages: it goes to the browser and comes back."""

import json
from dataclasses import replace
from typing import Any

import pytest

from reports.choices import ChapterKind, LeftOutReason, LineKind
from reports.errors import InvalidInput
from reports.importing import Line, decode_lines, encode_lines, read_text
from tests.importing.properties import SAMPLES

ENTRY = Line(3, "（一）抓学习。召开会议。", LineKind.ENTRY, ChapterKind.WORK)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_lines_survive_json(path: Any) -> None:
    lines = read_text(path.read_bytes()).lines

    assert decode_lines(json.loads(json.dumps(encode_lines(lines)))) == lines


def test_a_line_is_plain_data() -> None:
    left_out = Line(4, "##x1##", LineKind.LEFT_OUT, reason=LeftOutReason.MARKER)

    assert encode_lines([ENTRY, left_out]) == [
        {
            "number": 3,
            "text": "（一）抓学习。召开会议。",
            "kind": "entry",
            "chapter": "work",
            "runs_on": False,
            "reason": "",
        },
        {"number": 4, "text": "##x1##", "kind": "left_out", "chapter": "", "runs_on": False, "reason": "marker"},
    ]


def test_what_a_person_leaves_out_says_so() -> None:
    (line,) = decode_lines([{"number": 1, "text": "甲", "kind": "left_out"}])

    assert (line.reason, line.kept) == (LeftOutReason.PERSON, False)


def test_what_a_person_takes_back_has_no_reason() -> None:
    (line,) = decode_lines([{"number": 1, "text": "甲", "kind": "paragraph", "reason": "marker"}])

    assert line == Line(1, "甲", LineKind.PARAGRAPH)


def test_a_chapter_heading_without_a_kind_is_work_done() -> None:
    (line,) = decode_lines([{"number": 1, "text": "一、工作", "kind": "chapter", "chapter": ""}])

    assert line.chapter is ChapterKind.WORK


def test_a_line_is_cut_in_two() -> None:
    first, second = ENTRY.cut(7, kind=LineKind.PARAGRAPH)

    assert first == replace(ENTRY, text="（一）抓学习。")
    assert second == Line(3, "召开会议。", LineKind.PARAGRAPH, runs_on=True)


@pytest.mark.parametrize(
    "data",
    [
        [{"number": 1, "text": "甲", "kind": "diary"}],
        [{"number": "eins", "text": "甲", "kind": "title"}],
        [{"text": "甲", "kind": "title"}],
        [{"number": 1, "text": "甲", "kind": "paragraph", "chapter": "other"}],
        ["line"],
        [None],
        7,
    ],
)
def test_other_data_is_refused(data: Any) -> None:
    with pytest.raises(InvalidInput, match="upload the file again"):
        decode_lines(data)
