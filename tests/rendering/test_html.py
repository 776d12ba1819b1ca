"""Markup of each block, anchors, and that no text becomes markup."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given

from reports.choices import ChapterKind, FaceSet, LatinFace, Layout, LinePitch, Urgency
from reports.document import (
    Attachment,
    Block,
    Chapter,
    Count,
    Cover,
    Document,
    Entry,
    Heading,
    Imprint,
    Letterhead,
    Manuscript,
    Paragraph,
    Table,
    Text,
    Typography,
    anchors,
    build_document,
)
from reports.rendering import render_html, render_page
from reports.rendering.cleaning import clean
from reports.rendering.html import PAPER_CSS
from tests.document.strategies import built_documents, documents, wild_line
from tests.rendering.samples import CHAPTER, COVER, DOCUMENT, ENTRY, RUN_IN, SHARED, TABLE

MARKUP: list[tuple[Block, str]] = [
    (CHAPTER, '<h2 class="paper-heading-1" id="chapter-1" data-anchor="chapter-1">一、工作开展情况</h2>\n'),
    (ENTRY, '<h2 class="paper-heading-2" id="entry-1" data-anchor="entry-1">（一）压实责任</h2>\n'),
    (
        RUN_IN,
        '<p class="paper-text" id="entry-2" data-anchor="entry-2"><span class="paper-lead">（二）严明纪律。</span>'
        '召开会议<span class="paper-figure">12</span>次。</p>\n',
    ),
    (
        SHARED,
        '<p class="paper-text" id="chapter-2-1" data-anchor="chapter-2-1">主要是：'
        '<span id="entry-3" data-anchor="entry-3"><span>一是学得不深。</span>时间少。</span>'
        '<span id="entry-4" data-anchor="entry-4"><span>二是</span>抓得不紧。</span></p>\n',
    ),
    (
        TABLE,
        '<table class="paper-table" id="table-1" data-anchor="table-1"><caption>表1　开展情况</caption>'
        '<colgroup><col class="paper-column tens-4"><col class="paper-column tens-6"></colgroup>'
        '<thead><tr><th scope="col">序号</th><th scope="col">事项</th></tr></thead>'
        "<tbody><tr><td>1</td><td>廉政党课</td></tr><tr><td>2</td><td>谈话提醒</td></tr></tbody></table>\n",
    ),
]
OPENED, CLOSED = '<article class="paper" lang="zh-CN">\n<div class="paper-run">', "</div>\n</article>\n"
ATTACHMENTS = (
    Attachment("谈话统计表", (Paragraph((Text("如下。"),), "entry-5-2"),), "entry-5"),
    Attachment("名单", (), "entry-6"),
)

TAGS = {"article", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "time", "hr", "ul", "li"} | {
    "table",
    "caption",
    "colgroup",
    "col",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {"class", "lang", "id", "data-anchor", "data-code", "title", "datetime", "scope", "aria-hidden"}


class Reader(HTMLParser):
    """What a browser makes of the markup: tags, anchors, text, and which elements stay open."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.anchors: list[str] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("hr", "col"):
            self.open.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.anchors += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def inside(document: Document) -> str:
    """What stands in the only run of `document`."""
    markup = render_html(document)
    assert markup.startswith(OPENED)
    assert markup.endswith(CLOSED)
    assert markup.count("paper-run") == 1
    return markup.removeprefix(OPENED).removesuffix(CLOSED)


@pytest.mark.parametrize(("block", "markup"), MARKUP, ids=lambda value: type(value).__name__)
def test_markup_of_a_block(block: Block, markup: str) -> None:
    assert inside(Document(Cover(), (block,))) == markup


def test_opening_and_closing() -> None:
    assert inside(Document(COVER, ())) == (
        '<h1 class="paper-title" id="title" data-anchor="title">'
        '<span class="paper-line">青石县财政局2025年度</span>'
        '<span class="paper-line">党风廉政建设工作汇报</span></h1>\n'
        '<p class="paper-recipient" id="recipient" data-anchor="recipient">县纪委监委：</p>\n'
        '<div class="paper-closing">\n<span class="paper-row"></span>\n'
        '<p class="paper-signature" id="signature" data-anchor="signature">'
        '<span class="paper-row"><span class="paper-placed tens-2">青石县财政局</span></span></p>\n'
        '<p class="paper-date" id="date" data-anchor="date"><span class="paper-row">'
        '<time class="paper-placed tens-2 ones-2" datetime="2026-01-05">2026年1月5日</time></span></p>\n</div>\n'
    )


