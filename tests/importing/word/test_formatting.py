"""Structure from direct formatting: faces, sizes and alignment, from runs, styles and the theme."""

import pytest

from reports.choices import ChapterKind, EntryStyle
from reports.importing import Outcome
from tests.importing.properties import assert_nothing_lost, shape
from tests.importing.word.packages import SPACE, package, paragraph, parts, read_here, relationships, word

SONG = "仿宋_GB2312"


def run(text: str, face: str = SONG, more: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="Times New Roman" w:eastAsia="{face}"/>' if face else ""
    return f"<w:r><w:rPr>{fonts}{more}</w:rPr><w:t>{text}</w:t></w:r>"


def line(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


CENTRED = '<w:jc w:val="center"/>'
LARGE = '<w:sz w:val="44"/>'
BODY = line(run("全年召开会议5次，组织学习12次，开展谈话36人次，取得明显成效。"))


def read(*lines: str, **more: str) -> Outcome:
    outcome = read_here(word("".join(lines), **more))
    assert_nothing_lost(outcome)
    return outcome


@pytest.mark.parametrize("face", ["黑体", "SimHei", "方正黑体_GBK", "STHeiti"])
def test_a_line_in_the_face_of_headings_is_a_chapter(face: str) -> None:
    outcome = read(BODY, line(run("工作开展情况", face)), BODY, line(run("存在的问题", face)), BODY)

    assert [(kind, heading) for kind, _, heading, _ in shape(outcome)] == [
        (ChapterKind.WORK, "工作开展情况"),
        (ChapterKind.PROBLEMS, "存在的问题"),
    ]


@pytest.mark.parametrize("face", ["楷体_GB2312", "KaiTi", "方正楷体_GBK", "华文楷体"])
def test_the_opening_of_a_paragraph_in_kaiti_is_an_entry(face: str) -> None:
    entry = line(run("抓实学习", face), run("教育，筑牢", face), run("防线。", face), run("召开会议5次。"))
    outcome = read(BODY, line(run("工作开展情况", "黑体")), entry, entry, BODY)

    assert shape(outcome) == [("work", EntryStyle.TITLED, "工作开展情况", 2)]
    first, second = outcome.manuscript.chapters[0].entries
    assert (first.heading, first.body) == ("抓实学习教育，筑牢防线", "召开会议5次。")
    assert second.body.startswith("召开会议5次。\n全年")


def test_a_kaiti_line_of_its_own_is_an_entry_heading() -> None:
    heading = line(run("抓实学习教育", "楷体"))
    outcome = read(BODY, line(run("工作情况", "黑体")), heading, BODY, heading, BODY)

    assert shape(outcome) == [("work", EntryStyle.OWN_LINE, "工作情况", 2)]


def test_digits_in_a_western_face_break_no_heading() -> None:
    entry = line(run("抓实", "楷体"), run("2025", ""), run("年学习。", "楷体"), run("召开会议5次。"))
    outcome = read(BODY, line(run("工作情况", "黑体")), entry, entry)

    assert outcome.manuscript.chapters[0].entries[0].heading == "抓实2025年学习"


def test_a_numbered_opening_in_bold_is_an_entry() -> None:
    entry = line(run("（一）坚持标本兼治，系统施治", SONG, "<w:b/>"), run("全年开展检查5次。"))
    outcome = read(BODY, line(run("一、工作情况")), entry, entry.replace("一", "二", 1))

    assert outcome.manuscript.chapters[0].entries[0].heading == "坚持标本兼治，系统施治"
    assert outcome.manuscript.chapters[0].entries[0].body == "全年开展检查5次。"


def test_what_everything_is_set_in_says_nothing() -> None:
    outcome = read(*[line(run(f"全年召开会议{number}次。", "黑体")) for number in range(5)])

    assert outcome.manuscript.chapters == ()


@pytest.mark.parametrize(
    "title",
    [
        line(run("清溪县财政局", "方正小标宋简体"), run("工作情况", "方正小标宋简体"), properties=CENTRED),
        line(run("清溪县财政局工作情况", SONG, LARGE), properties=CENTRED),
        line(run("清溪县财政局", "方正小标宋简体"), properties=CENTRED)
        + line(run("工作情况", "方正小标宋简体"), properties=CENTRED),
    ],
    ids=["face", "size", "two lines"],
)
def test_a_title_is_told_by_face_or_size_in_the_middle(title: str) -> None:
    outcome = read("<w:p/>", title, "<w:p/>", BODY, BODY)

    assert outcome.manuscript.cover.title == "清溪县财政局工作情况"


def test_a_large_red_line_above_the_title_is_the_letterhead() -> None:
    red = line(run("中共清溪县财政局党组", "方正小标宋简体", '<w:color w:val="FF0000"/>' + LARGE), properties=CENTRED)
    title = line(run("工作情况", "方正小标宋简体"), properties=CENTRED)
    cover = read(red, line(run("清财党组〔2026〕3号"), properties=CENTRED), title, BODY).manuscript.cover

    assert cover.title == "工作情况"
    assert cover.letterhead is not None
    assert (cover.letterhead.organ, cover.letterhead.number) == ("中共清溪县财政局党组", "清财党组〔2026〕3号")


def test_faces_come_from_styles_and_from_the_theme() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="我的"/><w:rPr><w:rFonts w:eastAsiaTheme='
        '"majorEastAsia"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="K"><w:name w:val="小题"/>'
        '<w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr></w:style>'
    )
    fonts = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
        '<a:majorFont><a:ea typeface="黑体"/></a:majorFont><a:minorFont><a:ea typeface=""/>'
        '<a:font script="Hans" typeface="仿宋"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    body = paragraph("全年召开会议5次，组织学习12次，开展谈话36人次，取得成效。")
    heading = paragraph("工作开展情况", '<w:pStyle w:val="H"/>')
    entry = line(run("抓学习。", "", '<w:rStyle w:val="K"/>'), run("召开会议5次。", ""))
    members = parts(body + heading + entry + entry, styles=styles)
    members["word/theme1.xml"] = fonts
    members["word/_rels/document.xml.rels"] = relationships(styles="styles.xml", theme="theme1.xml")
    outcome = read_here(package(members))

    assert SPACE
    assert shape(outcome) == [("work", EntryStyle.TITLED, "工作开展情况", 2)]


def test_the_highest_outline_level_of_the_first_line_alone_is_the_title() -> None:
    """A common template makes the title Heading 1, chapters Heading 2 and entries Heading 3."""

    def styled(text: str, level: int) -> str:
        return paragraph(text, f'<w:outlineLvl w:val="{level}"/>')

    outcome = read(
        styled("清溪县财政局履职情况", 0), BODY, styled("学习", 1), styled("抓教育", 2), BODY, styled("检查", 1), BODY
    )

    assert outcome.manuscript.cover.title == "清溪县财政局履职情况"
    assert [chapter.heading for chapter in outcome.manuscript.chapters] == ["学习", "检查"]
    assert outcome.manuscript.chapters[0].entries[0].heading == "抓教育"
