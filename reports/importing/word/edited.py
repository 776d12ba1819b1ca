"""A Word file that somebody edited and sent back: each paragraph with both sides of its tracked changes, and comments.

Paragraphs are told by the bookmarks that the writer put around them (`document.bookmarks`). Nothing is interpreted
here: `composing.edits` says what the file changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from reports.errors import UnreadableFile
from reports.importing.text import MOST_CHARACTERS, MOST_LINES, TOO_LONG, TOO_MANY_LINES
from reports.importing.word.comments import Remark, read_comments
from reports.importing.word.edited_body import LONGEST_AUTHOR, BodyReader, Part, Touch
from reports.importing.word.ooxml import W, attribute, child
from reports.importing.word.package import NOT_WORD, Package
from reports.importing.word.relations import Relations

# The writer's character style of an entry's number and heading; WPS gives styles new ids, but keeps their names.
LEAD_STYLE, LEAD_NAME = "EntryLead", "条目标题"


@dataclass(frozen=True, slots=True)
class FileComment:
    """A comment: who said what when, at which part (its index, -1 for none) and about which words.

    `answers` is the id of the comment that it answers, or "".
    """

    id: str
    answers: str
    author: str
    at: str
    text: str
    part: int
    quote: str


@dataclass(frozen=True, slots=True)
class EditedWord:
    """An edited file as plain data."""

    parts: tuple[Part, ...]
    comments: tuple[FileComment, ...]


def decode_edited(data: Mapping[str, Any]) -> EditedWord:
    """Read what `dataclasses.asdict` made of an EditedWord."""
    return EditedWord(
        tuple(
            Part(**{**part, "touches": tuple(Touch(**touch) for touch in part["touches"])}) for part in data["parts"]
        ),
        tuple(FileComment(**comment) for comment in data["comments"]),
    )


def parse_edited(data: bytes) -> EditedWord:
    """What a .docx file says, and who changed what in it.

    Headers, footers, text boxes and foot-notes are left aside. Raises UnreadableFile where the file is too large,
    damaged, protected, of an older format, or not harmless.
    """
    package = Package(data)
    main = next(iter(Relations(package, "").targets("officeDocument")), "word/document.xml")
    root = package.part(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableFile(NOT_WORD)
    relations = Relations(package, main)
    reader = BodyReader(_lead_styles(relations.part("styles")))
    reader.read(body)
    remarks = read_comments(relations.part("comments"), relations.part("commentsExtended"))
    if len(reader.paragraphs) + len(remarks) > MOST_LINES:
        raise UnreadableFile(TOO_MANY_LINES)
    parts = reader.parts()
    said = sum(len(part.text) + len(part.before) for part in parts) + sum(len(one.text) for one in remarks.values())
    if said > MOST_CHARACTERS:
        raise UnreadableFile(TOO_LONG)
    return EditedWord(tuple(parts), tuple(_comment(name, remark, reader) for name, remark in remarks.items()))


def _lead_styles(styles: etree._Element | None) -> set[str]:
    found = [] if styles is None else styles.findall(f"{W}style")
    return {LEAD_STYLE} | {attribute(one, "styleId") for one in found if attribute(child(one, "name")) == LEAD_NAME}


def _comment(name: str, remark: Remark, reader: BodyReader) -> FileComment:
    part, quote = reader.place(name)
    author = remark.author.strip()[:LONGEST_AUTHOR]
    return FileComment(name, remark.answers, author, remark.date[:19], remark.text.strip(), part, quote)
