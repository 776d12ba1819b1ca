"""Numbers at the head of a line, in every way they are typed, and dates."""

import datetime

import pytest

from reports.importing.numbers import Number, date_in, number_at, value_of, without_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一、工作", Number("chapter", 1, "一、")),
        ("二.工作", Number("chapter", 2, "二.")),
        ("三．工作", Number("chapter", 3, "三．")),
        ("四 、 工作", Number("chapter", 4, "四 、 ")),
        ("二十一、工作", Number("chapter", 21, "二十一、")),
        ("（十五）工作", Number("entry", 15, "（十五）")),
        ("(一)工作", Number("entry", 1, "(一)")),
        ("（ 二 )、工作", Number("entry", 2, "（ 二 )、")),
        ("㈢工作", Number("entry", 3, "㈢")),
        ("1.工作", Number("arabic", 1, "1.")),
        ("１２、工作", Number("arabic", 12, "１２、")),
        ("（3）工作", Number("arabic_bracket", 3, "（3）")),
        ("⑷工作", Number("arabic_bracket", 4, "⑷")),
        ("第一部分　工作", Number("part", 1, "第一部分　")),
        ("第十二章 工作", Number("part", 12, "第十二章 ")),
    ],
)
def test_a_number_opens_the_line(text: str, number: Number) -> None:
    assert number_at(text) == number
    assert without_number(text) == "工作"


@pytest.mark.parametrize(
    "text",
    [
        "一、二季度共召开会议6次",
        "一、二、三产业协同发展",
        "一、二把手带头",
        "1.5万元资金",
        "2025年工作",
        "一是抓学习",
        "一年来",
        "三重一大",
        "（以下简称办法）",
        "",
    ],
)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert number_at(text) is None
    assert without_number(text) == text


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十九", 19),
        ("二十", 20),
        ("九十九", 99),
        ("7", 7),
        ("０８", 8),
        ("㈡", 2),
        ("⑽", 10),
        ("一一", 0),
    ],
)
def test_digits_have_values(digits: str, value: int) -> None:
    assert value_of(digits) == value


@pytest.mark.parametrize(
    "text",
    [
        "2025年1月8日",
        "2025 年 01 月 08 日",
        "２０２５年１月８日",
        "二〇二五年一月八日",
        "二○二五年一月八日",
        "二零二五年一月八日",
    ],
)
def test_dates_in_every_writing(text: str) -> None:
    found = date_in(f"县档案馆 {text}")

    assert found
    assert found[0] == datetime.date(2025, 1, 8)
    assert found[1].group() == text


@pytest.mark.parametrize(
    "text", ["2025年2月30日", "2025年13月1日", "二〇二五年二月三十日", "2025年1月", "一月八日", ""]
)
def test_what_is_no_date(text: str) -> None:
    assert date_in(text) is None


def test_a_date_of_digits_alone_must_be_the_whole_text() -> None:
    assert [found and found[0] for found in map(date_in, ("2025.1.8", "2025-01-08", "2025/1/8", "版本2025.1.8"))] == [
        datetime.date(2025, 1, 8),
        datetime.date(2025, 1, 8),
        datetime.date(2025, 1, 8),
        None,
    ]
