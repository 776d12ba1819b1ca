"""Words: each case that is found, and the near ones that are not."""

import dataclasses

import pytest

from reports.proofreading import Requirements
from tests.proofreading.manuscripts import COVER, codes, found, manuscript

CASES = [
    ("召开会议**次，共研究28项。", ["blank_left"]),
    ("由XX同志负责，召开会议×××次。", ["blank_left"]),
    ("召开会议____次，参加人员逐一签到。", ["blank_left"]),
    ("责任人（ ）要按时报告工作进展。", ["blank_left"]),
    ("会议由**同志主持，于202X年召开。", ["blank_left"]),
    ("在**县召开会议，**应急**工作有序推进。", ["blank_left"]),
    ("在**县召开会议，由XX同志主持。", ["blank_left"]),
    ("**坚持从严治党**，水池长×宽为3×5米。", []),
    ("科室\t次数\n办公室\t**", ["blank_left"]),
    ("全年谈心谈话{{gone}}，逐项落实到人。", ["unknown_figure"]),
    ("全年谈心谈话［乱写 99人次］，逐项落实到人。", ["no_figure"]),
    ("全年谈心谈话{{talk_heart|office=BG}}，落实到人。", ["no_figure"]),
    ("见云应急［2026］3号文件，［注］另行说明。", []),
    ("模板里写的是{{ 7|add:7 }}，照抄如此。", []),
    ("配备XXL号工作服，型号xxh264的设备三台。", []),
    ("学习贯彻二中全会全会精神，抓好落实。", ["doubled_word"]),
    ("会议要求要求各股室认真落实到位。", ["doubled_word"]),
    ("层层签订责任书，人人都有一份清单。", []),
    ("逐条逐条核对，一件一件销号，研究研究再定。", []),
    ("全年没有发生违纪问题。。各股室落实。", ["doubled_mark"]),
    ("开展检查3次，，发现问题9个，已改。", ["doubled_mark"]),
    ("截止目前，所有问题已全部整改完成。", ["by_now"]),
    ("截止到2026年底，所有问题整改完成。", []),
    ("截止2026年11月，问题已全部整改完成。", ["by_now"]),
    ("报名截止时间为三月底，逾期不再受理。", []),
    ("传达学习中纪委全会精神，抓好落实。", ["set_term"]),
    ("传达学习中央纪委全会精神，抓好落实。", []),
    ("22年共开展检查三次，发现问题九个。", ["loose_date"]),
    ("2026年01月开展检查，发现问题九个。", ["loose_date"]),
    ("2026年1月05日开展检查，发现问题九个。", ["loose_date"]),
    ("2026年1月5日开展检查，20年来第一次。", []),
    ("连续12年的积累，15年间没有发生案件。", []),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_wording(body: str, expected: list[str]) -> None:
    assert codes(manuscript(body)) == expected


def test_a_paragraph_full_of_blanks_is_one_finding_that_counts_them() -> None:
    (finding,) = found(manuscript("由**同志主持，**人次参加，检查*次。"))
    assert finding.params == {"words": "**", "count": "3"}


def test_a_finding_says_where_and_quotes_the_words() -> None:
    text = manuscript("第一段写到这里为止。\n第二段说明情况，截止目前已整改完成的有九个问题。")
    (finding,) = found(text)
    assert (finding.anchor, finding.field) == ("entry-e-2", "body")
    assert finding.quote == "第二段说明情况，截止目前已整改完成的有九个问"
    assert finding.params == {"words": "截止", "better": "截至"}


@pytest.mark.parametrize(
    ("title", "preamble", "expected"),
    [
        ("青禾县水务局2025年度工作汇报", "现汇报如下：", [("title", "2025")]),
        ("青禾县水务局2025年度工作总结和2026年工作计划", "现汇报如下：", []),
        ("青禾县水务局工作汇报", "现将2026年上半年工作情况报告如下：", []),
        (
            "青禾县水务局2026年度工作汇报",
            "2025年以来，我局抓得紧。现将我局2025年度工作汇报如下：",
            [("preamble-1", "2025")],
        ),
        ("青禾县水务局2026年度工作汇报", "2025年以来，我局抓得紧。现将有关情况汇报如下：", []),
        ("青禾县水务局2026年度工作汇报", "2025年12月，我局开了会。现将有关情况汇报如下：", []),
        ("青禾县水务局2026年度工作汇报", "2025年，我局抓得紧。现将有关情况汇报如下：", [("preamble-1", "2025")]),
    ],
)
def test_the_year_of_an_earlier_report_is_seen(title: str, preamble: str, expected: list[tuple[str, str]]) -> None:
    text = manuscript(cover=dataclasses.replace(COVER, title=title), preamble=preamble)

    findings = [finding for finding in found(text, Requirements(year=2026)) if finding.rule.code == "other_year"]

    assert [(finding.anchor, finding.params["words"]) for finding in findings] == expected
    assert "other_year" not in codes(text)
