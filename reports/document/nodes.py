"""The nodes of a document: a cover and a row of numbered blocks, each with an anchor.

A new node type must be handled by every writer: they end their matches with `assert_never`.
"""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text without line breaks."""

    text: str


@dataclass(frozen=True, slots=True)
class Lead:
    """Number and title that open an entry inside its paragraph.

    `number` is what is printed (（一） or 一是), `text` the title with the punctuation that closes it.
    An entry has its own `anchor` here when several entries share one paragraph, else "".
    """

    number: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that came from records: its indicator code, its printed text, and where it came from."""

    code: str
    text: str
    source: str


Inline = Text | Lead | Figure


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a line of its own; `level` 1 is a chapter (一、), 2 an entry （（一））."""

    level: int
    number: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body paragraph."""

    inlines: tuple[Inline, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: column heads, rows of as many cells, and a caption or ""."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    anchor: str


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands around the body: title and recipient before it, signature and date after it.

    Every part is optional: "" or None. `recipient` has no colon; the writers set it.
    """

    title: str = ""
    recipient: str = ""
    signature: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it is printed: the cover and the blocks of the body, numbered."""

    cover: Cover
    body: tuple[Block, ...]
