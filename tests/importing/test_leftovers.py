"""What is left out of a line, and what must never be."""

import pytest

from reports.choices import LeftOutReason, LineKind
from reports.importing import SourceLine
from reports.importing.leftovers import cleaned, sift


def pieces(text: str) -> list[tuple[str, str]]:
    return [(line.text, line.reason.value if line.reason else "") for line in sift([SourceLine(1, text)])]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("##paidbegin##", "marker"),
        ("[hide]", "marker"),
        ("公文写作门户网站，请认准某某网", "advertising"),
        ("更多精品公文请加QQ群：12345", "advertising"),
        ("微信公众号：公文之家", "advertising"),
        ("扫描下方二维码添加客服", "advertising"),
        ("文章来源：某某网", "site"),
        ("责任编辑：小王", "site"),
        ("发布时间：2025-01-01", "site"),
        ("上一篇：工作要点", "site"),
        ("http://www.example.com/a.html", "site"),
        ("版权所有：某某公司", "site"),
        ("— 3 —", "page"),
        ("第 2 页 共 8 页", "page"),
        ("12", "page"),
        ("------------", "page"),
    ],
)
def test_whole_lines_that_are_left_out(text: str, reason: str) -> None:
    assert pieces(f"　　{text}　") == [(text, reason)]


@pytest.mark.parametrize(
    "text",
    [
        "通过微信公众号、短信平台推送廉政提醒640条。",
        "（一）办好“清风”微信公众号",
        "加强局网站、微信群的管理；",
        "党组书记、局长***同志作了讲话",
        "召开会议**次，谈话*人次。",
        "下载并学习《条例》，撰写心得20篇。",
        "通过新媒体（微信、抖音等）开展宣传",
        "【案例】某某违规收受礼金",
        "更多时间和精力抓落实",
        "一、关注公众号的舆情",
    ],
)
def test_office_language_is_kept(text: str) -> None:
    assert pieces(text) == [(text, "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("##paidbegin##（一）抓学习。", [("##paidbegin##", "marker"), ("（一）抓学习。", "")]),
        ("引向深入。  【更多素材，微信：abc】", [("引向深入。", ""), ("【更多素材，微信：abc】", "advertising")]),
        ("引向深入。更多范文请认准某某网", [("引向深入。", ""), ("更多范文请认准某某网", "advertising")]),
        ("抓学习（更多材料请关注公众号）。", [("抓学习", ""), ("（更多材料请关注公众号）", "advertising"), ("。", "")]),
        ("请认准某某网 ##paidend##", [("请认准某某网", "advertising"), ("##paidend##", "marker")]),
    ],
)
def test_parts_of_a_line_that_are_left_out(text: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(text) == expected


def test_what_follows_a_gap_runs_on() -> None:
    lines = sift([SourceLine(1, "抓学习。##x1##再抓落实。"), SourceLine(2, "抓制度。")])

    assert [(line.text, line.runs_on, line.kind) for line in lines] == [
        ("抓学习。", False, LineKind.PARAGRAPH),
        ("##x1##", False, LineKind.LEFT_OUT),
        ("再抓落实。", True, LineKind.PARAGRAPH),
        ("抓制度。", False, LineKind.PARAGRAPH),
    ]


def test_a_reader_says_itself_what_is_no_text() -> None:
    (line,) = sift([SourceLine(4, "甲\t乙", left_out=LeftOutReason.OBJECT)])

    assert (line.number, line.text, line.reason) == (4, "甲 乙", LeftOutReason.OBJECT)


def test_only_unprintable_characters_and_outer_blanks_go() -> None:
    assert cleaned("\ufeff　　甲\x07乙\t丙　丁\x85 ") == "甲乙 丙　丁"
    assert cleaned("𠮷龘é…——“”") == "𠮷龘é…——“”"
    assert sift([SourceLine(1, "　　\x00 ")]) == []
