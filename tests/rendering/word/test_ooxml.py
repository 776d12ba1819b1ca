"""Golden XML of each piece, and that no text becomes markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reports.rendering.cleaning import clean
from reports.rendering.word import ooxml

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    ("xml", "golden"),
    [
        (ooxml.run("廉政"), '<w:r><w:t xml:space="preserve">廉政</w:t></w:r>'),
        (
            ooxml.run("廉政", "EntryLead"),
            '<w:r><w:rPr><w:rStyle w:val="EntryLead"/></w:rPr><w:t xml:space="preserve">廉政</w:t></w:r>',
        ),
        (ooxml.paragraph("Normal"), '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'),
        (
            ooxml.paragraph("Date", "X", keep_next=True, left=0),
            '<w:p><w:pPr><w:pStyle w:val="Date"/><w:keepNext/><w:ind w:left="0"/></w:pPr>X</w:p>',
        ),
        (
            ooxml.row(["A", "B"]),
            "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr/>A</w:tc><w:tc><w:tcPr/>B</w:tc></w:tr>",
        ),
        (
            ooxml.row(["A"], head=True),
            "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr><w:tc><w:tcPr/>A</w:tc></w:tr>",
        ),
    ],
)
def test_golden_xml(xml: str, golden: str) -> None:
    assert xml == golden


@given(st.text())
def test_any_text_comes_back_out_of_a_run(text: str) -> None:
    element = etree.fromstring(f'<w:p xmlns:w="{WORD}">{ooxml.run(text)}</w:p>')
    assert element.findtext(f"{{{WORD}}}r/{{{WORD}}}t") == clean(text)


@given(st.text())
def test_any_title_comes_back_out_of_the_properties(title: str) -> None:
    element = etree.fromstring(ooxml.core_properties(title, "2026-01-05T00:00:00Z").encode())
    assert element.findtext("{http://purl.org/dc/elements/1.1/}title") == clean(title)
