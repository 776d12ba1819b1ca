"""Manuscripts and documents made at random: Chinese, Latin, digits, rare characters, quotes and marks of markup."""

import datetime

from hypothesis import strategies as st

from reports.choices import ChapterKind, EntryStyle, FaceSet, LatinFace, Layout, LinePitch, Numbering, Urgency
from reports.document import (
    Attachment,
    Block,
    Chapter,
    Cover,
    Document,
    Entry,
    Figure,
    Heading,
    Imprint,
    Lead,
    Letterhead,
    Manuscript,
    Mark,
    Paragraph,
    Table,
    Text,
    Typography,
    build_document,
)

CHARACTERS = "党风廉政建设的和了𠮷龘〇“”‘’《》〔〕（）—…·，。；：、！？AaZz019%.-&<>\"'/"

line = st.text(st.sampled_from(CHARACTERS), max_size=40)
filled_line = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=40)
# Also what no file may carry: controls, lone surrogates, non-characters.
wild_line = st.text(max_size=40)
_cell = st.text(st.sampled_from("党风廉政123.%（）"), min_size=1, max_size=6)
table_lines = (
    st.tuples(st.integers(2, 4), st.integers(2, 4))
    .flatmap(
        lambda size: st.lists(st.lists(_cell, min_size=size[0], max_size=size[0]).map("\t".join), min_size=size[1])
    )
    .map("\n".join)
)
_written = st.one_of(line, line, line, st.sampled_from(["1.加强学习", "（2）压实责任", "表1 谈话情况"]), table_lines)
body = st.lists(_written, max_size=3).map("\n".join)
dates = st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31))

letterheads = st.builds(
    Letterhead,
    organ=filled_line,
    number=line,
    signers=st.lists(filled_line, max_size=3).map(tuple),
    urgency=st.sampled_from(["", *Urgency]),
    layout=st.sampled_from([Layout.LETTERHEAD, Layout.LETTER]),
)
imprints = st.builds(Imprint, copy_to=line, printed_by=line, printed_on=st.none() | dates)
covers = st.builds(
    Cover,
    title=line,
    recipient=line,
    signature=st.lists(line, max_size=2).map("\n".join),
    date=st.none() | dates,
    letterhead=st.none() | letterheads,
    sealed=st.booleans(),
    note=line,
    imprint=st.none() | imprints,
)
typographies = st.builds(
    Typography,
    line_pitch=st.sampled_from(LinePitch),
    latin=st.sampled_from(LatinFace),
    faces=st.sampled_from(FaceSet),
)
entries = st.builds(Entry, heading=line, body=body)
chapters = st.builds(
    Chapter,
    kind=st.sampled_from(ChapterKind),
    heading=line,
    lead=body,
    style=st.sampled_from(EntryStyle),
    entries=st.lists(entries, max_size=4).map(tuple),
)
manuscripts = st.builds(
    Manuscript,
    cover=covers,
    preamble=body,
    chapters=st.lists(chapters, max_size=4).map(tuple),
    closing=body,
    numbering=st.sampled_from(Numbering),
    typography=typographies,
)
built_documents = manuscripts.map(build_document)


def documents(text: st.SearchStrategy[str] = line) -> st.SearchStrategy[Document]:
    """Documents of every block and inline, also such as no manuscript builds; `text` fills all their texts."""
    inlines = st.one_of(
        st.builds(Text, text),
        st.builds(Lead, st.sampled_from(["（一）", "一是"]), text, figures=_marks(text)),
        st.builds(Figure, st.just("meeting"), text, text),
    )
    cover = st.builds(
        Cover,
        title=text,
        recipient=text,
        signature=text,
        date=st.none() | dates,
        letterhead=st.none() | st.builds(Letterhead, text, text, st.lists(text, max_size=3).map(tuple), text),
        sealed=st.booleans(),
        note=text,
        imprint=st.none() | st.builds(Imprint, text, text, st.none() | dates),
    )
    body = st.lists(st.integers(0, 2), max_size=6).flatmap(lambda kinds: _body("block", kinds, text, inlines))
    attached = _body("attached", [1, 2], text, inlines)
    attachment = st.builds(Attachment, text, attached, st.just("attachment"), _marks(text))
    attachments = st.lists(attachment, max_size=1).map(tuple)
    return st.builds(Document, cover, body, attachments, typographies)


def _body(
    base: str, kinds: list[int], text: st.SearchStrategy[str], inlines: st.SearchStrategy[Text | Lead | Figure]
) -> st.SearchStrategy[tuple[Block, ...]]:
    """One block a kind, each with an anchor of its own."""
    makers = (
        lambda anchor: st.builds(Heading, st.integers(1, 4), st.just("一、"), text, st.just(anchor), _marks(text)),
        lambda anchor: st.builds(Paragraph, st.lists(inlines, max_size=4).map(tuple), st.just(anchor)),
        lambda anchor: st.integers(1, 3).flatmap(lambda columns: _table(columns, text, anchor)),
    )
    return st.tuples(*(makers[kind](f"{base}-{place}") for place, kind in enumerate(kinds, 1)))


def _table(columns: int, text: st.SearchStrategy[str], anchor: str) -> st.SearchStrategy[Table]:
    row = st.tuples(*[text] * columns)
    return st.builds(Table, row, st.lists(row, max_size=3).map(tuple), text, st.just(anchor), _marks(text))


def _marks(text: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Mark, ...]]:
    """A figure or none, at the first character of a text, of the caption or of a cell."""
    mark = st.builds(Mark, st.just(0), st.just(1), text, st.integers(-1, 1), st.just(0))
    return st.lists(mark, max_size=1).map(tuple)
