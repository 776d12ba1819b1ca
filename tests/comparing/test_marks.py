"""Marks inside a paragraph: they lead from one text to the other, and they can be read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.comparing import Mark, MarkKind, mark_words, new_text, old_text
from reports.comparing.marks import in_common, likeness, pairs

SIGN = {MarkKind.SAME: "", MarkKind.ADDED: "+", MarkKind.REMOVED: "-"}
words = st.text(st.sampled_from("党组会议召开次研究3 5.%，。aB\n𠮷"), max_size=30)


def shown(old: str, new: str) -> str:
    """`召开会议[-3][+5]次`: the marks as a line."""
    marks = mark_words(old, new)
    return "".join(m.text if m.kind is MarkKind.SAME else f"[{SIGN[m.kind]}{m.text}]" for m in marks)


@given(words, words)
def test_the_marks_lead_from_the_old_text_to_the_new_one(old: str, new: str) -> None:
    marks = mark_words(old, new)
    assert (old_text(marks), new_text(marks)) == (old, new)


@given(words, words)
def test_marks_of_one_kind_never_touch(old: str, new: str) -> None:
    kinds = [mark.kind for mark in mark_words(old, new)]
    assert [pair for pair in pairwise(kinds) if pair[0] == pair[1]] == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("召开会议3次。", "召开会议5次。", "召开会议[-3][+5]次。"),
        ("完成率95.5%。", "完成率97.25%。", "完成率[-95.5%][+97.25%]。"),
        ("抽查合同42份，发现问题。", "抽查合同42份，发现问题，已整改。", "抽查合同42份，发现问题[+，已整改]。"),
        ("逐步推进整改工作。", "推进整改工作。", "[-逐步]推进整改工作。"),
        ("由办公室确认情况并报告", "由办公室核实清楚并报告", "由办公室[-确认情况][+核实清楚]并报告"),
        ("", "新写的一段。", "[+新写的一段。]"),
        ("删去的一段。", "", "[-删去的一段。]"),
        ("一样。", "一样。", "一样。"),
        ("", "", ""),
    ],
)
def test_marks_are_whole_words_and_numbers(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("工作中发现的老问题没有改", "工作里发觉的新情况没有改", "工作[-中发现的老问题][+里发觉的新情况]没有改"),
        ("分管领导每月检查一次台账", "分管领导每季检查两次台账", "分管领导每[-月检查一][+季检查两]次台账"),
        (
            "分管领导每月现场检查一次台账",
            "分管领导每季现场检查两次台账",
            "分管领导每[-月][+季]现场检查[-一][+两]次台账",
        ),
        ("学习三次，检查一次", "学习四次，检查两次", "学习[-三][+四]次，检查[-一][+两]次"),
    ],
)
def test_a_word_or_less_between_two_changes_is_read_with_them(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_a_sentence_that_has_nothing_in_common_is_replaced_whole() -> None:
    assert mark_words("全年开展警示教育。", "两份合同缺少验收单") == (
        Mark(MarkKind.REMOVED, "全年开展警示教育。"),
        Mark(MarkKind.ADDED, "两份合同缺少验收单"),
    )


def test_likeness_is_the_share_of_common_pairs() -> None:
    assert (likeness("整改", "整改"), likeness("一二三", "一二四"), likeness("一", "二")) == (1.0, 0.5, 0.0)
    assert in_common(pairs("一二三"), pairs("二三四")) == 0.5
