"""The nodes of a document: a cover, a row of numbered blocks and attachments, each with an anchor.

A new node type must be handled by every writer: they end their matches with `assert_never`.
"""

import datetime
from dataclasses import dataclass

from reports.choices import FaceSet, LatinFace, Layout, LinePitch
from reports.document.layouts import PARTS, Parts


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text without line breaks."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is a figure: its first character, the one behind its last, and where it came from.

    `row` and `column` are the cell of a table: row 0 is the head, -1 the caption.
    """

    start: int
    end: int
    source: str
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Lead:
    """Number and title that open an entry inside its paragraph.

    `number` is what is printed (（一） or 一是), `text` the title with the punctuation that closes it.
    An entry has its own `anchor` here when several entries share one paragraph, else "".
    """

    number: str
    text: str
    anchor: str = ""
    figures: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that came from records: its indicator code, its printed text, and where it came from."""

    code: str
    text: str
    source: str


Inline = Text | Lead | Figure


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a line of its own: level 1 一、 (a chapter), 2 （一） (an entry), 3 1. and 4 （1）."""

    level: int
    number: str
    text: str
    anchor: str
    figures: tuple[Mark, ...] = ()


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
    figures: tuple[Mark, ...] = ()


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the title of a document that goes out in its body's own name (GB/T 9704-2012, 7.2 and 10.1).

    `organ` is the mark of the issuing body (发文机关标志) as printed, `number` the document number (发文字号).
    `signers` are the names behind 签发人 (upward documents only), `urgency` is 特急, 加急 or "".
    `layout` is never PLAIN.
    """

    organ: str
    number: str = ""
    signers: tuple[str, ...] = ()
    urgency: str = ""
    layout: Layout = Layout.LETTERHEAD


@dataclass(frozen=True, slots=True)
class Imprint:
    """The block at the foot of the last page (版记, 7.4): who gets a copy, who printed it and when.

    `copy_to` has neither 抄送： nor the full stop; the writers set them. Every part is optional: "" or None.
    """

    copy_to: str = ""
    printed_by: str = ""
    printed_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands around the body: letterhead, title and recipient before it, signature, date and imprint after it.

    Every part is optional: "" or None. `recipient` has no colon; the writers set it. `signature` names one signing body
    a line. `sealed` leaves room for their seals (7.3.5.1). `note` is the 附注 without its brackets (7.3.6).
    """

    title: str = ""
    recipient: str = ""
    signature: str = ""
    date: datetime.date | None = None
    letterhead: Letterhead | None = None
    sealed: bool = False
    note: str = ""
    imprint: Imprint | None = None

    @property
    def parts(self) -> Parts:
        """Which parts its format has."""
        return PARTS[self.letterhead.layout if self.letterhead else Layout.PLAIN]


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment (附件): named below the body, printed on a page of its own behind it (7.3.4, 7.3.7).

    The writers set 附件 and, where there are several, its number.
    """

    title: str
    body: tuple[Block, ...]
    anchor: str
    figures: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Typography:
    """What the standard leaves open and a county settles for all its documents."""

    line_pitch: LinePitch = LinePitch.PT_28_95
    latin: LatinFace = LatinFace.TIMES
    faces: FaceSet = FaceSet.GB2312


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it is printed: the cover, the numbered blocks of the body, and the attachments.

    The typography is part of it, so that a frozen document prints alike when the county settles otherwise.
    """

    cover: Cover
    body: tuple[Block, ...]
    attachments: tuple[Attachment, ...] = ()
    typography: Typography = Typography()
