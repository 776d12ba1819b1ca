"""Figures in a text: how a text refers to one, and how its value is printed.

A text holds a figure as a token: {{CODE}}, or {{CODE|SCOPE|OFFICE|FLAGS}} with empty parts left out at the end, as in
{{talk_heart|first_half}} or {{talk_heart|||about}}. Nobody types tokens: forms show a figure by name and value.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reports.choices import Scope
from reports.document.manuscript import Chapter, Count, Entry, Manuscript
from reports.document.nodes import (
    Attachment,
    Block,
    Cover,
    Document,
    Figure,
    Heading,
    Inline,
    Lead,
    Mark,
    Paragraph,
    Table,
    Text,
)

_TOKEN = re.compile(r"\{\{([a-z][a-z0-9_]{0,39})(?:\|([a-z_]*)(?:\|([^|{}\s]*)(?:\|([a-z,]*))?)?)?\}\}")
_FLAGS = frozenset({"", "about", "bare"})
# What is printed where a value is still to come; proofreading finds it as a place that was left blank.
BLANK = "**"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A figure that a text takes: the indicator's code, over which time, and of which office (a unit's code, or "").

    `about` prints it rounded down, with 余; `bare` without the word that it counts in.
    """

    code: str
    scope: Scope = Scope.PERIOD
    office: str = ""
    about: bool = False
    bare: bool = False

    @property
    def key(self) -> str:
        """What tells its value from others: code, scope and office, without how it is printed."""
        scope = "" if self.scope is Scope.PERIOD else self.scope.value
        return "|".join([self.code, scope, self.office]).rstrip("|")

    @property
    def token(self) -> str:
        """How a text holds it."""
        scope = "" if self.scope is Scope.PERIOD else self.scope.value
        flags = ",".join(name for name, is_set in (("about", self.about), ("bare", self.bare)) if is_set)
        return "{{" + "|".join([self.code, scope, self.office, flags]).rstrip("|") + "}}"


def reference_of(token: str) -> Reference | None:
    """The reference that a token holds; None for any other text, also for a scope or flag that doesn't exist."""
    found = _TOKEN.fullmatch(token)
    return _reference(found) if found else None


def places(text: str) -> Iterator[tuple[int, int, Reference]]:
    """Where the figures of a text begin and end, in order."""
    for found in _TOKEN.finditer(text):
        reference = _reference(found)
        if reference is not None:
            yield found.start(), found.end(), reference


def split(text: str) -> Iterator[str | Reference]:
    """The text in order, with its figures as references; what is no figure stays text."""
    end = 0
    for start, behind, reference in places(text):
        if start > end:
            yield text[end:start]
        yield reference
        end = behind
    if end < len(text):
        yield text[end:]


def references_in(text: str) -> list[Reference]:
    """The figures of a text in order, each as often as it stands there."""
    return [part for part in split(text) if isinstance(part, Reference)]


def all_references(manuscript: Manuscript) -> list[Reference]:
    """The figures of a whole manuscript, in the order of its texts."""
    return [reference for text in _texts(manuscript) for reference in references_in(text)]


def beginning(text: str, most: int) -> str:
    """At most so many characters of the text, and no figure cut in two: one that would be is left out."""
    short = text[:most]
    for found in _TOKEN.finditer(text):
        if found.start() < most < found.end():
            short = text[: found.start()]
    return short


def printed(reference: Reference, count: Count) -> str:
    """The figure in Arabic digits (GB/T 9704-2012, 7.3.3), with the word that it counts in: 9次, 30余人次.

    A rounded number keeps its first digit below a hundred, else its first two; one that is round already says no 余.
    """
    word = "" if reference.bare else count.word
    if count.value is None:
        return BLANK + word
    value = count.value
    if reference.about and value > 10:
        step = 10 ** (len(str(value)) - (1 if value < 100 else 2))
        rounded = value // step * step
        return f"{rounded}{'余' if rounded < value else ''}{word}"
    return f"{value}{word}"


def written_out(text: str, counts: Mapping[str, Count]) -> str:
    """The text as it is printed; a figure that nobody knows stays the token it is."""
    return "".join(part if isinstance(part, str) else _words(part, counts) for part in split(text))


