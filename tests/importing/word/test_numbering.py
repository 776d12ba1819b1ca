"""Automatic numbers are written out and noted, or noted as not understood."""

import pytest

from reports.importing import Outcome
from reports.importing.word.ooxml import MC
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
    lists = LISTS.replace("upperRoman", "hebrew1")
    outcome = read_here(
        word("".join([numbered("希伯来", 3), numbered("无此编号", 99), numbered("无此级别", 1, 6)]), numbering=lists)
    )

    assert texts(outcome) == ["希伯来", "无此编号", "无此级别"]
    assert notes_of(outcome, "unknown_number") == [(1, "希伯来"), (2, "无此编号"), (3, "无此级别")]


def test_a_style_may_number_and_a_paragraph_may_refuse() -> None:
    style = (
        '<w:style w:styleId="S1"><w:name w:val="编号"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    plain = '<w:pStyle w:val="S1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    outcome = read(paragraph("工作", '<w:pStyle w:val="S1"/>'), paragraph("说明", plain), styles=style)

    assert texts(outcome) == ["一、工作", "说明"]


def test_blank_paragraphs_are_counted_as_word_counts_them() -> None:
    assert texts(read(numbered(" ", 1), numbered("工作", 1))) == [" ", "二、工作"]


def test_a_bullet_is_noted() -> None:
    assert notes_of(read(numbered("报告", 2)), "bullet_left_out") == [(1, "报告")]


def listed(*blocks: str, levels: str, nums: str = "", styles: str = "") -> list[str]:
    """The texts of numbered paragraphs, in a list of those levels with the id 1; `nums` adds lists."""
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}'
    )
    return texts(read_here(word("".join(blocks), numbering=lists, styles=styles)))


TWO = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.")


def num(list_id: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="0"/>{overrides}</w:num>'


def start(index: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def test_two_lists_of_one_kind_count_together_unless_one_begins_anew() -> None:
    blocks = [numbered("甲", 1), numbered("乙", 2), numbered("丙", 1), numbered("丁", 3), numbered("戊", 3)]

    assert listed(*blocks, levels=TWO, nums=num(2) + num(3, start(0, 7))) == ["1.甲", "2.乙", "3.丙", "7.丁", "8.戊"]


def test_a_level_may_be_replaced() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'

    assert listed(numbered("甲", 1), numbered("乙", 2), levels=TWO, nums=num(2, override)) == ["1.甲", "B)乙"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [("", "2.1."), ('<w:lvlRestart w:val="0"/>', "2.2."), ('<w:lvlRestart w:val="1"/>', "2.1.")],
)
def test_when_a_deeper_level_begins_again(restart: str, expected: str) -> None:
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.", restart)
    blocks = [numbered("甲", 1), numbered("乙", 1, 1), numbered("丙", 1), numbered("丁", 1, 1)]

    assert listed(*blocks, levels=levels)[-1] == f"{expected}丁"


def test_legal_numbers_are_arabic() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "%1.%2", "<w:isLgl/>")

    assert listed(numbered("甲", 1), numbered("乙", 1, 1), levels=levels) == ["一、甲", "1.1乙"]


def test_a_number_keeps_apart_from_a_digit() -> None:
    assert listed(numbered("2025年", 1), numbered("工作", 1), levels=TWO) == ["1. 2025年", "2.工作"]


def test_the_level_belongs_to_the_style() -> None:
    levels = level(0, "chineseCounting", "%1、", '<w:pStyle w:val="A"/>') + level(
        1, "chineseCounting", "（%2）", '<w:pStyle w:val="B"/>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for name in "AB"
    )
    blocks = [paragraph("工作", '<w:pStyle w:val="A"/>'), paragraph("学习", '<w:pStyle w:val="B"/>')]

    assert listed(*blocks, levels=levels, styles=styles) == ["一、工作", "（一）学习"]


def test_a_list_may_be_linked_to_a_numbering_style() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="N"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, "chineseCounting", "%1、")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    style = (
        '<w:style w:type="numbering" w:styleId="N"><w:name w:val="公文"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )

    assert texts(read_here(word(numbered("工作", 1), numbering=lists, styles=style))) == ["一、工作"]


def test_a_custom_format_pads_its_numbers() -> None:
    form = (
        f'<mc:AlternateContent xmlns:mc="{MC[1:-1]}"><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    levels = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{form}<w:lvlText w:val="%1."/></w:lvl>'

    assert listed(numbered("甲", 1), levels=levels) == ["001.甲"]


def test_a_paragraph_whose_end_is_hidden_has_no_number() -> None:
    hidden = '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>'

    assert listed(paragraph("甲", hidden), numbered("乙", 1), levels=TWO) == ["甲", "1.乙"]


def test_deleted_paragraphs_are_not_counted() -> None:
    deleted = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:author="李某"/></w:rPr></w:pPr>'
        '<w:del w:author="李某"><w:r><w:delText>甲</w:delText></w:r></w:del></w:p>'
    )

    assert listed(deleted, numbered("乙", 1), levels=TWO) == ["1.乙"]
