"""Anchors become bookmarks that Word takes, and come back."""

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Manuscript, anchors, build_document
from reports.document.bookmarks import anchor_of, bookmark
from tests.document.strategies import manuscripts

KEY = "0198c1f2-3b4a-7c5d-8e9f-a0b1c2d3e4f5"


@given(manuscripts)
def test_every_anchor_of_a_report_comes_back(manuscript: Manuscript) -> None:
    for anchor in anchors(build_document(manuscript)):
        assert anchor_of(bookmark(anchor)) == anchor


@given(st.sampled_from(["chapter", "entry"]), st.uuids(), st.none() | st.integers(1, 999))
def test_every_key_comes_back(kind: str, key: UUID, place: int | None) -> None:
    anchor = f"{kind}-{key}" + (f"-{place}" if place else "")
    name = bookmark(anchor)
    assert anchor_of(name) == anchor
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name)


@pytest.mark.parametrize("anchor", ["", "elsewhere", f"entry-{KEY}-x", f"entry-{KEY}-12345", "entry-一"])
def test_what_word_cannot_name_has_no_bookmark(anchor: str) -> None:
    assert bookmark(anchor) == ""


@pytest.mark.parametrize("name", ["", "_GoBack", "_Toc1234", "LB", "LBe123", "LB_", "lb_title", "LB_title_1_2_3"])
def test_a_bookmark_of_somebody_else_is_none_of_ours(name: str) -> None:
    assert anchor_of(name) == ""