def written_out_manuscript(manuscript: Manuscript) -> Manuscript:
    """The manuscript with its figures as they are printed, and none to be looked up any more."""

    def out(text: str) -> str:
        return written_out(text, manuscript.figures)

    def entry_out(entry: Entry) -> Entry:
        return replace(entry, heading=out(entry.heading), body=out(entry.body))

    def chapter_out(chapter: Chapter) -> Chapter:
        entries = tuple(map(entry_out, chapter.entries))
        return replace(chapter, heading=out(chapter.heading), lead=out(chapter.lead), entries=entries)

    if not any("{{" in text for text in _texts(manuscript)):
        return manuscript
    return replace(
        manuscript,
        cover=_cover(manuscript.cover, manuscript.figures),
        preamble=out(manuscript.preamble),
        chapters=tuple(map(chapter_out, manuscript.chapters)),
        closing=out(manuscript.closing),
        figures={},
    )


def with_figures(document: Document, counts: Mapping[str, Count]) -> Document:
    """The document with its tokens as `Figure` nodes in paragraphs, marked in headings, cells and attachments' titles.

    The document's own title takes none; one that stands there all the same is printed.
    """
    return replace(
        document,
        cover=_cover(document.cover, counts),
        body=tuple(_block(block, counts) for block in document.body),
        attachments=tuple(_attachment(attachment, counts) for attachment in document.attachments),
    )


def _reference(found: re.Match[str]) -> Reference | None:
    code, scope, office, flags = (part or "" for part in found.groups())
    chosen = flags.split(",")
    if not (_FLAGS.issuperset(chosen) and (not scope or scope in set(Scope))):
        return None
    return Reference(code, Scope(scope or Scope.PERIOD), office, "about" in chosen, "bare" in chosen)


def _words(reference: Reference, counts: Mapping[str, Count]) -> str:
    count = counts.get(reference.key)
    return printed(reference, count) if count else reference.token


def _texts(manuscript: Manuscript) -> Iterator[str]:
    yield manuscript.cover.title
    yield manuscript.preamble
    for chapter in manuscript.chapters:
        yield chapter.heading
        yield chapter.lead
        for entry in chapter.entries:
            yield entry.heading
            yield entry.body
    yield manuscript.closing


def _cover(cover: Cover, counts: Mapping[str, Count]) -> Cover:
    return replace(cover, title=written_out(cover.title, counts)) if "{{" in cover.title else cover


def _attachment(attachment: Attachment, counts: Mapping[str, Count]) -> Attachment:
    body = tuple(_block(block, counts) for block in attachment.body)
    title, marks = _marked(attachment.title, counts)
    return replace(attachment, title=title, body=body, figures=marks)


def _block(block: Block, counts: Mapping[str, Count]) -> Block:
    match block:
        case Heading():
            text, marks = _marked(block.text, counts)
            return replace(block, text=text, figures=marks)
        case Paragraph():
            inlines = (part for inline in block.inlines for part in _inlines(inline, counts))
            return replace(block, inlines=tuple(inlines))
        case Table():
            cells = [
                [_marked(cell, counts, row, column) for column, cell in enumerate(cells)]
                for row, cells in enumerate(((block.caption,), block.columns, *block.rows), -1)
            ]
            (caption,), columns, *rows = (tuple(text for text, _marks in row) for row in cells)
            marks = tuple(mark for row in cells for _text, found in row for mark in found)
            return replace(block, columns=columns, rows=tuple(rows), caption=caption, figures=marks)


def _marked(text: str, counts: Mapping[str, Count], row: int = 0, column: int = 0) -> tuple[str, tuple[Mark, ...]]:
    """The text as it is printed, and where its figures stand in it."""
    done, marks = "", []
    for part in split(text):
        if isinstance(part, Reference) and part.key in counts:
            words = printed(part, counts[part.key])
            marks.append(Mark(len(done), len(done) + len(words), part.key, row, column))
            done += words
        else:
            done += part if isinstance(part, str) else part.token
    return done, tuple(marks)


def _inlines(inline: Inline, counts: Mapping[str, Count]) -> Iterator[Inline]:
    if isinstance(inline, Lead):
        text, marks = _marked(inline.text, counts)
        yield replace(inline, text=text, figures=marks)
    elif isinstance(inline, Text):
        for part in split(inline.text):
            if isinstance(part, str):
                yield Text(part)
            elif part.key in counts:
                yield Figure(part.code, printed(part, counts[part.key]), part.key)
            else:
                yield Text(part.token)
    else:
        yield inline