def test_letterhead_of_an_upward_document() -> None:
    letterhead = Letterhead("青石县财政局文件", "青财〔2026〕3号", ("王某某",), Urgency.EXTRA)
    assert inside(Document(Cover(letterhead=letterhead), ())) == (
        '<div class="paper-letterhead">\n<p class="paper-urgency" id="urgency" data-anchor="urgency">特急</p>\n'
        '<p class="paper-organ tens-4 ones-2" id="organ" data-anchor="organ">'
        '<span class="paper-line">青石县财政局文件</span></p>\n'
        '<p class="paper-number"><span class="paper-row">'
        '<span class="paper-placed ones-1" id="number" data-anchor="number">青财〔2026〕3号</span>'
        '<span class="paper-placed tens-2" id="signers" data-anchor="signers">签发人：</span>'
        '<span class="paper-placed tens-2 ones-4 paper-lead" data-anchor="signers">王某某</span></span></p>\n'
        '<hr class="paper-rule">\n</div>\n'
    )


def test_a_letter_has_its_rule_above_the_number() -> None:
    letterhead = Letterhead("青石县财政局", "青财函〔2026〕3号", layout=Layout.LETTER)
    assert render_html(Document(Cover(letterhead=letterhead), ())) == (
        '<article class="paper paper-letter" lang="zh-CN">\n<div class="paper-run"><div class="paper-letterhead">\n'
        '<p class="paper-organ tens-4 ones-2" id="organ" data-anchor="organ">'
        '<span class="paper-line">青石县财政局</span></p>\n'
        '<hr class="paper-rule">\n<p class="paper-number"><span class="paper-row">'
        '<span class="paper-placed tens-2 ones-8 is-right" id="number" data-anchor="number">'
        "青财函〔2026〕3号</span></span></p>\n</div>\n"
        "</div>\n</article>\n"
    )


def test_bodies_that_seal_stand_beside_each_other_above_the_date() -> None:
    cover = Cover(signature="财政局\n审计局", date=COVER.date, sealed=True)
    closing = Reader(render_html(Document(cover, ())))
    assert [text for text in closing.texts if text.strip()] == ["财政局", "审计局", "2026年1月5日"]
    assert re.findall(r"tens-\d[^\"]*", render_html(Document(cover, ()))) == [
        "tens-1 ones-3 tenths-4 is-centred",
        "tens-2 ones-1 is-centred",
        "tens-2 ones-4 is-right",
    ]


def test_attachments_are_listed_below_the_body_and_stand_on_sheets_of_their_own() -> None:
    assert render_html(Document(Cover(), (), ATTACHMENTS)) == (
        f'{OPENED}<ul class="paper-list">\n'
        '<li class="paper-item ones-6"><span class="paper-item-mark ones-2">附件：1.</span>谈话统计表</li>\n'
        '<li class="paper-item ones-6"><span class="paper-item-mark ones-5">2.</span>名单</li>\n</ul>\n'
        '</div>\n<div class="paper-run"><p class="paper-attachment-label">附件1</p>\n'
        '<h2 class="paper-attachment-title" id="entry-5" data-anchor="entry-5">'
        '<span class="paper-line">谈话统计表</span></h2>\n'
        '<p class="paper-text" id="entry-5-2" data-anchor="entry-5-2">如下。</p>\n'
        '</div>\n<div class="paper-run"><p class="paper-attachment-label">附件2</p>\n'
        '<h2 class="paper-attachment-title" id="entry-6" data-anchor="entry-6">'
        f'<span class="paper-line">名单</span></h2>\n{CLOSED}'
    )


