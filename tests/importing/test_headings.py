"""Where headings end, what chapters are about, and what closing paragraphs open."""

import pytest

from reports.choices import ChapterKind
from reports.importing.headings import chapter_kind, closing_kind, heading_end, is_plan, looks_like_heading

WORK, PROBLEMS, NEXT_STEPS = ChapterKind.WORK, ChapterKind.PROBLEMS, ChapterKind.NEXT_STEPS


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("（一）强化领导，压实责任。", "年初召开会议。"),
        ("（一）强化领导", ""),
        ("（一）强化领导！", "年初召开会议。"),
        ("（一）坚持“严字当头。”", "年初召开会议。"),
        ("（一）强化领导：", "年初召开会议，签订责任书，层层抓好落实。"),
        ("（一）强化领导", "　年初召开会议，签订责任书。"),
        ("（一）加强组织领导.", "年初制定清单。"),
        ("1.抓好学习。", "全年学习12次。"),
        (
            "（一）",
            "今年以来，局党组坚持把纪律挺在前面，先后召开专题会议、推进会议、调度会议和座谈会议共十六次，推动各项任务落地见效。",
        ),
    ],
)
def test_a_heading_ends_where_its_sentence_ends(heading: str, rest: str) -> None:
    assert heading_end(heading + rest, 48) == len(heading)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("一、工作开展情况", WORK),
        ("聚焦突出问题，抓好专项整治", WORK),
        ("坚持问题导向，补齐工作短板", WORK),
        ("深入查摆存在问题，抓好整改落实", WORK),
        ("强化统筹，科学制定工作计划", WORK),
        ("加强组织领导，周密安排部署", WORK),
        ("二、存在的问题", PROBLEMS),
        ("存在的主要问题和不足", PROBLEMS),
        ("目前存在的困难", PROBLEMS),
        ("工作中的不足之处及薄弱环节", PROBLEMS),
        ("问题与短板", PROBLEMS),
        ("主要问题及原因分析", PROBLEMS),
        ("存在问题及整改措施", PROBLEMS),
        ("存在的问题和下一步打算", PROBLEMS),
        ("差距和不足。", PROBLEMS),
        ("三、下一步工作打算", NEXT_STEPS),
        ("下步打算", NEXT_STEPS),
        ("下一阶段工作安排：", NEXT_STEPS),
        ("2026年工作计划", NEXT_STEPS),
        ("明年工作思路", NEXT_STEPS),
        ("今后努力方向", NEXT_STEPS),
        ("下一步打算及建议", NEXT_STEPS),
        ("意见和建议", NEXT_STEPS),
        ("下半年重点工作", NEXT_STEPS),
        ("整改措施", NEXT_STEPS),
    ],
)
def test_the_words_of_a_heading_tell_its_kind(heading: str, kind: ChapterKind) -> None:
    assert chapter_kind(heading) is kind


@pytest.mark.parametrize(
    ("text", "after", "kind"),
    [
        ("但工作中还存在一些不足，主要表现在：一是学习不深。", WORK, PROBLEMS),
        ("虽然取得成效，但仍有差距，主要是学习不深。", None, PROBLEMS),
        ("存在的问题：一是学习少。", WORK, PROBLEMS),
        ("虽有成效，但也存在一些不足，如学习形式单一等。", WORK, PROBLEMS),
        ("存在的问题都已整改完毕。", WORK, None),
        ("但还存在一些不足，主要表现在学习不深。", PROBLEMS, None),
        ("在下步工作中，我们要继续努力。", WORK, NEXT_STEPS),
        ("下一步，我局将继续努力。", PROBLEMS, NEXT_STEPS),
        ("针对上述问题，下一步将抓好整改。", PROBLEMS, NEXT_STEPS),
        ("今后，要继续努力。", NEXT_STEPS, None),
        ("总之，成绩来之不易。", WORK, None),
    ],
)
def test_closing_paragraphs_open_chapters(text: str, after: ChapterKind | None, kind: ChapterKind | None) -> None:
    assert closing_kind(text, after) is kind


@pytest.mark.parametrize("text", ["工作开展情况", "抓实“三重一大”", "存在的问题"])
def test_short_lines_may_be_headings(text: str) -> None:
    assert looks_like_heading(text)


@pytest.mark.parametrize(
    "text",
    ["召开会议。", "一、工作", "2025年1月8日", "2025年1月", "（2025年）", "附件：清单", "——在会上的讲话", "长" * 31],
)
def test_other_lines_are_no_headings(text: str) -> None:
    assert not looks_like_heading(text)


@pytest.mark.parametrize(
    ("lines", "plan"),
    [
        (["某局2026年工作要点"], True),
        (["某局2026年党建工作安排（试行）"], True),
        (["2026年的总体要求是：坚持从严。"], True),
        (["现将2026年工作安排如下："], True),
        (["某局2025年工作汇报"], False),
        (["2025年工作总结和2026年工作计划"], False),
        (["某局2026年工作要点", "现将有关情况报告如下："], False),
    ],
)
def test_plans_announce_themselves(lines: list[str], plan: bool) -> None:
    assert is_plan(lines) is plan
