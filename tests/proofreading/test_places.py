"""Every anchor that a finding may name is an anchor of the document."""

import pytest

from reports.choices import ChapterKind, EntryStyle
from reports.document import Entry, anchors, build_document, text_at
from reports.proofreading.places import places
from tests.proofreading.manuscripts import manuscript, of_kind


@pytest.mark.parametrize("style", EntryStyle)
@pytest.mark.parametrize("key", ["", "k"])
def test_places_are_anchors_of_the_document(style: EntryStyle, key: str) -> None:
    entry = Entry("压实责任", "第一段。\n第二段。" if style is not EntryStyle.INLINE else "第一段。", key)
    text = manuscript(
        chapters=(of_kind(ChapterKind.WORK, entry, style=style, lead="引语。", key=key),), closing="特此。"
    )
    document = build_document(text)
    for place in places(text):
        assert place.anchor in anchors(document)
        assert place.text in text_at(document, place.anchor)