def test_an_attachment_without_a_title_is_found_at_its_label() -> None:
    markup = render_html(Document(Cover(), (), (Attachment("", (), "chapter-3"),)))
    assert markup == (
        f'{OPENED}<p class="paper-attachment-label" id="chapter-3" data-anchor="chapter-3">附件</p>\n{CLOSED}'
    )


def test_note_and_imprint() -> None:
    cover = Cover(note="联系人：王某某", imprint=Imprint("县委办公室", "财政局办公室", COVER.date))
    foot = (
        '<p class="paper-copies" id="copies" data-anchor="copies">抄送：县委办公室。</p>\n'
        '<p class="paper-printed" id="printed" data-anchor="printed">'
        "<span>财政局办公室</span><span>2026年1月5日印发</span></p>\n</div>\n"
    )
    unnamed = re.sub(r' id="\w+" data-anchor="\w+"', "", foot)
    assert inside(Document(cover, ())) == (
        '<p class="paper-note" id="note" data-anchor="note">（联系人：王某某）</p>\n'
        f'<div class="paper-imprint paper-imprint-room is-ruled" aria-hidden="true">\n{unnamed}'
        f'<div class="paper-imprint is-ruled">\n{foot}'
    )


def test_the_imprint_stands_behind_the_last_attachment() -> None:
    markup = render_html(Document(Cover(imprint=Imprint("县委办公室")), (CHAPTER,), ATTACHMENTS))
    assert "paper-imprint" in markup.rpartition("附件2")[2]
    assert "paper-imprint" not in markup.rpartition("附件2")[0]


def test_a_wide_table_stands_on_turned_sheets_of_its_own() -> None:
    wide = Table(("栏目",) * 14, (("内容",) * 14,), "表2", "table-2")
    markup = render_html(
        Document(COVER, (CHAPTER, RUN_IN, ENTRY, wide, SHARED), (Attachment("表", (wide,), "entry-9"),))
    )
    assert [run.split('"')[0] for run in markup.split('<div class="paper-run')[1:]] == [
        "",
        " paper-wide",
        "",
        " paper-wide",
    ]
    assert re.findall(r'<div class="paper-run[^>]*><([^ ]+)', markup) == ["h1", "h3", "p", "p"]


@pytest.mark.parametrize(
    ("levels", "ranks"), [((1, 2, 3, 4), [2, 3, 4, 5]), ((1, 3, 3, 1, 4), [2, 3, 3, 2, 3]), ((3, 2, 1), [2, 2, 2])]
)
def test_the_rank_of_a_heading_never_skips_one(levels: tuple[int, ...], ranks: list[int]) -> None:
    headings = tuple(Heading(level, "1.", "廉政", f"entry-{place}") for place, level in enumerate(levels))
    assert [int(rank) for rank in re.findall(r"<h(\d)", render_html(Document(Cover(), headings)))] == ranks
    attached = render_html(Document(Cover(), (), (Attachment("表", headings, "entry-9"),)))
    assert [int(rank) for rank in re.findall(r"<h(\d)", attached)] == [2, *(rank + 1 for rank in ranks)]


def test_numbers_stand_below_each_other() -> None:
    assert '<tr><td>财政局</td><td class="is-number">12</td></tr>' in render_html(
        Document(Cover(), (Table(("单位", "次数"), (("财政局", "12"),), "", "table-1"),))
    )


@pytest.mark.parametrize(
    ("typography", "classes"),
    [
        (Typography(), "paper"),
        (Typography(line_pitch=LinePitch.PT_28_8), "paper paper-pitch-28-8"),
        (Typography(latin=LatinFace.CHINESE), "paper paper-latin-chinese"),
        (Typography(faces=FaceSet.FOUNDER), "paper paper-faces-founder"),
    ],
)
def test_what_a_county_has_settled(typography: Typography, classes: str) -> None:
    assert f'<article class="{classes}" ' in render_html(Document(Cover(), (), typography=typography))


def test_an_empty_document_is_an_empty_sheet() -> None:
    assert render_html(Document(Cover(), ())) == (
        '<article class="paper" lang="zh-CN">\n<div class="paper-run"></div>\n</article>\n'
    )


