"""Word files read back with python-docx, and their bytes."""

import dataclasses
import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.choices import FaceSet, LatinFace, LinePitch
from reports.document import (
    Attachment,
    Block,
    Cover,
    Document,
    Heading,
    Imprint,
    Letterhead,
    Typography,
    plain_text,
)
from reports.rendering import render_word
from reports.rendering.cleaning import clean
from reports.rendering.word import ooxml, writer
from reports.rendering.word.parts import BODY_PART
from tests.document.strategies import documents, line, wild_line
from tests.rendering.samples import (
    CHAPTER,
    COVER,
    DOCUMENT,
    DOWNWARD,
    ENTRY,
    EVERYTHING,
    FOURTH,
    LETTER,
    NUMBER,
    NUMBERS,
    RUN_IN,
    SHARED,
    TABLE,
    THIRD,
    UPWARD,
    WIDE,
)
from tests.rendering.samples import text as text_block
from tests.rounds import rounds


def read(document: Document, mark: str = "") -> WordDocument:
    return docx.Document(BytesIO(render_word(document, mark=mark)))


def part(document: Document, name: str, mark: str = "") -> str:
    with ZipFile(BytesIO(render_word(document, mark=mark))) as package:
        return package.read(name).decode()


def body(*blocks: Block) -> str:
    xml = part(Document(Cover(), blocks), BODY_PART)
    return xml.split("<w:body>")[1].split("<w:sectPr>")[0]


def text(content: str) -> str:
    return f'<w:t xml:space="preserve">{content}</w:t>'


def run(*texts: str) -> str:
    return "".join(f"<w:r>{text(one)}</w:r>" for one in texts)


def counted(lead: str) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="EntryNumber"/></w:rPr>{text(lead)}</w:r>'


