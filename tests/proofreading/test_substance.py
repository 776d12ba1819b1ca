"""Repetition, length, and whether problems and promises can be held to."""

import pytest

from reports.choices import ChapterKind
from reports.document import Entry
from reports.proofreading import Facts, Requirements
from tests.proofreading.manuscripts import codes, found, manuscript, of_kind

SAID = "局党组年初专题研究党风廉政建设工作，印发任务分解表。"


def test_a_paragraph_that_stands_there_again_is_named_once_for_each_repetition() -> None:
    text = manuscript(f"{SAID}\n另一段写别的事情。\n{SAID}", preamble=SAID)
    assert [(f.rule.code, f.anchor) for f in found(text)] == [("said_twice", "entry-e"), ("said_twice", "entry-e-3")]


def test_all_parts_of_a_zero_report_say_the_same() -> None:
    text = manuscript(SAID, preamble=SAID)
    assert codes(text, Requirements(zero_report=SAID)) == []
    assert codes(text, Requirements(zero_report="另一句话。")) == ["said_twice"]


def test_short_paragraphs_may_repeat() -> None:
    assert codes(manuscript("特此报告，请予审示。\n特此报告，请予审示。")) == []


@pytest.mark.parametrize(("length", "expected"), [(800, []), (801, ["too_long"])])
def test_a_paragraph_of_more_than_a_page(length: int, expected: list[str]) -> None:
    assert codes(manuscript("".join(chr(0x4E00 + number) for number in range(length)))) == expected


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        (ChapterKind.PROBLEMS, Facts(), ["not_answered", "nobody_responsible", "no_deadline"]),
        (ChapterKind.PROBLEMS, Facts(responsible=True, deadline=True, linked=True), []),
        (ChapterKind.NEXT_STEPS, Facts(linked=True), ["nobody_responsible", "no_deadline"]),
        (ChapterKind.NEXT_STEPS, Facts(responsible=True, deadline=True), []),
    ],
)
def test_problems_and_promises_name_who_and_when(kind: ChapterKind, facts: Facts, expected: list[str]) -> None:
    text = manuscript(chapters=(of_kind(kind, Entry("巡查不细", "十七次没有签字，台账不一致。", "e")),))
    assert codes(text, Requirements(facts={"e": facts})) == expected


def test_an_entry_of_which_nothing_is_recorded_is_left_alone() -> None:
    text = manuscript(chapters=(of_kind(ChapterKind.PROBLEMS, Entry("巡查不细", "十七次没有签字，台账不一致。", "x")),))
    assert codes(text) == []


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (ChapterKind.PROBLEMS, ["body", "responsible_leader", "deadline"]),
        (ChapterKind.NEXT_STEPS, ["responsible", "deadline"]),
    ],
)
def test_the_way_leads_to_the_very_field(kind: ChapterKind, fields: list[str]) -> None:
    text = manuscript(chapters=(of_kind(kind, Entry("巡查不细", "十七次没有签字，台账不一致。", "e")),))
    assert [f.field for f in found(text, Requirements(facts={"e": Facts()}))] == fields
