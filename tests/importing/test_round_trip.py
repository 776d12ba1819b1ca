"""What is written can be read: unambiguous manuscripts come back equal, and nothing a file holds breaks a reader."""

from contextlib import suppress
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import Manuscript, build_document
from reports.errors import UnreadableFile
from reports.importing import Outcome, read_file, read_text
from reports.importing.word.reading import parse
from reports.rendering import render_text, render_word
from tests.importing.properties import assert_nothing_lost
from tests.importing.strategies import fragments, manuscripts
from tests.importing.word.packages import read_here


def assert_same(outcome: Outcome, manuscript: Manuscript) -> None:
    assert build_document(outcome.manuscript) == build_document(manuscript)
    assert outcome.manuscript.chapters == manuscript.chapters


@settings(max_examples=80, deadline=None)
@given(manuscripts)
def test_text_reads_back_the_same(manuscript: Manuscript) -> None:
    assert_same(read_text(render_text(build_document(manuscript)).encode()), manuscript)


@settings(max_examples=30, deadline=None)
@given(manuscripts)
def test_word_reads_back_the_same(manuscript: Manuscript) -> None:
    assert_same(read_here(render_word(build_document(manuscript))), manuscript)


@settings(max_examples=200, deadline=None)
@given(st.lists(fragments, max_size=25).map("\n".join))
def test_no_text_is_lost_however_odd(text: str) -> None:
    with suppress(UnreadableFile):
        assert_nothing_lost(read_text(text.encode()))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0"]), st.binary(max_size=400)
)
def test_no_bytes_break_a_reader(head: bytes, tail: bytes) -> None:
    with suppress(UnreadableFile), patch("reports.importing.word.parse_apart", parse):
        assert_nothing_lost(read_file("report.txt", head + tail))