def marked(number: int, name: str, content: str) -> str:
    """The content in its bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def styled(style: str, content: str = "", properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def said(content: str, properties: str = "") -> str:
    return f"<w:r>{properties}{text(content)}</w:r>"


def tabs(*stops: tuple[str, int]) -> str:
    inside = "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in stops)
    return f"<w:tabs>{inside}</w:tabs>"


def exact(height: int) -> str:
    return f'<w:spacing w:line="{height}" w:lineRule="exact"/>'


def around(cover: Cover) -> str:
    """What stands in the body of a document that has nothing but its cover."""
    return part(Document(cover, ()), BODY_PART).split("<w:body>")[1].split("<w:sectPr>")[0]


TAB = "<w:r><w:tab/></w:r>"
LEAD = '<w:rPr><w:rStyle w:val="EntryLead"/></w:rPr>'


@pytest.mark.parametrize(
    ("block", "xml"),
    [
        (
            CHAPTER,
            '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
            f"{marked(0, 'LB_chapter_1', run('一、工作开展情况'))}</w:p>",
        ),
        (
            ENTRY,
            f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{marked(0, "LB_entry_1", run("（一）压实责任"))}</w:p>',
        ),
        (THIRD, styled("Heading3", marked(0, "LB_entry_1_2", run("1.明确责任")))),
        (FOURTH, styled("Heading4", marked(0, "LB_entry_1_3", run("（1）领导责任")))),
        (
            RUN_IN,
            '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:bookmarkStart w:id="0" w:name="LB_entry_2"/>'
            f"<w:r>{LEAD}{text('（二）严明纪律。')}</w:r><w:r>{text('召开会议')}</w:r><w:r>{text('12')}</w:r>"
            f'<w:r>{text("次。")}</w:r><w:bookmarkEnd w:id="0"/></w:p>',
        ),
        (
            SHARED,
            '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:bookmarkStart w:id="0" w:name="LB_chapter_2_1"/>'
            f"<w:r>{text('主要是：')}</w:r>"
            f"{marked(1, 'LB_entry_3', counted('一是学得不深。') + run('时间少。'))}"
            f"{marked(2, 'LB_entry_4', counted('二是') + run('抓得不紧。'))}"
            '<w:bookmarkEnd w:id="0"/></w:p>',
        ),
    ],
    ids=["chapter", "entry", "third", "fourth", "run-in", "shared"],
)
def test_golden_xml_of_a_block(block: Block, xml: str) -> None:
    assert body(block) == xml


def test_golden_xml_of_a_letterhead() -> None:
    mark = said("青石县财政局文件", '<w:rPr><w:sz w:val="84"/><w:szCs w:val="84"/></w:rPr>')
    signer = '<w:rPr><w:rStyle w:val="SignerName"/></w:rPr>'
    assert around(Cover(letterhead=UPWARD)) == (
        styled("Urgency", marked(0, "LB_urgency", said("特急")))
        + styled("Normal", "", exact(1271))
        + styled("OrganMark", marked(1, "LB_organ", mark), exact(1050))
        + styled("Normal") * 2
        + styled(
            "DocumentNumber",
            marked(2, "LB_number", TAB + said(NUMBER))
            + marked(3, "LB_signers", f"{TAB}{said('签发人：')}{said('王某某', signer)}{TAB}{said('李某', signer)}"),
            tabs(("left", 316), ("left", 5054), ("left", 7581)),
        )
        + styled("RedLine")
        + styled("Normal") * 2
    )


def test_golden_xml_of_a_number_in_the_middle() -> None:
    number = styled("DocumentNumber", marked(1, "LB_number", TAB + said(NUMBER)), tabs(("center", 4422)))
    assert number in around(Cover(letterhead=DOWNWARD))


def test_golden_xml_below_the_head_of_a_letter() -> None:
    written = around(Cover(letterhead=LETTER))
    head, below = written.split("</w:drawing></w:r></w:p>")
    number = marked(1, "LB_urgency", said("加急")) + marked(2, "LB_number", TAB + said("青审函〔2026〕3号"))
    assert below == styled("DocumentNumber", number, tabs(("right", 8844))) + styled("Normal") * 2
    inside = head.split("<w:txbxContent>")[1].split("</w:txbxContent>")[0]
    mark = marked(0, "LB_organ", said("青石县审计局", '<w:rPr><w:sz w:val="84"/><w:szCs w:val="84"/></w:rPr>'))
    assert inside == styled("OrganMark", mark, exact(1050)) + styled("Normal", "", exact(84)) + styled("LetterRule")


def test_first_page_of_a_letter_is_another_one_and_only_that() -> None:
    document = Document(Cover(letterhead=LETTER, title="函"), (WIDE, CHAPTER))
    assert [section.different_first_page_header_footer for section in read(document).sections] == [True, False, False]


def test_golden_xml_of_the_attachment_list() -> None:
    attachments = (Attachment("排查表", (), "entry-1"), Attachment("清单", (), "entry-2"))
    listed = part(Document(Cover(), (), attachments), BODY_PART)
    blank = styled("Normal", "", "<w:keepNext/>")
    first = styled(
        "AttachmentList",
        f"{said('附件：1.')}{TAB}{said('排查表')}",
        tabs(("left", 1895)) + '<w:ind w:left="1895" w:hanging="1263"/>',
    )
    second = styled(
        "AttachmentList",
        f"{said('2.')}{TAB}{said('清单')}",
        tabs(("left", 1895)) + '<w:ind w:left="1895" w:hanging="316"/>',
    )
    head = (
        styled("AttachmentLabel", said("附件1"))
        + blank
        + styled("AttachmentTitle", marked(0, "LB_entry_1", said("排查表")))
        + blank
    )
    assert f"<w:body>{blank}{first}{second}{head}" in listed


def test_golden_xml_of_note_and_imprint() -> None:
    place = 'w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="1587" w:tblpYSpec="bottom"'
    imprint = Imprint("县委办公室", "财政局办公室", datetime.date(2026, 1, 5))
    assert around(Cover(note="联系人：李某", imprint=imprint)) == (
        styled("Note", marked(0, "LB_note", said("（联系人：李某）")))
        + styled("Tiny")
        + ooxml.placed_table(
            "ImprintTable",
            place,
            8844,
            [
                ooxml.row([styled("CopyTo", marked(1, "LB_copies", said("抄送：县委办公室。")))]),
                ooxml.row(
                    [
                        styled(
                            "Imprint",
                            marked(2, "LB_printed", said("财政局办公室") + TAB + said("2026年1月5日印发")),
                        )
                    ]
                ),
            ],
        )
        + styled("Tiny")
    )


def test_a_wide_table_stands_on_a_turned_page_between_others() -> None:
    document = read(Document(Cover(), (RUN_IN, CHAPTER, WIDE, RUN_IN)))
    sections = document.sections
    # As in HTML, the headings right above the table stand above it.
    first = next(iter(sections[1].iter_inner_content()))
    assert isinstance(first, WordParagraph)
    assert first.text == "一、工作开展情况"
    sizes = [(section.page_width, section.page_height) for section in sections]
    assert [tuple(round(length / Mm(1)) for length in size if length) for size in sizes] == [
        (210, 297),
        (297, 210),
        (210, 297),
    ]


def test_a_wide_table_alone_makes_no_other_page() -> None:
    (section,) = read(Document(Cover(), (WIDE,))).sections
    assert section.orientation == WD_ORIENT.LANDSCAPE


def test_an_attachment_that_opens_with_a_wide_table_has_its_title_on_the_turned_page() -> None:
    document = Document(Cover(), (RUN_IN,), (Attachment("各单位情况表", (WIDE,), "entry-1"),))
    xml = part(document, BODY_PART)
    assert xml.index("</w:sectPr>") < xml.index("各单位情况表</w:t></w:r></w:p><w:p><w:pPr><w:pStyle")
    assert len(read(document).sections) == 2


@pytest.mark.parametrize(
    ("typography", "names", "line"),
    [
        (Typography(), {"仿宋_GB2312", "方正小标宋简体", "Times New Roman"}, "579"),
        (Typography(LinePitch.PT_28, LatinFace.CHINESE, FaceSet.WINDOWS), {"仿宋", "楷体", "宋体", "黑体"}, "560"),
        (Typography(LinePitch.PT_30, faces=FaceSet.FOUNDER), {"方正仿宋_GBK", "方正小标宋_GBK"}, "600"),
    ],
)
def test_typography_settles_styles_fonts_and_sections(typography: Typography, names: set[str], line: str) -> None:
    document = dataclasses.replace(DOCUMENT, typography=typography)
    xml = {name: part(document, name) for name in ("word/styles.xml", "word/fontTable.xml", BODY_PART)}
    assert {name for name in names if f'"{name}"' not in xml["word/styles.xml"] + xml["word/fontTable.xml"]} == set()
    assert f'w:line="{line}" w:lineRule="exact"' in xml["word/styles.xml"]
    assert f'w:linePitch="{line}"' in xml[BODY_PART]
    assert ("Times New Roman" in xml["word/styles.xml"]) is (typography.latin is LatinFace.TIMES)


def test_a_title_without_xiaobiaosong_is_bold() -> None:
    document = dataclasses.replace(DOCUMENT, typography=Typography(faces=FaceSet.WINDOWS))
    style = read(document).paragraphs[0].style
    assert style is not None
    assert style.font.bold is True


@pytest.mark.parametrize(
    "odd",
    [
        Document(Cover(), ()),
        Document(Cover("廉"), ()),
        Document(Cover("青石县" + "重大建设项目协调推进" * 4), (text_block("𠮷野家👍，Word 2021。“引号”——……"),)),
        Document(Cover(signature="青石县" + "重大建设项目" * 4 + "管理局", sealed=True, letterhead=LETTER), ()),
        Document(Cover(letterhead=Letterhead("青石县" + "重大建设项目" * 5)), (text_block("国" * 20_000),)),
        Document(COVER, tuple(Heading(1, f"{number}、", "工作", f"chapter-{number}") for number in range(60))),
        Document(Cover(letterhead=Letterhead("")), (), (Attachment("", (), "entry-1"),)),
    ],
    ids=["nothing", "one word", "rare characters", "long unit", "long entry", "60 chapters", "blank parts"],
)
def test_odd_documents_read_back(odd: Document) -> None:
    text = "".join(p.text for p in read(odd).paragraphs)
    assert [one for block in odd.body for one in [plain_text(block)] if one not in text] == []


def test_table_reads_back_and_keeps_apart_from_the_next() -> None:
    word = read(Document(Cover(), (TABLE, TABLE)))
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [
        list(TABLE.columns),
        *map(list, TABLE.rows),
    ]
    assert [(p.style and p.style.name, p.text) for p in word.paragraphs] == [
        ("Caption", TABLE.caption),
        ("Normal", ""),
    ] * 2


def test_a_column_of_numbers_is_set_right() -> None:
    table = read(Document(Cover(), (NUMBERS,))).tables[0]
    cells = [[cell.paragraphs[0].style for cell in row.cells] for row in table.rows]
    assert [[style and style.name for style in row] for row in cells] == [
        ["表格栏目"] * 4,
        *[["表格文字", "表格文字", "表格数字", "表格数字"]] * 3,
    ]


def test_head_row_is_repeated_and_no_row_is_cut() -> None:
    rows = read(Document(Cover(), (NUMBERS,))).tables[0].rows
    properties = [[child.tag.split("}")[1] for child in row._tr.trPr] for row in rows]
    assert properties == [["cantSplit", "tblHeader"], *[["cantSplit"]] * 3]


def test_several_bodies_with_room_for_their_seals() -> None:
    cover = Cover(signature="财政局\n审计局", date=datetime.date(2026, 1, 5), sealed=True)
    paragraphs = read(Document(cover, ())).paragraphs
    assert [p.text for p in paragraphs] == ["", "", "\t财政局\t审计局", "\t2026年1月5日"]
    stops = [[(stop.alignment, stop.position.twips) for stop in p.paragraph_format.tab_stops] for p in paragraphs[-2:]]
    assert stops == [
        [(WD_TAB_ALIGNMENT.CENTER, 4245), (WD_TAB_ALIGNMENT.CENTER, 6633)],
        [(WD_TAB_ALIGNMENT.RIGHT, 7581)],
    ]


def test_styles_of_a_whole_report_in_order() -> None:
    assert [(p.style and p.style.name, p.text) for p in read(DOCUMENT).paragraphs] == [
        ("Title", "青石县财政局2025年度\n党风廉政建设工作汇报"),
        ("Normal", ""),
        ("Salutation", "县纪委监委："),
        ("Heading 1", "一、工作开展情况"),
        ("Heading 2", "（一）压实责任"),
        ("Body Text", "（二）严明纪律。召开会议12次。"),
        ("Body Text", "主要是：一是学得不深。时间少。二是抓得不紧。"),
        ("Caption", "表1　开展情况"),
        ("Normal", ""),
        ("Normal", ""),
        ("Signature", "青石县财政局"),
        ("Date", "2026年1月5日"),
    ]


def test_title_lines_are_parted_by_line_breaks() -> None:
    title = "2025年度落实全面从严治党主体责任和党风廉政建设情况报告"
    assert (
        read(Document(Cover(title), ())).paragraphs[0].text
        == "2025年度落实全面从严治党\n主体责任和党风廉政建设情况报告"
    )


def test_signature_and_date_stand_by_the_standard() -> None:
    signature, date = read(DOCUMENT).paragraphs[-2:]
    lefts = [p.paragraph_format.left_indent for p in (signature, date)]
    assert [left.twips for left in lefts if left is not None] == [round(8844 * 20 / 28), round(8844 * 22 / 28)]


def test_last_paragraph_stays_with_the_signature() -> None:
    word = read(Document(COVER, (CHAPTER, RUN_IN)))
    assert [p.paragraph_format.keep_with_next for p in word.paragraphs[-5:]] == [None, True, True, None, None]


def test_mark_stands_in_the_header_of_every_page() -> None:
    section = read(DOCUMENT, mark="草稿").sections[0]
    assert (section.header.paragraphs[0].text, section.even_page_header.paragraphs[0].text) == ("草稿", "草稿")


def test_without_mark_the_header_is_empty() -> None:
    assert read(DOCUMENT).sections[0].header.paragraphs[0].text == ""


def test_core_properties_come_from_the_document() -> None:
    properties = read(DOCUMENT).core_properties
    made = datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)
    assert (properties.title, properties.created, properties.modified) == (COVER.title, made, made)


def test_undated_documents_share_one_date() -> None:
    assert read(Document(Cover("汇报"), ())).core_properties.created.year == 2000


def test_same_document_gives_the_same_bytes_on_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    today = render_word(EVERYTHING, mark="草稿")
    writer._template.cache_clear()
    monkeypatch.setattr("time.time", lambda: 4_102_444_800.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2100, 1, 1, 0, 0, 0, 4, 1, 0))
    assert render_word(EVERYTHING, mark="草稿") == today


def test_no_part_is_written_twice() -> None:
    with ZipFile(BytesIO(render_word(DOCUMENT))) as package, ZipFile(writer.TEMPLATE) as template:
        assert sorted(package.namelist()) == sorted(template.namelist())
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@settings(max_examples=rounds(60))
@given(documents(wild_line), st.one_of(line, wild_line))
def test_any_document_reads_back_as_its_text(document: Document, mark: str) -> None:
    word = read(document, mark)
    assert word.sections[0].header.paragraphs[0].text == clean(mark)
    body = "".join(p.text for p in word.paragraphs) + "".join(
        c.text for t in word.tables for r in t.rows for c in r.cells
    )
    missing = [part for block in document.body for part in plain_text(block).split("\t") if clean(part) not in body]
    assert [part for part in missing if "\n" not in part] == []
