"""Every anchored text of a Word file stands in a bookmark of its own, by which it is found again."""

import re
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given, settings
from lxml import etree

from reports.document import Cover, Document, Heading, Manuscript, Paragraph, Table, Text, build_document
from reports.document.bookmarks import anchor_of, bookmark
from reports.document.walk import AROUND, anchored_texts
from reports.rendering import render_word
from reports.rendering.cleaning import clean
from reports.rendering.closing import imprint_block, note_line, printed_date, recipient_line
from tests.document.strategies import documents, manuscripts, wild_line
from tests.rendering.samples import DOCUMENT, EVERYTHING
from tests.rendering.word.settling import W
from tests.rounds import rounds


def bookmarked(file: bytes) -> dict[str, str]:
    """The text in each bookmark of the file, by the anchor that it stands for."""
    with ZipFile(BytesIO(file)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    inside: dict[str, str] = {}
    texts: dict[str, str] = {}
    for element in root.iter():
        if element.tag == f"{W}bookmarkStart":
            name = element.get(f"{W}name", "")
            inside[element.get(f"{W}id", "")] = anchor_of(name)
            assert anchor_of(name) not in texts
            texts[anchor_of(name)] = ""
        elif element.tag == f"{W}bookmarkEnd":
            del inside[element.get(f"{W}id", "")]
        elif element.tag == f"{W}t":
            for anchor in inside.values():
                texts[anchor] += element.text or ""
    assert not inside, "every bookmark ends"
    return texts


def printed(document: Document) -> dict[str, str]:
    """The text that each anchor's bookmark holds, where Word can name it: a table's is its first cell."""
    cover = document.cover
    texts = {anchor: text for anchor, text in anchored_texts(document) if text}
    if cover.recipient:
        texts["recipient"] = recipient_line(cover.recipient)
    if cover.date:
        texts["date"] = printed_date(cover.date)
    if cover.note:
        texts["note"] = note_line(cover.note)
    if imprint := imprint_block(cover):
        texts |= {"copies": imprint.copy_to, "printed": imprint.printed_by + imprint.printed_on}
    blocks = [*document.body, *(block for each in document.attachments for block in each.body)]
    texts |= {block.anchor: block.columns[0] for block in blocks if isinstance(block, Table)}
    return {anchor: clean(text) for anchor, text in texts.items() if bookmark(anchor)}


def test_each_anchored_text_stands_in_its_bookmark() -> None:
    assert bookmarked(render_word(DOCUMENT)) == printed(DOCUMENT)


def test_letterhead_note_and_imprint_stand_in_theirs() -> None:
    texts = bookmarked(render_word(EVERYTHING))
    expected = printed(EVERYTHING) | {"signers": "签发人：王某某李某"}
    assert {anchor: texts[anchor] for anchor in AROUND} == {anchor: expected[anchor] for anchor in AROUND}


@settings(max_examples=rounds(60))
@given(manuscripts)
def test_every_anchor_of_a_report_is_in_its_file(manuscript: Manuscript) -> None:
    document = build_document(manuscript)
    texts = bookmarked(render_word(document))
    # Of several signing bodies, signers and lines of the mark, the first line is the place.
    expected = printed(document) | {name: texts.get(name, "") for name in ("signature", "signers", "organ")}
    assert {anchor: text for anchor, text in texts.items() if text} == {a: t for a, t in expected.items() if t}


@settings(max_examples=rounds(60))
@given(documents(wild_line))
def test_no_text_can_pass_for_a_place(document: Document) -> None:
    with ZipFile(BytesIO(render_word(document))) as package:
        assert re.search(r"[\x02\x03]", package.read("word/document.xml").decode()) is None


def test_an_anchor_that_comes_twice_has_one_bookmark() -> None:
    twice = Document(Cover(), (Heading(1, "一、", "甲", "chapter-1"), Paragraph((Text("乙"),), "chapter-1")))
    assert bookmarked(render_word(twice)) == {"chapter-1": "一、甲"}
