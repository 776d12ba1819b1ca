"""What a text says of an indicator; near texts say nothing of it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.checking import Manner, Named, mentions_in

INDICATORS = [
    Named("party_group_meeting", ("党组会", "党组会议"), "次"),
    Named("first_topic_study", ("党组会学习", "第一议题学习"), "次"),
    Named("responsibility_letter", ("责任书", "党风廉政建设责任书"), "份"),
    Named("talk_heart", ("谈心谈话", "开展谈心"), "人次"),
    Named("first_form", ("第一种形态",), "人次"),
    Named("four_forms", ("四种形态",), "人次"),
    Named("problem_found", ("查摆问题", "发现问题"), "个", not_after=("检查", "巡察")),
    Named("petition_report", ("信访举报",), "件"),
    Named("integrity_meeting", ("专题研究党风廉政建设", "专题研究"), "次"),
]


def said(text: str) -> list[tuple[str, str, int | None]]:
    return [(m.code, m.manner.value, m.value) for m in mentions_in(text, INDICATORS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年共召开党组会15次。", [("party_group_meeting", "number", 15)]),
        ("召开15次党组会议，", [("party_group_meeting", "number", 15)]),
        (
            "党组会共召开15次、签订责任书42份。",
            [("party_group_meeting", "number", 15), ("responsibility_letter", "number", 42)],
        ),
        ("党组会学习14次", [("first_topic_study", "number", 14)]),
        ("层层签订党风廉政建设责任书42份", [("responsibility_letter", "number", 42)]),
        ("开展谈心谈话56人次", [("talk_heart", "number", 56)]),
        ("“第一种形态”7人次", [("first_form", "number", 7)]),
        ("运用“四种形态”处理9人次", [("four_forms", "number", 9)]),
        ("9人次“四种形态”", [("four_forms", "number", 9)]),
        ("全年共查摆问题9个", [("problem_found", "number", 9)]),
        ("多次召开党组会", [("party_group_meeting", "several", None)]),
        ("谈心谈话开展多人次", [("talk_heart", "several", None)]),
        ("党组会召开若干次", [("party_group_meeting", "several", None)]),
        ("全年未发生信访举报", [("petition_report", "nothing", None)]),
        ("无信访举报情况", [("petition_report", "nothing", None)]),
        ("信访举报0件", [("petition_report", "nothing", 0)]),
        ("专题研究党风廉政建设次数较少", [("integrity_meeting", "few", None)]),
        ("专题研究党风廉政建设的次数还不多", [("integrity_meeting", "few", None)]),
    ],
)
def test_what_is_said(text: str, expected: list[tuple[str, str, int | None]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "党组会坚持民主集中制，全年开展培训15次。",
        "上半年召开党组会7次。",
        "去年，召开党组会7次。",
        "各股室开展谈心谈话8人次",
        "列席党组会15次",
        "党组会每年不少于4次",
        "谈心谈话30余人次",
        "谈心谈话1.5人次",
        "开展谈心谈话56次",
        "第3次党组会",
        "召开第15次党组会",
        "有无信访举报",
        "3月召开党组会2次",
        "党组会研究议题100项",
        "开展监督检查12次，发现问题5个",
        "对巡察发现问题5个逐一整改",
        "",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert said(text) == []


def test_the_quote_is_what_stands_there() -> None:
    [mention] = mentions_in("今年，召开党组会 15 次。", INDICATORS)

    assert (mention.quote, mention.manner) == ("党组会 15 次", Manner.NUMBER)


@given(st.text(alphabet="党组会议学习召开了共计多次若干15 0份人，。余未发生无的信访举报", max_size=300))
def test_any_text_is_read(text: str) -> None:
    for mention in mentions_in(text, INDICATORS):
        assert mention.quote in text


def test_a_hostile_text_takes_no_time() -> None:
    began = time.perf_counter()
    for piece in ("党组会共计", "共计召开了", "15次", "党组会", "多次召开了", "1"):
        list(mentions_in(piece * 4000, INDICATORS))
        list(mentions_in("党组会" + piece * 4000, INDICATORS))

    assert time.perf_counter() - began < 5
