"""Paragraphs that were broken into lines are put together; all others stay as they are."""

from reports.importing import SourceLine, read_text
from reports.importing.wrapping import unwrap
from tests.importing.properties import assert_nothing_lost, notes_of, sample, shape


def joined(*texts: str) -> list[str]:
    return [line.text for line in unwrap([SourceLine(number, text) for number, text in enumerate(texts, 1)])[0]]


def broken(text: str, width: int) -> str:
    """`text` with each paragraph cut into lines of `width` characters, as a PDF gives it."""
    lines = []
    for paragraph in text.splitlines():
        lines += [paragraph[start : start + width] for start in range(0, len(paragraph), width)]
    return "\n".join(lines)


def test_a_line_behind_a_comma_goes_on() -> None:
    assert joined("我局加强领导，", "压实责任。", "抓好教育、", "监督。") == [
        "我局加强领导，压实责任。",
        "抓好教育、监督。",
    ]


def test_headings_blank_lines_and_indents_are_no_continuation() -> None:
    texts = ("我局加强领导，", "一、工作", "抓好教育、", "", "监督。", "改进作风，", "　　整治四风，", "一是抓学习。")

    assert joined(*texts) == list(texts)


def test_short_lines_without_a_common_width_stay() -> None:
    texts = ("某局2025年工作汇报", "县委：", "2025年，我局取得成效。", "一、工作开展情况", "抓好学习。")

    assert joined(*texts) == list(texts)


def test_a_report_broken_at_one_width_reads_like_the_whole_one() -> None:
    text = sample("briefing").decode()
    whole, wrapped = read_text(text.encode()), read_text(broken(text, 30).encode())

    assert_nothing_lost(wrapped)
    assert shape(wrapped) == shape(whole)
    assert wrapped.manuscript == whole.manuscript
    assert len(notes_of(wrapped, "line_joined")) > 20


def test_each_joined_line_has_its_note() -> None:
    outcome = read_text("工作汇报\n我局加强领导，\n压实责任。\n".encode())

    assert notes_of(outcome, "line_joined") == [(3, "压实责任。")]
    assert [line.text for line in outcome.source] == ["工作汇报", "我局加强领导，", "压实责任。"]
