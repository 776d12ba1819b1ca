"""What stands in a Word file comes in order, and what can't be text is listed."""

import pytest

from reports.choices import LineKind
from reports.errors import UnreadableFile
from reports.importing import Outcome
from reports.importing.text import CLASSIFIED_FILE, NO_TEXT, TOO_MANY_LINES
from tests.importing.properties import assert_nothing_lost, notes_of
from tests.importing.word.packages import SPACE, package, paragraph, parts, read_here, relationships, word


def read(body: str, **more: str) -> Outcome:
    outcome = read_here(word(body, **more))
    assert_nothing_lost(outcome)
    return outcome


def texts(outcome: Outcome) -> list[str]:
    return [line.text for line in outcome.source]


def style(name: str, more: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="S1"><w:name w:val="{name}"/>{more}</w:style>'


STYLED = '<w:pStyle w:val="S1"/>'


def test_runs_are_put_together() -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:hyperlink><w:r><w:t>乙</w:t></w:r></w:hyperlink>"
        "<w:ins><w:r><w:t>丙</w:t><w:tab/><w:t>丁</w:t></w:r></w:ins><w:del><w:r><w:delText>戊</w:delText></w:r></w:del>"
        "<w:smartTag><w:r><w:t>己</w:t></w:r></w:smartTag><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:fldSimple><w:r><w:t>庚</w:t></w:r></w:fldSimple></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>辛</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )

    assert texts(read(body)) == ["甲乙丙\t丁己庚", "辛"]


def test_soft_breaks_are_lines() -> None:
    assert texts(read("<w:p><w:r><w:t>某局</w:t><w:br/><w:t>工作报告</w:t></w:r></w:p>")) == ["某局", "工作报告"]


def test_a_title_broken_in_lines_is_joined() -> None:
    body = f"<w:p><w:pPr>{STYLED}</w:pPr><w:r><w:t>某局关于</w:t></w:r><w:r><w:br/><w:t>今年的工作</w:t></w:r></w:p>"
    outcome = read(body + paragraph("今年，我局取得成效。"), styles=style("Title"))

    assert outcome.manuscript.cover.title == "某局关于今年的工作"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("heading 1", "抓好学习教育", LineKind.CHAPTER),
        ("标题 2", "抓好学习教育", LineKind.ENTRY),
        ("Body Text", "抓好学习教育", LineKind.PREAMBLE),
    ],
)
def test_styles_tell_headings_without_numbers(name: str, text: str, kind: LineKind) -> None:
    front = paragraph("工作报告") + paragraph("今年，我局取得成效。")
    outcome = read(front + paragraph(text, STYLED) + paragraph("召开会议5次。"), styles=style(name))

    assert outcome.lines[2].kind is kind


@pytest.mark.parametrize(("level", "kind"), [("0", LineKind.CHAPTER), ("1", LineKind.ENTRY), ("9", LineKind.PREAMBLE)])
def test_outline_levels_tell_headings_too(level: str, kind: LineKind) -> None:
    heading = paragraph("抓好学习教育", f'<w:outlineLvl w:val="{level}"/>')
    outcome = read(paragraph("工作报告") + paragraph("今年，我局取得成效。") + heading + paragraph("召开会议5次。"))

    assert outcome.lines[2].kind is kind


def test_a_style_passes_its_hint_on() -> None:
    child = '<w:style w:type="paragraph" w:styleId="S2"><w:name w:val="我的"/><w:basedOn w:val="S1"/></w:style>'
    outcome = read(
        paragraph("二〇二五年的工作", '<w:pStyle w:val="S2"/>') + paragraph("好。"), styles=style("title") + child
    )

    assert outcome.manuscript.cover.title == "二〇二五年的工作"


def test_styles_that_are_based_on_each_other_do_no_harm() -> None:
    circle = style("甲", '<w:basedOn w:val="S1"/>')

    assert texts(read(paragraph("报告", STYLED), styles=circle)) == ["报告"]


def test_pictures_boxes_and_notes_are_listed_as_left_out() -> None:
    picture = f"<w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict>"
    box = f"<w:p><w:r><w:t>今年，取得成效。</w:t></w:r><w:r>{picture}</w:r></w:p>"
    noted = '<w:p><w:r><w:t>检查5次。</w:t><w:drawing/><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = '<w:footnote w:id="2"><w:p><w:r><w:t>含抽查。</w:t></w:r></w:p></w:footnote>'
    outcome = read(box + noted, footnotes=notes)

    assert [(note.line, note.quote, note.values[0][1]) for note in outcome.notes if note.code == "left_out"] == [
        (2, "框", "Text box"),
        (4, "□", "Picture or other object"),
        (5, "含抽查。", "Footnote or endnote"),
    ]
    assert outcome.manuscript.preamble == "今年，取得成效。\n检查5次。"


