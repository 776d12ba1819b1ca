"""A report being put together from lines: the importer's own working shapes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reports.choices import ChapterKind, EntryStyle, LineKind
from reports.document.building import CLOSERS
from reports.importing.lines import Line
from reports.importing.numbers import Number
from reports.importing.outcome import Note
from reports.importing.words import ENDS_CLOSED


@dataclass
class DraftEntry:
    """An entry being put together: its heading line, and its paragraphs.

    `run_in`: the heading is no line of its own, as text follows on it, or, where it is `bare`, nothing but a table.
    """

    line: Line
    heading: str
    number: Number | None
    body: list[str] = field(default_factory=list)
    run_in: bool = False
    bare: bool = False

    def parts(self, style: EntryStyle) -> tuple[str, list[str]]:
        """Heading and paragraphs as a manuscript has them.

        The full stop behind a run-in heading goes where the document adds it again; a heading that a quotation mark
        closes stays in the text, so that nothing is added behind it.
        """
        heading = self.heading
        if not self.body or self.bare or not heading or style is EntryStyle.OWN_LINE:
            return heading, self.body
        bare = heading.removesuffix("。").rstrip()
        if bare != heading and bare[-1:] not in CLOSERS:
            return bare, self.body
        if heading[-1] not in CLOSERS and ENDS_CLOSED.search(heading):
            return "", [heading + self.body[0], *self.body[1:]]
        return heading, self.body

    @property
    def own_line(self) -> bool:
        """Whether the heading stands on a line of its own, above its text."""
        return bool(self.heading and self.body) and not self.run_in


@dataclass
class DraftChapter:
    """A chapter being put together; `line` is its heading, or the first line of a chapter without one.

    `tables` stand below entries that share a paragraph; which entry each came from can't be seen.
    """

    kind: ChapterKind
    line: Line
    heading: str = ""
    number: Number | None = None
    lead: list[str] = field(default_factory=list)
    entries: list[DraftEntry] = field(default_factory=list)
    tables: list[list[str]] = field(default_factory=list)

    def bodies(self) -> Iterator[list[str]]:
        """The paragraphs of each entry, the tables given out to the last ones: one each, so that none are joined."""
        given = [list[str]() for _entry in self.entries]
        for place, table in enumerate(reversed(self.tables)):
            given[-1 - min(place, len(given) - 1)][:0] = table
        for entry, table in zip(self.entries, given, strict=True):
            yield [*entry.body, *table]

    @property
    def counts_points(self) -> bool:
        """Whether its entries are points (一是)."""
        return bool(self.entries) and self.entries[0].line.kind is LineKind.POINT

    @property
    def shares_paragraph(self) -> bool:
        """Whether its points stand in one paragraph."""
        if not self.counts_points:
            return False
        first, *later = self.entries
        return all(entry.line.runs_on for entry in later) if later else first.line.runs_on and bool(self.lead)

    @property
    def style(self) -> EntryStyle:
        """How its entries are set, as most of them stand in the file; one without heading looks the same either way."""
        if self.counts_points:
            return EntryStyle.INLINE if self.shares_paragraph else EntryStyle.POINTS
        own = sum(entry.own_line for entry in self.entries)
        headed = sum(bool(entry.heading and entry.body) for entry in self.entries)
        return EntryStyle.OWN_LINE if own * 2 > headed else EntryStyle.TITLED


@dataclass
class DraftAttachment:
    """An attachment being put together; it begins with its title."""

    title: str
    body: list[str] = field(default_factory=list)


@dataclass
class Draft:
    """A whole report being put together, and the notes so far."""

    organ: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    signers: list[str] = field(default_factory=list)
    urgency: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    recipient: str = ""
    preamble: list[str] = field(default_factory=list)
    chapters: list[DraftChapter] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    dates: list[Line] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    attachments: list[DraftAttachment] = field(default_factory=list)
    copy_to: list[str] = field(default_factory=list)
    printed: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    row: int = 0
    attaching: bool = False

    @property
    def ended(self) -> bool:
        """Whether closing, signature, date or attachments were already read."""
        return bool(self.closing or self.signature or self.dates or self.attachments)
