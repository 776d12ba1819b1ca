"""Rows copied from a spreadsheet."""

import datetime

import pytest

from reports.importing.activities import Reading, parts_of_rows, pasted_rows, read_rows
from tests.importing.activities.books import BOOK, TODAY, YEARS


def read(text: str) -> list[Reading]:
    return read_rows(parts_of_rows(pasted_rows(text)), BOOK, today=TODAY, years=YEARS)


def faults(reading: Reading) -> list[str]:
    return [fault.part for fault in reading.faults]


def test_cells_are_parted_by_tabs_and_keep_their_line_breaks_and_quotes() -> None:
    text = '日期\t内容\r\n5.24\t"第一行\n第""二""行"\r\n\r\n5.25\t"三会一课"学习\t"\n'
    assert pasted_rows(text) == [["日期", "内容"], ["5.24", '第一行\n第"二"行'], ["5.25", '"三会一课"学习', '"']]


def test_rows_with_heads_in_any_order_are_read_by_them() -> None:
    reading = read(
        "序号\t参加人次（人）\t类别\t活动内容\t时间\t股室\t文号\n"
        "1\t9\t任前谈话\t新任干部\t2026-05-24 00:00:00\t办公室\t云办〔2026〕1号"
    )[0]
    assert (reading.kind, reading.title, reading.attendance) == ("talk_preappoint", "新任干部", 9)
    assert (reading.first_day, reading.office) == (datetime.date(2026, 5, 24), "BG")
    assert (reading.document_number, reading.faults, reading.unsure) == ("云办〔2026〕1号", (), frozenset())


@pytest.mark.parametrize(
    "text", ["1\t5月24日\t党组会\t12\n2\t5.25\t党课\t30人", "党组会\t12人\t5月24日\n5.25\t30\t党课"]
)
def test_rows_without_heads_are_read_by_what_stands_in_them(text: str) -> None:
    one, two = read(text)
    assert (one.kind, one.attendance, str(one.first_day)) == ("meeting", 12, "2026-05-24")
    assert (two.kind, two.attendance, str(two.first_day)) == ("lecture", 30, "2026-05-25")


def test_a_row_without_a_day_is_a_mistake() -> None:
    assert [faults(reading) for reading in read("党组会\t12人\n日期\t党课")] == [["first_day"], ["first_day"]]
    assert faults(read("日期\t类别\n\t党课")[0]) == ["first_day"]


def test_a_kind_is_found_in_the_title_where_the_table_has_none() -> None:
    reading = read("日期\t内容\n5.24\t召开党组会研究采购")[0]
    assert (reading.kind, reading.title, faults(reading)) == ("meeting", "召开党组会研究采购", [])


def test_a_kind_stands_for_a_missing_title() -> None:
    assert read("日期\t类别\n5.24\t党课")[0].title == "廉政党课"


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("2.30\t党课\t上课\t1\t", ["first_day"]),
        ("明年\t党课\t上课\t1\t", ["first_day"]),
        ("12.3\t党课\t上课\t1\t", ["first_day"]),
        ("2024.5.1\t党课\t上课\t1\t", ["first_day"]),
        ("5.24\t打球\t友谊赛\t1\t", ["kind"]),
        ("5.24\t党课\t上课\t0\t", ["attendance"]),
        ("5.24\t党课\t上课\t很多\t", ["attendance"]),
        ("5.24\t党课\t上课\t-3\t", ["attendance"]),
        (f"5.24\t党课\t上课\t{'9' * 5000}\t", ["attendance"]),
        ("5.24\t党课\t上课\t1\t别的局", ["office"]),
        (f"5.24\t党课\t{'长' * 201}\t1\t", ["title"]),
        ("\t\t\t0\t别的局", ["first_day", "kind", "title", "office", "attendance"]),
    ],
)
def test_each_mistake_is_said_at_its_row_and_part(row: str, parts: list[str]) -> None:
    assert faults(read(f"日期\t类别\t内容\t人数\t单位\n{row}")[0]) == parts


@pytest.mark.parametrize(("cell", "unsure"), [("30", False), ("30人", False), ("约30人", True), ("30余人次", True)])
def test_a_rounded_number_is_a_guess(cell: str, unsure: bool) -> None:
    reading = read(f"日期\t类别\t人数\n5.24\t党课\t{cell}")[0]
    assert (reading.attendance, "attendance" in reading.unsure) == (30, unsure)


def test_commas_part_thousands() -> None:
    assert read("日期\t类别\t人数\n5.24\t党课\t1,200人")[0].attendance == 1200


def test_a_kind_by_likeness_is_a_guess() -> None:
    reading = read("日期\t类别\n5.24\t廉政集体谈话")[0]
    assert (reading.kind, reading.kind_words, reading.unsure) == (
        "talk_preappoint",
        "廉政集体谈话",
        frozenset({"kind"}),
    )


def test_tags_and_a_last_day_are_read() -> None:
    reading = read("开始日期\t结束日期\t类别\t标签\n5.24\t5.26\t党课\t重点、专题")[0]
    assert (str(reading.last_day), reading.tags) == ("2026-05-26", ("重点", "专题"))
