"""Manuscripts and documents made at random: Chinese, Latin, digits, rare characters, quotes and marks of markup."""

import datetime

from hypothesis import strategies as st

from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.document import (
    Block,
    Chapter,
    Cover,
    Document,
    Entry,
    Figure,
    Heading,
    Lead,
    Manuscript,
    Paragraph,
    Table,
    Text,
    build_document,
)

CHARACTERS = "党风廉政建设的和了𠮷龘〇“”‘’《》〔〕（）—…·，。；：、！？AaZz019%.-&<>\"'/"

line = st.text(st.sampled_from(CHARACTERS), max_size=40)
filled_line = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=40)
# Also what no file may carry: controls, lone surrogates, non-characters.
wild_line = st.text(max_size=40)
body = st.lists(line, max_size=3).map("\n".join)
dates = st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31))

covers = st.builds(Cover, title=line, recipient=line, signature=line, date=st.none() | dates)
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
)
built_documents = manuscripts.map(build_document)


def documents(text: st.SearchStrategy[str] = line) -> st.SearchStrategy[Document]:
    """Documents of every block and inline, also such as no manuscript builds; `text` fills all their texts."""
    inlines = st.one_of(
        st.builds(Text, text),
        st.builds(Lead, st.sampled_from(["（一）", "一是"]), text),
        st.builds(Figure, st.just("meeting"), text, text),
    )
    cover = st.builds(Cover, title=text, recipient=text, signature=text, date=st.none() | dates)
    return st.builds(
        Document, cover, st.lists(st.integers(0, 2), max_size=6).flatmap(lambda kinds: _body(kinds, text, inlines))
    )


def _body(
    kinds: list[int], text: st.SearchStrategy[str], inlines: st.SearchStrategy[Text | Lead | Figure]
) -> st.SearchStrategy[tuple[Block, ...]]:
    """One block a kind, each with an anchor of its own."""
    makers = (
        lambda anchor: st.builds(Heading, st.sampled_from([1, 2]), st.just("一、"), text, st.just(anchor)),
        lambda anchor: st.builds(Paragraph, st.lists(inlines, max_size=4).map(tuple), st.just(anchor)),
        lambda anchor: st.integers(1, 3).flatmap(lambda columns: _table(columns, text, anchor)),
    )
    return st.tuples(*(makers[kind](f"block-{place}") for place, kind in enumerate(kinds, 1)))


def _table(columns: int, text: st.SearchStrategy[str], anchor: str) -> st.SearchStrategy[Table]:
    row = st.tuples(*[text] * columns)
    return st.builds(Table, row, st.lists(row, max_size=3).map(tuple), text, st.just(anchor))