def test_draft_mark_stands_first() -> None:
    assert render_html(Document(Cover(), (CHAPTER,)), mark="草稿").startswith(
        f'{OPENED}<p class="paper-mark">草稿</p>\n<h2'
    )


def test_without_anchors_no_element_is_named() -> None:
    assert Reader(render_html(DOCUMENT, anchors=False)).anchors == []


def test_text_never_becomes_markup() -> None:
    hostile = "<script>alert(1)</script>&amp;\"'"
    paragraph = Paragraph((Text(hostile),), 'x" onclick="y')
    assert inside(Document(Cover(), (paragraph,))) == (
        '<p class="paper-text" id="x&quot; onclick=&quot;y" data-anchor="x&quot; onclick=&quot;y">'
        "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&quot;&#x27;</p>\n"
    )


@given(built_documents)
def test_every_anchor_of_the_document_stands_once_and_nothing_else(document: Document) -> None:
    markup = render_html(document)
    found = Reader(markup).anchors
    assert set(re.findall(' data-anchor="([^"]*)"', markup)) == set(found)
    absent = {name for name in ("title", "recipient", "signature") if not getattr(document.cover, name).strip()}
    absent |= set() if document.cover.date else {"date"}
    assert sorted(found) == sorted(anchors(document) - absent)


@given(documents(wild_line))
def test_any_text_gives_only_our_elements_and_comes_out_as_it_went_in(document: Document) -> None:
    reader = Reader(render_html(document))
    assert reader.open == []
    assert reader.tags <= TAGS
    assert reader.attributes <= ATTRIBUTES
    body = [clean(block.text) for block in document.body if hasattr(block, "text")]
    assert [text for text in body if text and text not in "".join(reader.texts)] == []


def test_page_is_one_file_that_asks_for_nothing() -> None:
    page = render_page(DOCUMENT, mark="草稿")
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert f"<style>\n{PAPER_CSS.read_text(encoding='utf-8')}</style>" in page
    assert render_html(DOCUMENT, mark="草稿") in page
    assert re.findall(r"https?:|url\(|@import|<link|<script|src=|style=", page) == []


def test_page_without_title_is_called_report() -> None:
    assert "<title>报告</title>" in render_page(Document(Cover(), ()))


def test_a_column_without_a_name_has_no_head() -> None:
    table = Table(("", "人次"), (("甲局", "3"),), "", "entry-1-2")
    assert '<thead><tr><td></td><th scope="col">人次</th></tr></thead>' in render_html(Document(Cover(), (table,)))


def test_figures_in_headings_leads_and_cells_lead_to_their_records_too() -> None:
    talks = "{{talk_heart}}"
    entry = Entry(f"谈话{talks}", f"如下。\n表1 谈话{talks}\n科室\t共{talks}\n办公室\t{talks}", "1")
    chapter = Chapter(ChapterKind.WORK, f"谈心谈话{talks}", entries=(entry,), key="1")
    manuscript = Manuscript(Cover(), "", (chapter,), figures={"talk_heart": Count(8, "人次")})

    page = render_html(build_document(manuscript), figure_url=lambda key: f"/figures/{key}/")

    link = '<a class="paper-figure" href="/figures/talk_heart/">8人次</a>'
    assert f"一、谈心谈话{link}</h2>" in page
    assert f"（一）谈话{link}。</span>" in page
    assert f"<caption>表1 谈话{link}</caption>" in page
    assert f'<th scope="col">共{link}</th>' in page
    assert f"<td>{link}</td>" in page


def test_figures_in_an_attachments_title_lead_to_their_records_wherever_its_lines_end() -> None:
    title = "全县机关事业单位干部职工谈心谈话登记情况一览表（共{{talk_heart}}）"
    chapter = Chapter(ChapterKind.ATTACHMENTS, "附件", entries=(Entry(title, "如下。", "1"),), key="1")
    manuscript = Manuscript(Cover(), "", (chapter,), figures={"talk_heart": Count(8, "人次")})

    page = render_html(build_document(manuscript), figure_url=lambda key: f"/figures/{key}/")

    assert page.count('href="/figures/talk_heart/"') == 2
    assert page.count('<a class="paper-figure" href="/figures/talk_heart/">8人次</a>）') == 2
