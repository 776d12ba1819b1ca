"""Typed counts: which are offered, with what, and which numbers are none."""

import pytest

from reports.blanks import find_numbers, value_of
from reports.blanks.numbers import numbers
from tests.blanks.labelled import CATALOGUE

COUNTS = [
    ("党组书记与班子成员层层签订了责任书，全局共签订42份。", [("42", "responsibility_letter")]),
    (
        "上半年共召开党组会15次，研究决策事项100项；局长办公会9次。",
        [("15", "party_group_meeting"), ("100", "decisions_made"), ("9", "director_meeting")],
    ),
    (
        "中心组学习4次（其中集中研讨3次），各支部集中学习共54次。",
        [("4", "theory_center_study"), ("3", "theory_center_discussion"), ("54", "branch_study")],
    ),
    ("约谈84人次，谈心谈话120余人次。", [("84", "interview_summons"), ("120", "talk_heart")]),
    ("全年讲廉政党课三次，观看警示教育片十二场。", [("三", "integrity_lecture"), ("十二", "warning_film_showing")]),
    ("给新提拔任用的9名科级干部进行了集体廉政谈话。", [("9", "talk_preappoint")]),
    ("收到信访举报0件。", [("0", "petition_report")]),
]
NO_COUNTS = [
    "2022年5月24日上午9时30分，在3楼会议室开会。",
    "按照国发〔2022〕2号文件，严格落实中央八项规定、省委十项规定。",
    "一是抓学习。（一）抓教育。1.抓制度。用好第一种形态，落实三会一课、六个一制度。",
    "每季听取一次汇报，每年至少讲党课2次，谈话不少于4次，力争走访50户。",
    "完成率98.71%，投入30万元，占56.3%，历时3个月，电话0931-8888888。",
    "建党101周年，十九届中央纪委六次全会，2022年度党风廉政建设工作。",
    "四个意识、四个自信，两个维护，四种形态，三项制度。",
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_a_typed_count_is_offered_with_its_indicator(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.text, found.indicator) for found in find_numbers(text, CATALOGUE)] == expected


@pytest.mark.parametrize("text", NO_COUNTS)
def test_other_numbers_are_none(text: str) -> None:
    assert find_numbers(text, CATALOGUE) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("42份", 42), ("０８份", 8), ("三次", 3), ("两次", 2), ("十次", 10),
        ("十二次", 12), ("二十次", 20), ("三十五次", 35), ("一百零八次", 108),
    ],
)  # fmt: skip
def test_the_value_of_a_typed_count(words: str, value: int) -> None:
    (mark,) = numbers(words)
    assert value_of(words[mark.start : mark.end]) == value


def test_a_placeholder_has_no_value() -> None:
    assert value_of("**") is None
