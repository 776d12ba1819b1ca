"""The body of an edited Word file, paragraph by paragraph: bookmarks, comments, both sides of each tracked change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, pairwise

from lxml import etree

from reports.document.bookmarks import anchor_of
from reports.errors import UnreadableFile
from reports.importing.text import MOST_LINES, TOO_MANY_LINES
from reports.importing.word.ooxml import W, attribute, child

LONGEST_AUTHOR = 80

_WRAPPERS = {f"{W}{name}" for name in ("hyperlink", "smartTag", "fldSimple", "customXml", "sdt", "sdtContent")}
_WRAPPERS |= {f"{W}{name}" for name in ("dir", "bdo")}
_ADDING = {f"{W}ins", f"{W}moveTo"}
_REMOVING = {f"{W}del", f"{W}moveFrom"}
_SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}


class Side(StrEnum):
    """In which of a file's two texts something stands: with its changes accepted, rejected, in both or in neither."""

    BOTH = "both"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Touch:
    """Who changed something, and when, as the file has it: a time without zone, or ""."""

    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, an entry's part of a paragraph that several share, or a table; rows are lines, tabs part the cells.

    `anchor` is that of its bookmark, "" without one. `text` is what stands there with all tracked changes accepted,
    `before` with all rejected; one that was put in or taken out as a whole has "" on the other side. `lead` is the
    beginning of `text` that is set as an entry's number and heading.
    """

    anchor: str
    text: str
    before: str
    lead: str = ""
    table: bool = False
    touches: tuple[Touch, ...] = ()


@dataclass(slots=True)
class _Stretch:
    """Text of one run: on which sides it stands, whose change it is, inside which bookmark, and whether set as lead.

    `part` is the index of the part that it went into.
    """

    text: str
    side: Side
    touch: Touch | None
    anchor: str
    lead: bool
    part: int = -1


@dataclass(slots=True)
class _Paragraph:
    """A paragraph or table as it goes by; `end` is the side on which its end stands, `anchors` begin inside it."""

    stretches: list[_Stretch] = field(default_factory=list)
    end: Side = Side.BOTH
    ended: Touch | None = None
    anchors: list[str] = field(default_factory=list)
    rows: "list[_Row] | None" = None
    first: int = -1


@dataclass(slots=True)
class _Row:
    """A row of a table, put in or taken out as a whole where `side` is not BOTH."""

    side: Side
    touch: Touch | None
    cells: list[list[_Stretch]]


@dataclass(slots=True)
class BodyReader:
    """Goes through the body once, remembering open bookmarks and comments."""

    leads: set[str]
    paragraphs: list[_Paragraph] = field(default_factory=list)
    _anchors: dict[str, _Paragraph] = field(default_factory=dict)
    _quotes: dict[str, list[_Stretch]] = field(default_factory=dict)
    _open: dict[str, str] = field(default_factory=dict)
    _commented: set[str] = field(default_factory=set)
    _now: _Paragraph = field(default_factory=_Paragraph)

    def read(self, parent: etree._Element) -> None:
        """Read the paragraphs and tables inside `parent`, also those in content controls."""
        for element in parent:
            if element.tag == f"{W}p":
                self._begin()
                self._read_paragraph(element)
            elif element.tag == f"{W}tbl":
                self._begin()
                self._read_table(element)
            elif element.tag in _WRAPPERS | _ADDING | _REMOVING:
                self.read(element)
            else:
                self._mark(element)

    def parts(self) -> list[Part]:
        """All that was read, in order."""
        drafts: list[_Draft] = []
        for paragraph in self.paragraphs:
            paragraph.first = len(drafts)
            for draft in _drafts(paragraph) if paragraph.rows is None else [_table_draft(paragraph, paragraph.rows)]:
                for stretch in draft.stretches:
                    stretch.part = len(drafts)
                drafts.append(draft)
        _join(drafts)
        return [draft.part() for draft in drafts]

    def place(self, comment: str) -> tuple[int, str]:
        """The part that a comment is about (its index, -1 for none) and the words, once `parts` were made."""
        quoted = self._quotes.get(comment, [])
        standing = [one for one in quoted if one.side is not Side.REJECTED] or quoted
        if standing:
            return standing[0].part, "".join(one.text for one in standing).strip()
        paragraph = self._anchors.get(comment)
        return (-1 if paragraph is None else paragraph.first), ""

    def _begin(self) -> None:
        if len(self.paragraphs) > MOST_LINES:
            raise UnreadableFile(TOO_MANY_LINES)
        self._now = _Paragraph()
        self.paragraphs.append(self._now)

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        self._now.end, self._now.ended = _tracked(child(paragraph, "pPr/rPr"))
        self._now.stretches = self._inside(paragraph)

    def _read_table(self, table: etree._Element) -> None:
        rows: list[_Row] = []
        self._now.rows = rows
        for row in table.iter(f"{W}tr"):
            side, touch = _tracked(child(row, "trPr"))
            cells = [
                list(chain.from_iterable(self._inside(paragraph) for paragraph in cell.findall(f"{W}p")))
                for cell in row.findall(f"{W}tc")
            ]
            rows.append(_Row(side, touch, cells))

    def _inside(self, paragraph: etree._Element) -> list[_Stretch]:
        stretches: list[_Stretch] = []
        self._go(paragraph, Side.BOTH, None, stretches)
        return stretches

    def _go(self, element: etree._Element, side: Side, touch: Touch | None, into: list[_Stretch]) -> None:
        for inner in element:
            if inner.tag == f"{W}r":
                self._run(inner, side, touch, into)
            elif inner.tag in _WRAPPERS:
                self._go(inner, side, touch, into)
            elif inner.tag in _ADDING:
                self._go(inner, _within(side, Side.ACCEPTED), _touch(inner), into)
            elif inner.tag in _REMOVING:
                self._go(inner, _within(side, Side.REJECTED), _touch(inner), into)
            else:
                self._mark(inner)

    def _run(self, run: etree._Element, side: Side, touch: Touch | None, into: list[_Stretch]) -> None:
        text = ""
        for part in run:
            if part.tag in (f"{W}t", f"{W}delText"):
                text += part.text or ""
            elif part.tag == f"{W}commentReference":
                self._anchors[attribute(part, "id")] = self._now
            elif part.tag == f"{W}br" and attribute(part, "type") in ("page", "column"):
                continue
            else:
                text += _SIGNS.get(str(part.tag), "")
        if not text or side is Side.NEITHER:
            return
        anchor = next(reversed(self._open.values()), "")
        stretch = _Stretch(text, side, touch, anchor, attribute(child(run, "rPr/rStyle")) in self.leads)
        into.append(stretch)
        for name in self._commented:
            self._quotes[name].append(stretch)

    def _mark(self, element: etree._Element) -> None:
        """Note where a bookmark of ours, or the words of a comment, begin and end."""
        name = attribute(element, "id")
        if element.tag == f"{W}bookmarkStart":
            if anchor := anchor_of(attribute(element, "name")):
                self._open[name] = anchor
                self._now.anchors.append(anchor)
        elif element.tag == f"{W}bookmarkEnd":
            self._open.pop(name, None)
        elif element.tag == f"{W}commentRangeStart":
            self._quotes[name] = []
            self._commented.add(name)
        elif element.tag == f"{W}commentRangeEnd":
            self._commented.discard(name)


def _tracked(properties: etree._Element | None) -> tuple[Side, Touch | None]:
    """On which side a paragraph's end or a table's row stands, and whose change that is."""
    side, touch = Side.BOTH, None
    for element in [] if properties is None else properties:
        if element.tag in _ADDING:
            side, touch = _within(side, Side.ACCEPTED), _touch(element)
        elif element.tag in _REMOVING:
            side, touch = _within(side, Side.REJECTED), _touch(element)
    return side, touch


def _within(outer: Side, inner: Side) -> Side:
    return inner if outer in (Side.BOTH, inner) else Side.NEITHER


def _touch(element: etree._Element) -> Touch:
    return Touch(attribute(element, "author").strip()[:LONGEST_AUTHOR], attribute(element, "date")[:19])


@dataclass(slots=True)
class _Draft:
    """A part while its paragraph is taken apart and joined; `end` is None inside a paragraph."""

    anchor: str
    stretches: list[_Stretch]
    text: str
    before: str
    end: Side | None = None
    touches: list[Touch] = field(default_factory=list)
    table: bool = False

    def part(self) -> Part:
        """The finished part."""
        lead = ""
        for stretch in self.stretches:
            if stretch.side is Side.REJECTED or self.table:
                continue
            if not stretch.lead:
                break
            lead += stretch.text
        touches = tuple(dict.fromkeys(self.touches))
        lead = lead if self.text.startswith(lead) else ""
        return Part(self.anchor, self.text, self.before, lead, self.table, touches)


def _drafts(paragraph: _Paragraph) -> Iterator[_Draft]:
    """The paragraph as one part, or as one for each bookmark inside it."""
    groups: dict[str, list[_Stretch]] = {}
    last = next((one.anchor for one in paragraph.stretches if one.anchor), "")
    for stretch in paragraph.stretches:
        last = stretch.anchor or last
        groups.setdefault(last, []).append(stretch)
    if list(groups) in ([], [""]):
        # The text was typed beside the bookmark, or all of it was taken out for good.
        groups = {next(iter(paragraph.anchors), ""): paragraph.stretches}
    for place, (anchor, stretches) in enumerate(groups.items(), 1):
        touches = [one.touch for one in stretches if one.touch]
        end = paragraph.end if place == len(groups) else None
        if end is not None and paragraph.ended:
            touches.append(paragraph.ended)
        yield _Draft(anchor, stretches, _text(stretches, Side.ACCEPTED), _text(stretches, Side.REJECTED), end, touches)


def _table_draft(paragraph: _Paragraph, rows: Sequence[_Row]) -> _Draft:
    stretches = [stretch for row in rows for cell in row.cells for stretch in cell]
    anchors = [one.anchor for one in stretches if one.anchor] + paragraph.anchors
    touches = [one.touch for one in stretches if one.touch] + [row.touch for row in rows if row.touch]

    def lines(side: Side) -> str:
        standing = (row for row in rows if row.side in (Side.BOTH, side))
        return "\n".join("\t".join(_cell(cell, side) for cell in row.cells) for row in standing)

    return _Draft(
        next(iter(anchors), ""),
        stretches,
        lines(Side.ACCEPTED),
        lines(Side.REJECTED),
        Side.BOTH,
        touches,
        table=True,
    )


def _cell(stretches: Sequence[_Stretch], side: Side) -> str:
    return " ".join(_text(stretches, side).split())


def _text(stretches: Sequence[_Stretch], side: Side) -> str:
    return "".join(one.text for one in stretches if one.side in (Side.BOTH, side))


def _join(drafts: Sequence[_Draft]) -> None:
    """Where a paragraph's end was taken out its text runs on, and where one was put in it ran on before.

    The joined text belongs to the first of the paragraphs that has any of its own.
    """
    for first, second in reversed(list(pairwise(drafts))):
        if first.end is None or second.table or first.table:
            continue
        if first.end in (Side.REJECTED, Side.NEITHER) and first.text:
            first.text, second.text = first.text + second.text, ""
        if first.end in (Side.ACCEPTED, Side.NEITHER) and first.before:
            first.before, second.before = first.before + second.before, ""
