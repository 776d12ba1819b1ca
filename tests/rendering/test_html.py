"""Markup of each block, anchors, and that no text becomes markup."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given

from reports.document import Block, Cover, Document, Paragraph, Text, anchors
from reports.rendering import render_blocks, render_html, render_page
from reports.rendering.cleaning import clean
from reports.rendering.html import PAPER_CSS
from tests.document.strategies import built_documents, documents, wild_line
from tests.rendering.samples import CHAPTER, COVER, DOCUMENT, ENTRY, RUN_IN, SHARED, TABLE

MARKUP: list[tuple[Block, str]] = [
    (CHAPTER, '<h2 class="paper-heading-1" id="chapter-1" data-anchor="chapter-1">一、工作开展情况</h2>\n'),
    (ENTRY, '<h3 class="paper-heading-2" id="entry-1" data-anchor="entry-1">（一）压实责任</h3>\n'),
    (
        RUN_IN,
        '<p class="paper-text" id="entry-2" data-anchor="entry-2"><span class="paper-lead">（二）严明纪律。</span>'
        '召开会议<span class="paper-figure" data-code="meeting" title="台账">12</span>次。</p>\n',
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
        '<thead><tr><th scope="col">序号</th><th scope="col">事项</th></tr></thead>'
        "<tbody><tr><td>1</td><td>廉政党课</td></tr><tr><td>2</td><td>谈话提醒</td></tr></tbody></table>\n",
    ),
]

TAGS = {"article", "h1", "h2", "h3", "h4", "h5", "section", "p", "div", "span", "time"} | {
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {"class", "lang", "id", "data-anchor", "data-code", "title", "datetime", "scope"}


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
        self.open.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.anchors += [value or "" for name, value in attrs if name == "data-anchor"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize(("block", "markup"), MARKUP, ids=lambda value: type(value).__name__)
def test_markup_of_a_block(block: Block, markup: str) -> None:
    assert render_blocks([block]) == markup


def test_opening_and_closing() -> None:
    assert render_html(Document(COVER, ())) == (
        '<article class="paper" lang="zh-CN">\n'
        '<h1 class="paper-title" id="title" data-anchor="title">'
        '<span class="paper-title-line">青石县财政局2025年度</span>'
        '<span class="paper-title-line">党风廉政建设工作汇报</span></h1>\n'
        '<p class="paper-recipient" id="recipient" data-anchor="recipient">县纪委监委：</p>\n'
        '<div class="paper-closing paper-closing-signature">\n'
        '<p class="paper-signature" id="signature" data-anchor="signature">青石县财政局</p>\n'
        '<p class="paper-date" id="date" data-anchor="date"><time datetime="2026-01-05">2026年1月5日</time></p>\n'
        "</div>\n</article>\n"
    )


def test_a_date_wider_than_the_signature_says_where_they_stand() -> None:
    closing = render_html(Document(Cover(signature="财政局", date=COVER.date), ()))
    assert '<div class="paper-closing paper-closing-date">' in closing


def test_an_empty_document_is_an_empty_sheet() -> None:
    assert render_html(Document(Cover(), ())) == '<article class="paper" lang="zh-CN">\n</article>\n'


def test_draft_mark_stands_first() -> None:
    assert render_html(Document(Cover(), ()), mark="草稿") == (
        '<article class="paper" lang="zh-CN">\n<p class="paper-mark">草稿</p>\n</article>\n'
    )


def test_without_anchors_no_element_is_named() -> None:
    assert Reader(render_html(DOCUMENT, anchors=False)).anchors == []


def test_text_never_becomes_markup() -> None:
    hostile = "<script>alert(1)</script>&amp;\"'"
    paragraph = Paragraph((Text(hostile),), 'x" onclick="y')
    assert render_blocks([paragraph]) == (
        '<p class="paper-text" id="x&quot; onclick=&quot;y" data-anchor="x&quot; onclick=&quot;y">'
        "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&quot;&#x27;</p>\n"
    )


@given(built_documents)
def test_every_anchor_of_the_document_stands_once_and_nothing_else(document: Document) -> None:
    found = Reader(render_html(document)).anchors
    absent = {name for name in ("title", "recipient", "signature") if not getattr(document.cover, name)}
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
