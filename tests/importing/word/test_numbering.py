"""Automatic numbers are written out and noted, or noted as not understood."""

from reports.importing import Outcome
from tests.importing.properties import notes_of
from tests.importing.word.packages import level, numbered, paragraph, read_here, word

CHINESE = (
    level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
)
LISTS = (
    f'<w:abstractNum w:abstractNumId="7">{CHINESE}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="8">{level(0, "bullet", "●")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="9">{level(0, "upperRoman", "%1.")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>'
)


def read(*blocks: str, styles: str = "") -> Outcome:
    return read_here(word("".join(blocks), numbering=LISTS, styles=styles))


def texts(outcome: Outcome) -> list[str]:
    return [line.text for line in outcome.source]


def test_levels_count_and_begin_again() -> None:
    outcome = read(
        numbered("工作开展情况", 1),
        numbered("抓学习。召开会议5次。", 1, 1),
        numbered("中心组学习4次。", 1, 2),
        numbered("抓检查。开展检查3次。", 1, 1),
        numbered("存在的问题", 1),
        numbered("学习少。学习次数不多。", 1, 1),
    )

    assert [text[:4] for text in texts(outcome)] == [
        "一、工作",
        "（一）抓",
        "1.中心",
        "（二）抓",
        "二、存在",
        "（一）学",
    ]
    assert [(chapter.heading, len(chapter.entries)) for chapter in outcome.manuscript.chapters] == [
        ("工作开展情况", 2),
        ("存在的问题", 1),
    ]
    assert notes_of(outcome, "automatic_number")[:2] == [(1, "一、"), (2, "（一）")]


def test_bullets_have_no_number() -> None:
    outcome = read(numbered("报告", 2))

    assert texts(outcome) == ["报告"]
    assert notes_of(outcome, "automatic_number") == []


def test_unknown_formats_and_lists_are_noted() -> None:
    outcome = read(numbered("罗马", 3), numbered("无此编号", 99), numbered("无此级别", 1, 6))

    assert texts(outcome) == ["罗马", "无此编号", "无此级别"]
    assert notes_of(outcome, "unknown_number") == [(1, "罗马"), (2, "无此编号"), (3, "无此级别")]


def test_a_style_may_number_and_a_paragraph_may_refuse() -> None:
    style = (
        '<w:style w:styleId="S1"><w:name w:val="编号"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    plain = '<w:pStyle w:val="S1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    outcome = read(paragraph("工作", '<w:pStyle w:val="S1"/>'), paragraph("说明", plain), styles=style)

    assert texts(outcome) == ["一、工作", "说明"]


def test_blank_paragraphs_are_not_counted() -> None:
    assert texts(read(numbered(" ", 1), numbered("工作", 1))) == [" ", "一、工作"]
