"""Tracked changes: accepting all gives the newer document, rejecting all the older one."""

import datetime
import re

import pytest
from hypothesis import given, settings
from lxml import etree

from reports.document import Document, Manuscript, build_document
from reports.rendering.word.tracking import Tracker
from reports.rendering.word.writer import _content
from tests.document.strategies import documents, manuscripts, wild_line
from tests.rendering.samples import DOCUMENT

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
AT = datetime.datetime(2026, 7, 8, 9, 30, tzinfo=datetime.UTC)


def tracked(old: list[str], new: list[str]) -> str:
    return "".join(Tracker(author="审核员", at=AT).track(old, new))


def body(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{NAMESPACE}" xmlns:r="urn:r">{xml}</w:body>')


def drop(element: etree._Element) -> None:
    """Take the element out of its parent."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def settled(xml: str, *, accept: bool) -> list[str]:
    """The body after all changes were accepted or rejected, the way Word does it (ECMA-376, 17.13.5)."""
    root = body(xml)
    stays, goes = ("ins", "del") if accept else ("del", "ins")
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{goes}") is not None:
            drop(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            drop(table)
    for change in list(root.iter(f"{W}pPrChange")):
        properties = change.getparent()
        assert properties is not None
        properties.remove(change)
        if not accept:
            properties.addprevious(change[0])
            drop(properties)
    for paragraph in list(root.iter(f"{W}p")):
        for inner in list(paragraph):
            if inner.tag == f"{W}{goes}":
                paragraph.remove(inner)
            elif inner.tag == f"{W}{stays}":
                for run in inner:
                    inner.addprevious(run)
                paragraph.remove(inner)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{goes}") is not None:
            assert paragraph.find(f"{W}r") is None, "only empty paragraphs lose their end"
            drop(paragraph)
    for mark in [*root.iter(f"{W}ins"), *root.iter(f"{W}del")]:
        holder = mark.getparent()
        drop(mark)
        if holder is not None and holder.tag == f"{W}rPr" and len(holder) == 0:
            drop(holder)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"
    return normal(root)


def normal(root: etree._Element) -> list[str]:
    """Each element as text, with neighbouring runs of one kind joined and empty shells gone."""
    for run in list(root.iter(f"{W}r")):
        before = run.getprevious()
        if before is None or before.tag != f"{W}r" or looks(before) != looks(run):
            continue
        for part in list(run)[1 if looks(run) else 0 :]:
            if part.tag == f"{W}t" and len(before) and before[-1].tag == f"{W}t":
                before[-1].text = (before[-1].text or "") + (part.text or "")
            else:
                before.append(part)
        drop(run)
    for run in list(root.iter(f"{W}r")):
        texts = [part for part in run if part.tag == f"{W}t"]
        for text in texts:
            if not text.text:
                run.remove(text)
        if not [part for part in run if part.tag != f"{W}rPr"]:
            drop(run)
    for properties in list(root.iter(f"{W}pPr")):
        if len(properties) == 0:
            drop(properties)
    return [etree.tostring(element, method="c14n").decode() for element in root]


def looks(run: etree._Element) -> bytes:
    properties = run.find(f"{W}rPr")
    return b"" if properties is None else etree.tostring(properties)


def assert_both_come_back(old: Document, new: Document) -> None:
    before, after = list(_content(old)), list(_content(new))
    xml = tracked(before, after)
    assert settled(xml, accept=True) == normal(body("".join(after)))
    assert settled(xml, accept=False) == normal(body("".join(before)))
    numbers = re.findall(r'w:id="(\d+)" w:author', xml)
    assert len(numbers) == len(set(numbers))


@settings(max_examples=60, deadline=None)
@given(documents(wild_line), documents(wild_line))
def test_any_two_documents_come_back(old: Document, new: Document) -> None:
    assert_both_come_back(old, new)


@settings(max_examples=60, deadline=None)
@given(manuscripts, manuscripts)
def test_any_two_reports_come_back(old: Manuscript, new: Manuscript) -> None:
    assert_both_come_back(build_document(old), build_document(new))


def test_equal_documents_have_no_marks() -> None:
    elements = list(_content(DOCUMENT))
    assert tracked(elements, elements) == "".join(elements)


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
