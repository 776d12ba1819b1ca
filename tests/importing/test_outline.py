"""Which lines are chapters, entries and points, from how a whole text is numbered."""

import pytest

from reports.choices import ChapterKind, LineKind
from reports.importing import read_text
from tests.importing.properties import assert_nothing_lost, shape

FRONT = "工作报告\n今年，我局取得成效。\n"


def marked(body: str) -> list[tuple[str, str]]:
    """Kind and text of each line behind title and preamble."""
    outcome = read_text((FRONT + body).encode())
    assert_nothing_lost(outcome)
    return [(line.kind.value, line.text) for line in outcome.lines[2:]]


def headings(body: str, kind: LineKind) -> list[str]:
    return [text for found, text in marked(body) if found == kind.value]


def test_a_bare_heading_fills_a_gap_among_chapters() -> None:
    body = "一、抓学习\n开会。\n抓制度\n修订。\n三、抓检查\n检查。\n抓作风\n整治。\n"

    assert headings(body, LineKind.CHAPTER) == ["一、抓学习", "抓制度", "三、抓检查"]


def test_a_bare_heading_fills_a_gap_among_entries() -> None:
    body = "一、工作\n（一）抓学习\n开会。\n抓制度\n修订。\n（三）抓检查\n检查。\n抓作风\n整治。\n"

    assert headings(body, LineKind.ENTRY) == ["（一）抓学习", "抓制度", "（三）抓检查"]


def test_a_bare_heading_that_says_so_is_a_chapter() -> None:
    body = "一、工作\n（一）抓学习\n开会。\n存在的问题\n学得少。\n下一步打算\n多学。\n"

    assert headings(body, LineKind.CHAPTER) == ["一、工作", "存在的问题", "下一步打算"]


def test_several_bare_headings_in_a_chapter_are_entries() -> None:
    body = "一、工作\n抓学习\n开会。\n抓制度\n修订。\n"

    assert headings(body, LineKind.ENTRY) == ["抓学习", "抓制度"]


def test_one_bare_line_in_a_chapter_is_text() -> None:
    assert marked("一、工作\n有关情况\n开会。\n") == [
        ("chapter", "一、工作"),
        ("paragraph", "有关情况"),
        ("paragraph", "开会。"),
    ]


@pytest.mark.parametrize(
    ("body", "chapters", "entries"),
    [
        ("（一）工作\n1.抓学习。开会。\n（二）问题\n1.学得少。次数少。\n2.查得少。次数少。\n", 2, 2),
        ("（一）抓学习。开会。\n（二）抓检查。检查。\n", 0, 2),
        ("1.工作\n（1）抓学习。开会。\n（2）抓检查。检查。\n2.问题\n（1）学得少。次数少。\n", 2, 2),
        ("1.抓学习。开会。\n2.抓检查。检查。\n", 0, 2),
        ("第一部分 工作\n一、抓学习\n开会。\n（一）中心组\n学习。\n", 1, 1),
        ("一、工作\n1.抓学习。开会。\n2.抓检查。检查。\n", 1, 2),
        ("一、工作\n2.5万元已到位。\n", 1, 0),
        ("一、工作\n（一）抓学习。开会。\n1.中心组。学习。\n2.支部。学习。\n", 1, 1),
    ],
)
def test_the_highest_numbers_are_chapters_where_lower_ones_stand_below(body: str, chapters: int, entries: int) -> None:
    assert len(headings(body, LineKind.CHAPTER)) == chapters
    assert len(headings(body, LineKind.ENTRY)) == entries


def test_numbers_below_points_belong_to_them() -> None:
    body = "一、工作\n一是抓学习。开会。\n1.中心组学习。\n2.支部学习。\n二是抓检查。检查。\n"

    assert [kind for kind, _ in marked(body)] == [
        "chapter",
        "point",
        "paragraph",
        "paragraph",
        "paragraph",
        "point",
        "paragraph",
    ]


def test_run_in_chapter_headings_leave_their_text() -> None:
    assert marked("一、抓学习，强素质。全年开会5次。\n二、抓检查。一是查。二是改。\n") == [
        ("chapter", "一、抓学习，强素质。"),
        ("paragraph", "全年开会5次。"),
        ("chapter", "二、抓检查。"),
        ("point", "一是"),
        ("paragraph", "查。"),
        ("point", "二是"),
        ("paragraph", "改。"),
    ]


def test_long_numbered_paragraphs_are_entries_without_headings() -> None:
    long = "、".join(["坚持把纪律和规矩挺在前面抓好各项工作落实"] * 4)
    body = f"一、{long}。\n二、{long}。\n"

    assert marked(body)[:2] == [("entry", "一、"), ("paragraph", f"{long}。")]


def test_one_sentence_alone_is_the_text_of_its_entry() -> None:
    assert marked("一、打算\n（一）坚持学习。\n（二）坚持检查。\n每月一次。\n") == [
        ("chapter", "一、打算"),
        ("entry", "（一）"),
        ("paragraph", "坚持学习。"),
        ("entry", "（二）坚持检查。"),
        ("paragraph", "每月一次。"),
    ]


def test_closing_paragraphs_open_chapters_only_behind_the_last_one() -> None:
    body = "一、工作\n下一步，要求严。\n一是学。二是查。\n二、成效\n成效好。\n"
    tail = "但存在不足，主要是学得少。\n今后，要多学。\n要多查。\n"
    outcome = read_text((FRONT + body + tail).encode())

    assert [(kind, heading) for kind, _, heading, _ in shape(outcome)] == [
        ("work", "工作"),
        ("work", "成效"),
        ("problems", ""),
        ("next_steps", ""),
    ]
    assert outcome.manuscript.chapters[-1].lead == "今后，要多学。\n要多查。"


def test_a_text_without_chapters_is_preamble_and_points() -> None:
    outcome = read_text("工作报告\n一是学。二是查。\n一是抓学习。二是抓检查。\n".encode())

    assert outcome.manuscript.preamble == "一是学。二是查。"
    assert [(chapter.kind, len(chapter.entries)) for chapter in outcome.manuscript.chapters] == [(ChapterKind.WORK, 2)]


def test_a_plan_is_all_next_steps_unless_it_names_problems() -> None:
    plan = "某局工作要点\n一、总体要求\n从严。\n二、重点工作\n（一）抓学习。开会。\n"
    candid = plan + "三、存在的问题\n学得少。\n"

    assert [kind for kind, *_ in shape(read_text(plan.encode()))] == ["next_steps", "next_steps"]
    assert [kind for kind, *_ in shape(read_text(candid.encode()))] == ["work", "next_steps", "problems"]


def test_what_is_left_out_among_points_stays_where_it_is() -> None:
    body = "一、存在的问题\n一是学得少。##gw##二是查得少。\n"

    assert marked(body)[1:] == [
        ("point", "一是"),
        ("paragraph", "学得少。"),
        ("left_out", "##gw##"),
        ("point", "二是"),
        ("paragraph", "查得少。"),
    ]
