"""What is written can be read: unambiguous manuscripts come back equal, and nothing a file holds breaks a reader."""

from contextlib import suppress
from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import Attachment, Block, Document, Lead, Manuscript, Paragraph, build_document
from reports.errors import UnreadableFile
from reports.importing import Outcome, read_file, read_text
from reports.importing.word.reading import parse
from reports.rendering import render_text, render_word
from tests.importing.properties import assert_nothing_lost
from tests.importing.strategies import fragments, free_manuscripts, manuscripts
from tests.importing.word.packages import read_here
from tests.rounds import rounds


def assert_same(outcome: Outcome, manuscript: Manuscript) -> None:
    assert build_document(outcome.manuscript) == build_document(manuscript)
    assert outcome.manuscript.chapters == manuscript.chapters


@settings(max_examples=rounds(80))
@given(manuscripts)
def test_text_reads_back_the_same(manuscript: Manuscript) -> None:
    assert_same(read_text(render_text(build_document(manuscript)).encode()), manuscript)


@settings(max_examples=rounds(30))
@given(manuscripts)
def test_word_reads_back_the_same(manuscript: Manuscript) -> None:
    assert_same(read_here(render_word(build_document(manuscript))), manuscript)


def without_anchors(document: Document) -> Document:
    """The document as it is printed: which chapter a plain paragraph belongs to can't be seen."""
    body, attachments = (_bare(block) for block in document.body), document.attachments
    attached = (Attachment(each.title, tuple(map(_bare, each.body)), "") for each in attachments)
    # Without a name there is nothing to seal.
    cover = replace(document.cover, sealed=document.cover.sealed and bool(document.cover.signature))
    return replace(document, cover=cover, body=tuple(body), attachments=tuple(attached))


def _bare(block: Block) -> Block:
    if isinstance(block, Paragraph):
        plain = (replace(inline, anchor="") if isinstance(inline, Lead) else inline for inline in block.inlines)
        return Paragraph(tuple(plain), "")
    return replace(block, anchor="")


@settings(max_examples=rounds(200))
@given(free_manuscripts)
def test_every_document_comes_back_from_word(manuscript: Manuscript) -> None:
    document = build_document(manuscript)

    outcome = read_here(render_word(document, mark="草稿"))

    assert without_anchors(build_document(outcome.manuscript)) == without_anchors(document)


@settings(max_examples=rounds(200))
@given(st.lists(fragments, max_size=25).map("\n".join))
def test_no_text_is_lost_however_odd(text: str) -> None:
    with suppress(UnreadableFile):
        assert_nothing_lost(read_text(text.encode()))


@settings(max_examples=rounds(200))
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0"]), st.binary(max_size=400)
)
def test_no_bytes_break_a_reader(head: bytes, tail: bytes) -> None:
    with suppress(UnreadableFile), patch("reports.importing.word.parse_apart", parse):
        assert_nothing_lost(read_file("report.txt", head + tail))
