"""What a report says before it is numbered: rows and imported files both become a manuscript.

`building.build_document` is the one way from here to a `Document`.
"""

from dataclasses import dataclass

from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.document.nodes import Cover


@dataclass(frozen=True, slots=True)
class Entry:
    """A work item, problem or next step.

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
    paragraph runs on into the entries.
    """

    kind: ChapterKind
    heading: str
    lead: str = ""
    style: EntryStyle = EntryStyle.TITLED
    entries: tuple[Entry, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole report: cover, preamble, chapters, closing line; texts are plain, one paragraph a line."""

    cover: Cover
    preamble: str = ""
    chapters: tuple[Chapter, ...] = ()
    closing: str = ""
    numbering: Numbering = Numbering.RESTART