def test_the_text_of_headers_and_footers_is_listed_but_no_page_number() -> None:
    members = parts(paragraph("今年，我局取得成效。"))
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    for name, body in (
        ("header1", paragraph("内部资料")),
        ("footer1", f"<w:p><w:r><w:t>— </w:t></w:r>{field}<w:r><w:t> —</w:t></w:r></w:p>"),
    ):
        members[f"word/{name}.xml"] = f"<w:hdr {SPACE}>{body}</w:hdr>"
    members["word/_rels/document.xml.rels"] = relationships(header="header1.xml", footer="footer1.xml")

    outcome = read_here(package(members))

    assert texts(outcome) == ["今年，我局取得成效。", "内部资料"]
    assert notes_of(outcome, "left_out") == [(2, "Header or footer of the page")]


@pytest.mark.parametrize("where", ["header", "text", "box"])
@pytest.mark.parametrize("mark", ["机密★1年", "秘　密", "绝密", "密级：秘密", "秘密（6个月）", "000001机密★长期特急"])
def test_a_mark_of_secrecy_is_found_wherever_it_stands(mark: str, where: str) -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph(mark)}</w:txbxContent></w:pict></w:r></w:p>"
    body = {"header": "", "text": paragraph(mark), "box": box}[where]
    members = parts(body + paragraph("今年，我局取得成效。"))
    members["word/header1.xml"] = f"<w:hdr {SPACE}>{paragraph(mark if where == 'header' else '')}</w:hdr>"
    members["word/_rels/document.xml.rels"] = relationships(header="header1.xml")

    with pytest.raises(UnreadableFile) as caught:
        read_here(package(members))
    assert str(caught.value) == CLASSIFIED_FILE


def test_words_on_secrecy_are_no_mark() -> None:
    assert read(paragraph("秘密工作条例学习情况") + paragraph("今年，严守国家秘密。")).manuscript.preamble


def test_strict_open_xml_is_read_too() -> None:
    members = parts(paragraph("今年，我局取得成效。"))
    strict = {
        name: text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, text in members.items()
    }

    assert texts(read_here(package(strict))) == ["今年，我局取得成效。"]


def test_what_leads_outside_the_file_is_dropped_and_told() -> None:
    members = parts('<w:p><w:hyperlink r:id="a"><w:r><w:t>官网</w:t></w:r></w:hyperlink><w:r><w:t>。</w:t></w:r></w:p>')
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = [("a", "hyperlink", "https://www.example.com/"), ("b", "hyperlink", "file:///etc/passwd")]
    links += [("c", "attachedTemplate", "http://example.com/t.dotm"), ("d", "image", "http://example.com/i.png")]
    inside = "".join(
        f'<Relationship Id="{name}" Type="{kind}/{each}" Target="{target}" TargetMode="External"/>'
        for name, each, target in links
    )
    members["word/_rels/document.xml.rels"] = relationships().replace("</", inside + "</", 1)
    outcome = read_here(package(members))

    assert sorted(value for _, value in notes_of(outcome, "outside_left_out")) == [
        "attachedTemplate",
        "hyperlink",
        "image",
    ]
    assert notes_of(outcome, "link_left_out") == [(1, "https://www.example.com/")]
    assert texts(outcome) == ["官网。"]


def test_the_main_part_may_have_another_name() -> None:
    members = {
        name.replace("document", "main"): text.replace("word/document", "/word/main")
        for name, text in parts(paragraph("报告")).items()
    }

    assert texts(read_here(package(members))) == ["报告"]


@pytest.mark.parametrize("body", ["", "<w:p/>", paragraph("　")])
def test_files_without_text_are_refused(body: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_here(word(body))
    assert str(caught.value) == NO_TEXT


@pytest.mark.parametrize(
    "body",
    [
        "".join(paragraph(f"{number:x}") for number in range(5_001)),
        "".join(f'<w:p w:rsidR="{number:x}"/>' for number in range(20_002)),
    ],
    ids=["text", "blank"],
)
def test_endless_files_are_refused(body: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_here(word(body))
    assert str(caught.value) == TOO_MANY_LINES
