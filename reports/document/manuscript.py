"""What a report says before it is numbered: rows and imported files both become a manuscript.

A text is plain, one paragraph a line. Lines that follow each other and are parted into cells by tabs, as a table comes
when it is copied from a spreadsheet, are a table; a line 表1 … right above it is its caption (see `texts`).

`building.build_document` is the one way from here to a `Document`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.document.nodes import Cover, Typography


@dataclass(frozen=True, slots=True)
class Entry:
    """A work item, problem, next step or attachment.

    `heading` may be blank; `body` is plain text, one paragraph a line. `key` tells the entry apart from all others
    of the report and stays with it when it moves (the uuid of the row); blank where there is no row yet.
    """

    heading: str
    body: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: a heading (blank: the chapter is unheaded and not numbered), lead text, and entries.

    `lead` is plain text, one paragraph a line, printed before the first entry. In the style `INLINE` its last
    paragraph runs on into the entries. The entries of a chapter of attachments stand behind the body, wherever the
    chapter does; its heading and style are not printed.
    """

    kind: ChapterKind
    heading: str
    lead: str = ""
    style: EntryStyle = EntryStyle.TITLED
    entries: tuple[Entry, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """What a figure counts to (None: nobody knows yet), and the word it is counted in: 次, 人次, 份."""

    value: int | None
    word: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole report: cover, preamble, chapters, closing line; texts are plain, one paragraph a line.

    `figures` are the values that the texts refer to by tokens (see `document.figures`), by the reference's key.
    """

    cover: Cover
    preamble: str = ""
    chapters: tuple[Chapter, ...] = ()
    closing: str = ""
    numbering: Numbering = Numbering.RESTART
    typography: Typography = field(default_factory=Typography)
    figures: Mapping[str, Count] = field(default_factory=dict)
