"""Tracked changes: accepting all gives the newer document, rejecting all the older one."""

import datetime
import re

import pytest
from hypothesis import given, settings
from lxml import etree

from reports.document import Document, Manuscript, build_document
from reports.rendering.word.places import without_places
from reports.rendering.word.tracking import Tracker
from reports.rendering.word.writer import elements
from tests.document.strategies import documents, manuscripts, wild_line
from tests.rendering.samples import DOCUMENT
from tests.rendering.word.settling import NAMESPACE, normal, settle
from tests.rounds import rounds

AT = datetime.datetime(2026, 7, 8, 9, 30, tzinfo=datetime.UTC)


def written(document: Document) -> list[str]:
    return [without_places(element) for element in elements(document)]


def tracked(old: list[str], new: list[str]) -> str:
    return "".join(Tracker(author="审核员", at=AT).track(old, new))


def body(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{NAMESPACE}" xmlns:r="urn:r">{xml}</w:body>')


def settled(xml: str, *, accept: bool) -> list[str]:
    root = body(xml)
    settle(root, accept=accept)
    return normal(root)


def assert_both_come_back(old: Document, new: Document) -> None:
    before, after = written(old), written(new)
    xml = tracked(before, after)
    assert settled(xml, accept=True) == normal(body("".join(after)))
    assert settled(xml, accept=False) == normal(body("".join(before)))
    numbers = re.findall(r'w:id="(\d+)" w:author', xml)
    assert len(numbers) == len(set(numbers))


@settings(max_examples=rounds(60))
@given(documents(wild_line), documents(wild_line))
def test_any_two_documents_come_back(old: Document, new: Document) -> None:
    assert_both_come_back(old, new)


@settings(max_examples=rounds(60))
@given(manuscripts, manuscripts)
def test_any_two_reports_come_back(old: Manuscript, new: Manuscript) -> None:
    assert_both_come_back(build_document(old), build_document(new))


def test_equal_documents_have_no_marks() -> None:
    same = written(DOCUMENT)
    assert tracked(same, same) == "".join(same)


def p(text: str, properties: str = "") -> str:
    head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{head}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def bare(xml: str) -> str:
    """The marks without who, when and number."""
    return re.sub(r' w:id="\d+" w:author="审核员" w:date="2026-07-08T09:30:00Z"| xml:space="preserve"', "", xml)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            [p("召开会议12次，听取汇报。")],
            [p("召开会议14次，听取汇报。")],
            "<w:p><w:r><w:t>召开会议</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>14</w:t></w:r></w:ins><w:r><w:t>次，听取汇报。</w:t></w:r></w:p>",
        ),
        (
            [p("甲"), p("丙")],
            [p("甲"), p("乙"), p("丙")],
            "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
            "<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:ins><w:r><w:t>乙</w:t></w:r></w:ins></w:p>"
            "<w:p><w:r><w:t>丙</w:t></w:r></w:p>",
        ),
        (
            [p("甲"), p("乙")],
            [p("甲")],
            "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>",
        ),
        (
            [p("特此报告。")],
            [p("特此报告。", "<w:keepNext/>")],
            "<w:p><w:pPr><w:keepNext/><w:pPrChange><w:pPr></w:pPr></w:pPrChange></w:pPr>"
            "<w:r><w:t>特此报告。</w:t></w:r></w:p>",
        ),
        (
            ["<w:tbl><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>" + p("3") + "</w:tc></w:tr></w:tbl>"],
            ["<w:tbl><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>" + p("4") + "</w:tc></w:tr></w:tbl>"],
            "<w:tbl><w:tr><w:trPr><w:cantSplit/><w:del/></w:trPr><w:tc><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
            "<w:del><w:r><w:delText>3</w:delText></w:r></w:del></w:p></w:tc></w:tr>"
            "<w:tr><w:trPr><w:cantSplit/><w:ins/></w:trPr><w:tc><w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>"
            "<w:ins><w:r><w:t>4</w:t></w:r></w:ins></w:p></w:tc></w:tr></w:tbl>",
        ),
    ],
)
def test_marks(old: list[str], new: list[str], expected: str) -> None:
    assert bare(tracked(old, new)) == expected


def test_the_author_is_text() -> None:
    xml = "".join(Tracker(author='甲"<&\x00', at=AT).track([p("甲")], [p("乙")]))
    assert 'w:author="甲&quot;&lt;&amp;"' in xml
