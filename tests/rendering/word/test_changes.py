"""Two documents in one Word file: accepting all changes gives the newer, rejecting all the older one."""

import datetime
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings

from reports.choices import LinePitch
from reports.document import Document, Manuscript, Typography, build_document
from reports.rendering import render_word
from reports.rendering.word.changes import render_changes
from tests.importing.strategies import manuscripts
from tests.importing.word.packages import read_here
from tests.measuring import measure
from tests.office import to_pdf
from tests.rendering.samples import COVER, DOCUMENT
from tests.rendering.word.settling import W, body_of, normal, settled
from tests.rounds import rounds

AT = datetime.datetime(2026, 7, 8, 9, 30)


def changes(old: Document, new: Document) -> bytes:
    return render_changes(old, new, author="青石县财政局", at=AT)


@settings(max_examples=rounds(25))
@given(manuscripts, manuscripts)
def test_both_reports_come_out_of_the_file(old: Manuscript, new: Manuscript) -> None:
    documents = build_document(old), build_document(new)
    file = changes(*documents)
    for document, accept in zip(documents, (False, True), strict=True):
        one = settled(file, accept=accept)
        assert normal(body_of(one)) == normal(body_of(render_word(document)))
        assert build_document(read_here(one).manuscript) == document


def test_a_changed_word_is_struck_and_written() -> None:
    file = changes(DOCUMENT, Document(COVER, DOCUMENT.body[:2]))
    paragraphs = docx.Document(BytesIO(file)).paragraphs
    marks = [
        (mark.tag.removeprefix(W), mark.get(f"{W}author"), mark.get(f"{W}date"))
        for mark in body_of(file).iter(f"{W}del")
    ]
    assert paragraphs[0].text.replace("\n", "") == COVER.title
    assert set(marks) == {("del", "青石县财政局", "2026-07-08T09:30:00Z")}


@pytest.mark.office
@pytest.mark.parametrize("removed", [False, True])
def test_libreoffice_shows_what_was_removed_and_what_was_written(removed: bool) -> None:
    newer = replace(DOCUMENT, cover=replace(COVER, recipient="县纪委监委机关"))
    page = measure(to_pdf(changes(newer, DOCUMENT) if removed else changes(DOCUMENT, newer)))[0]
    line = page.find("县纪委监委机关：")
    assert len({one.colour for one in line}) == 2
    assert {one.colour for one in line[5:7]} != {line[0].colour}


def test_the_typography_is_the_newer_ones() -> None:
    old = Document(COVER, DOCUMENT.body, typography=Typography(LinePitch.PT_28))
    assert changes(old, DOCUMENT) == changes(DOCUMENT, DOCUMENT)


def test_equal_documents_have_no_change() -> None:
    assert normal(body_of(changes(DOCUMENT, DOCUMENT))) == normal(body_of(render_word(DOCUMENT)))


def test_same_documents_give_the_same_bytes() -> None:
    newer = Document(COVER, DOCUMENT.body[:2])
    assert changes(DOCUMENT, newer) == changes(DOCUMENT, newer)
