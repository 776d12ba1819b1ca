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
            ooxml.run("廉政", half_points=84),
            '<w:r><w:rPr><w:sz w:val="84"/><w:szCs w:val="84"/></w:rPr><w:t xml:space="preserve">廉政</w:t></w:r>',
        ),
        (
            ooxml.paragraph("Signature", "X", tabs=[("center", 40), ("right", 80)], line=20, left=9, hanging=3),
            '<w:p><w:pPr><w:pStyle w:val="Signature"/>'
            '<w:tabs><w:tab w:val="center" w:pos="40"/><w:tab w:val="right" w:pos="80"/></w:tabs>'
            '<w:spacing w:line="20" w:lineRule="exact"/><w:ind w:left="9" w:hanging="3"/></w:pPr>X</w:p>',
        ),
        (
            ooxml.end_section(ooxml.paragraph("Date", "X"), "<w:sectPr/>"),
            '<w:p><w:pPr><w:pStyle w:val="Date"/><w:sectPr/></w:pPr>X</w:p>',
        ),
        (
            ooxml.placed_table("BareTable", 'w:tblpY="5"', 40, ["ROW"]),
            '<w:tbl><w:tblPr><w:tblStyle w:val="BareTable"/>'
            '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:tblpY="5"/>'
            '<w:tblW w:w="40" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            '<w:tblGrid><w:gridCol w:w="40"/></w:tblGrid>ROW</w:tbl>',
        ),
        (
            ooxml.row(["A"], height=40, properties="<w:noWrap/>"),
            '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="40" w:hRule="exact"/></w:trPr>'
            "<w:tc><w:tcPr><w:noWrap/></w:tcPr>A</w:tc></w:tr>",
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


def test_a_section_ends_in_the_paragraph_around_a_text_box() -> None:
    box = ooxml.text_box("标志", ooxml.paragraph("OrganMark"), left=1, top=2, width=3, height=4)
    ended = etree.fromstring(
        ooxml.end_section(ooxml.paragraph("Normal", box), "<w:sectPr/>").replace("<w:p>", f'<w:p xmlns:w="{WORD}">', 1)
    )
    assert ended.find(f"{{{WORD}}}pPr/{{{WORD}}}sectPr") is not None


@given(st.text())
def test_any_text_comes_back_out_of_a_run(text: str) -> None:
    element = etree.fromstring(f'<w:p xmlns:w="{WORD}">{ooxml.run(text)}</w:p>')
    assert element.findtext(f"{{{WORD}}}r/{{{WORD}}}t") == clean(text)


@given(st.text())
def test_any_title_comes_back_out_of_the_properties(title: str) -> None:
    element = etree.fromstring(ooxml.core_properties(title, "2026-01-05T00:00:00Z").encode())
    assert element.findtext("{http://purl.org/dc/elements/1.1/}title") == clean(title)
