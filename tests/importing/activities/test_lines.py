"""The quick line: its parts in any order, what is doubtful and what is wrong."""

import datetime
from typing import Any

import pytest

from reports.importing.activities import Reading, read_line
from tests.importing.activities.books import BOOK, TODAY, YEARS


def read(line: str) -> Reading:
    return read_line(line, BOOK, today=TODAY, years=YEARS)


def said(reading: Reading) -> dict[str, Any]:
    """What was found, by part."""
    names = ("kind", "title", "office", "attendance", "quantity", "document_number")
    values = {name: getattr(reading, name) for name in names}
    return {name: value for name, value in values.items() if value not in (None, "")}


TALK = {"kind": "talk_preappoint", "title": "集体廉政谈话", "attendance": 9}


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("5月24日 集体廉政谈话 9人", TALK),
        ("9人 集体廉政谈话 5月24日", TALK),
        ("5-24,120人,集体廉政谈话", TALK | {"attendance": 120}),
        ("集体廉政谈话9人5.24", TALK | {"attendance": 9}),
        ("５月２４日，集体廉政谈话，９人参加", TALK),
        ("5-24 集体廉政谈话 参加人数：9", TALK),
        ("5月24日 集体廉政谈话 九人", TALK),
        (
            "5.24 签订责任书42份",
            {"kind": "responsibility_letter", "title": "签订责任书", "quantity": 42},
        ),
        (
            "5.24对9名新任干部任前廉政谈话",
            {"kind": "talk_preappoint", "title": "对9名新任干部任前廉政谈话", "attendance": 9},
        ),
        (
            "5.24 检查股：党组会，12人参加",
            {"kind": "meeting", "title": "党组会", "office": "AJ", "attendance": 12},
        ),
        (
            "5月24日召开党组会专题研究3.5万元采购",
            {"kind": "meeting", "title": "召开党组会专题研究3.5万元采购"},
        ),
        (
            "5.24 谈心谈话 34人次 云应急〔2026〕3号",
            {"kind": "talk_heart", "title": "谈心谈话", "attendance": 34, "document_number": "云应急〔2026〕3号"},
        ),
        (
            "5.24 廉政党课 2场 120人次 办公室",
            {"kind": "lecture", "title": "廉政党课 2场", "office": "BG", "attendance": 120},
        ),
    ],
)
def test_the_parts_of_a_line_are_found(line: str, parts: dict[str, Any]) -> None:
    reading = read(line)
    assert said(reading) == parts
    assert (reading.first_day, reading.last_day) == (datetime.date(2026, 5, 24),) * 2
    assert (reading.unsure, reading.faults) == (frozenset(), ())


def test_a_line_without_a_day_means_today_and_says_so() -> None:
    reading = read("党组会 12人")
    assert (reading.first_day, reading.unsure) == (TODAY, frozenset({"first_day"}))


def test_a_name_inside_a_longer_one_gives_way_to_it() -> None:
    assert read("5.24 任前廉政谈话").kind_words == "任前廉政谈话"


def test_the_units_own_words_name_a_kind() -> None:
    reading = read("5.24 上课 30人")
    assert (reading.kind, reading.kind_words, reading.unsure) == ("lecture", "上课", frozenset())


def test_words_that_are_only_like_a_kind_make_a_guess() -> None:
    reading = read("5.24 廉政集体谈话 9人")
    assert (reading.kind, reading.kind_words, reading.unsure) == (
        "talk_preappoint",
        "廉政集体谈话",
        frozenset({"kind"}),
    )


@pytest.mark.parametrize("line", ["5.24 约30人 党课", "5.24 党课 30余人", "5.24 党课 30多人参加"])
def test_a_rounded_number_is_a_guess(line: str) -> None:
    reading = read(line)
    assert reading.attendance == 30
    assert reading.unsure == ({"attendance"} if "约" not in line else frozenset())


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("5.24 打球 9人", [("kind", "打球")]),
        ("5.24", [("kind", "")]),
        ("", [("kind", "")]),
        ("2月30日 党课", [("first_day", "2月30日")]),
        ("上周五 党课", [("first_day", "上周五")]),
        ("12月3日 党课", [("first_day", "")]),
        ("明天 党课", [("first_day", "")]),
        ("2024-05-01 党课", [("first_day", "2024")]),
        ("5.26-5.24 党课", [("last_day", "")]),
        ("5.24 党课 0人", [("attendance", "")]),
        ("5.24 责任书0份", [("quantity", "")]),
        ("5.24 党课 -3人", [("attendance", "-3人")]),
        ("5.24 党课 99999999999人", [("attendance", "99999999999人")]),
        ("5.24 党课 1.5万人", [("attendance", "1.5万人")]),
        ("5.24 党课 -1,200人", [("attendance", "-1,200人")]),
        ("5.24 责任书 99999999份", [("quantity", "99999999份")]),
    ],
)
def test_what_is_wrong_is_said_at_its_part(line: str, faults: list[tuple[str, str]]) -> None:
    assert [(fault.part, next(iter(fault.params.values()), "")) for fault in read(line).faults] == faults


@pytest.mark.parametrize(
    ("line", "title", "left"),
    [
        ("5.24 党课 3次 120人", "党课 3次", [("title", "3次")]),
        ("5.24 党课 三次 120人", "党课 三次", [("title", "三次")]),
        ("5.24 党课 120人 9人", "党课 9人", [("attendance", "9人")]),
        ("5.24 责任书 120份 9份", "责任书 9份", [("quantity", "9份")]),
        ("5.24 党课 42份 120人", "党课 42份", [("quantity", "42份")]),
        ("5.24 党课 120", "党课 120", [("attendance", "120")]),
        ("5.24 党课 1次 120人", "党课", []),
        ("5.24 党课第3次 1,200人", "党课第3次", []),
        ("5.24 党课-120人", "党课", []),
        (f"5.24 党课 {'9' * 5000}次", f"党课 {'9' * 5000}次", [("title", "9" * 20)]),
    ],
)
def test_a_number_that_no_part_takes_stays_in_the_title_and_is_told(
    line: str, title: str, left: list[tuple[str, str]]
) -> None:
    reading = read(line)
    assert reading.title == title
    assert [(one.part, one.params["words"]) for one in reading.left] == left
    assert reading.faults == ()


def test_a_number_that_no_part_can_take_is_no_part_of_the_title() -> None:
    assert [read(f"5.24 党课 {number}人").title for number in ("-3", "99999999999", "1.5万")] == ["党课"] * 3
