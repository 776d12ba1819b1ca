"""Word files read back with python-docx, and their bytes."""

import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import Block, Cover, Document, plain_text
from reports.rendering import render_word
from reports.rendering.cleaning import clean
from reports.rendering.word import writer
from tests.document.strategies import documents, line, wild_line
from tests.rendering.samples import CHAPTER, COVER, DOCUMENT, ENTRY, RUN_IN, SHARED, TABLE


def read(document: Document, mark: str = "") -> WordDocument:
    return docx.Document(BytesIO(render_word(document, mark=mark)))


def part(document: Document, name: str, mark: str = "") -> str:
    with ZipFile(BytesIO(render_word(document, mark=mark))) as package:
        return package.read(name).decode()


def body(*blocks: Block) -> str:
    xml = part(Document(Cover(), blocks), "word/document.xml")
    return xml.split("<w:body>")[1].split("<w:sectPr>")[0]


def text(content: str) -> str:
    return f'<w:t xml:space="preserve">{content}</w:t>'


def run(*texts: str) -> str:
    return "".join(f"<w:r>{text(one)}</w:r>" for one in texts)


def marked(number: int, name: str, content: str) -> str:
    """The content in its bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


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
            f"{marked(1, 'LB_entry_3', run('一是学得不深。', '时间少。'))}"
            f"{marked(2, 'LB_entry_4', run('二是', '抓得不紧。'))}"
            '<w:bookmarkEnd w:id="0"/></w:p>',
        ),
    ],
    ids=["chapter", "entry", "run-in", "shared"],
)
def test_golden_xml_of_a_block(block: Block, xml: str) -> None:
    assert body(block) == xml


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
    today = render_word(DOCUMENT, mark="草稿")
    writer._template.cache_clear()
    monkeypatch.setattr("time.time", lambda: 4_102_444_800.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2100, 1, 1, 0, 0, 0, 4, 1, 0))
    assert render_word(DOCUMENT, mark="草稿") == today


def test_no_part_is_written_twice() -> None:
    with ZipFile(BytesIO(render_word(DOCUMENT))) as package, ZipFile(writer.TEMPLATE) as template:
        assert sorted(package.namelist()) == sorted(template.namelist())
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@settings(max_examples=60)
@given(documents(wild_line), st.one_of(line, wild_line))
def test_any_document_reads_back_as_its_text(document: Document, mark: str) -> None:
    word = read(document, mark)
    assert word.sections[0].header.paragraphs[0].text == clean(mark)
    body = "".join(p.text for p in word.paragraphs) + "".join(
        c.text for t in word.tables for r in t.rows for c in r.cells
    )
    missing = [part for block in document.body for part in plain_text(block).split("\t") if clean(part) not in body]
    assert [part for part in missing if "\n" not in part] == []
