"""A Word file becomes source lines: paragraphs and tables in order, and what can't be part of the text beside them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lxml import etree

from reports.choices import Layout, LeftOutReason, LineKind
from reports.document import Typography
from reports.errors import UnreadableFile
from reports.importing.lines import SourceLine
from reports.importing.numbers import number_at
from reports.importing.outcome import Comment, Note, Reading
from reports.importing.text import MOST_LINES, TOO_MANY_LINES
from reports.importing.word.comments import Remark, read_comments
from reports.importing.word.content import NO_TEXT, PAGE_BREAK, Content, ContentReader, Piece
from reports.importing.word.formatting import Seen, formatted_hints
from reports.importing.word.numbering import Lists
from reports.importing.word.ooxml import W, attribute, child, is_on, texts_inside, whole
from reports.importing.word.package import NOT_WORD, Package
from reports.importing.word.relations import Relations
from reports.importing.word.styles import WRITTEN, Styles
from reports.importing.word.tables import Grid, blocks, read_table
from reports.importing.words import FRAME_LINE, PAGE_FURNITURE

_MOST_BLOCKS = 4 * MOST_LINES
_OUTLINE_HINTS = (LineKind.CHAPTER, LineKind.ENTRY)
# Headings of the third and fourth level, as outline levels from 0; their numbers are text.
_TYPED = (2, 3)
_TYPED_NUMBER = re.compile(r"^\d{1,2}[.．](?=\d)")
_BROKEN = (LineKind.TITLE, LineKind.ATTACHMENT)
_IMPRINTED = ("版记", "抄送机关")
_RELATIONS_PART = re.compile(r"(.*?)_rels/([^/]*)\.rels")


def parse(data: bytes) -> Reading:
    """The lines of a .docx file: its paragraphs with soft breaks, automatic numbers, tables and hints at their parts.

    Tracked changes are read as accepted and noted; what can't be part of the text is listed as left out. Raises
    UnreadableFile where the file is too large, damaged, protected, of an older format, or not harmless.
    """
    package = Package(data)
    main = next(iter(Relations(package, "").targets("officeDocument")), "word/document.xml")
    root = package.part(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableFile(NOT_WORD)
    relations = Relations(package, main)
    styles = Styles(relations.part("styles"), relations.part("theme"))
    notes = {kind: _notes(relations.part(kind)) for kind in ("footnotes", "endnotes")}
    reader = _Reader(
        styles,
        Lists(relations.part("numbering"), styles.linked_lists),
        ContentReader(styles, relations, notes),
        read_comments(relations.part("comments"), relations.part("commentsExtended")),
        exact=styles.are_own and _is_untouched(package),
    )
    for block in blocks(body):
        reader.read(block)
    for name in dict.fromkeys([*relations.targets("header"), *relations.targets("footer")]):
        reader.read_frame(package.part(name), ContentReader(styles, Relations(package, name), {}))
    return reader.finish(_outside(package))


def _is_untouched(package: Package) -> bool:
    """Whether nobody saved the file since this program wrote it: every office program leaves its name there."""
    properties = Relations(package, "").part("core-properties")
    if properties is None or "docProps/app.xml" in package.names:
        return False
    found = {str(each.tag).rpartition("}")[2]: each.text for each in properties}
    return found.keys() <= {"title", "created", "modified"} and found.get("created") == found.get("modified")


def _notes(root: etree._Element | None) -> dict[str, etree._Element]:
    return {} if root is None else {attribute(note, "id"): note for note in root if attribute(note, "type") == ""}


def _outside(package: Package) -> list[Note]:
    """A note for each relationship that leads out of the file and is no link to the web; none is ever followed."""
    parts = filter(None, map(_RELATIONS_PART.fullmatch, sorted(package.names)))
    found = (pair for part in parts for pair in Relations(package, part[1] + part[2]).outside())
    return [Note("outside_left_out", 1, target, (("kind", kind),)) for kind, target in found]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a comment stands."""

    line: int
    start: int
    end: int


class _Reader:
    """Makes lines of the blocks that go by."""

    def __init__(
        self, styles: Styles, lists: Lists, contents: ContentReader, remarks: dict[str, Remark], *, exact: bool
    ) -> None:
        self._exact = exact
        self._sealed = self._letter = False
        self._styles = styles
        self._lists = lists
        self._contents = contents
        self._remarks = remarks
        self._lines: list[SourceLine] = []
        self._seen: list[Seen] = []
        self._outlines: dict[int, int] = {}
        self._notes: list[Note] = []
        self._places: dict[str, _Place] = {}
        self._carried: list[Piece] = []
        self._blocks = 0

    def read(self, block: etree._Element) -> None:
        """Add the lines of a paragraph, a table, or what stands for something else."""
        self._blocks += 1
        if self._blocks > _MOST_BLOCKS:
            raise UnreadableFile(TOO_MANY_LINES)
        if block.tag == f"{W}p":
            self._paragraph(block)
        elif block.tag == f"{W}tbl":
            self._table(block)
        elif block.tag == f"{W}sdt":
            contents = child(block, "sdtPr/docPartObj") is not None
            self._left_out(texts_inside(block), LeftOutReason.CONTENTS if contents else LeftOutReason.PLACEHOLDER)
        else:
            self._left_out(NO_TEXT, LeftOutReason.OBJECT)

    def read_frame(self, part: etree._Element | None, contents: ContentReader) -> None:
        """List the text of a header or footer; page numbers and dashes are none."""
        for paragraph in [] if part is None else part.iter(f"{W}p"):
            content = contents.read(paragraph)
            text = "".join(content.text.split())
            if text and not PAGE_FURNITURE.match(text) and not FRAME_LINE.match(text):
                self._left_out(content.text, LeftOutReason.HEADER)
            for aside, reason in content.asides:
                self._left_out(aside, reason)

    def finish(self, notes: Iterable[Note]) -> Reading:
        """All lines with their hints, the notes and the comments."""
        if self._carried:
            self._add("".join(piece.text for piece in self._carried))
        hints, leads = ({}, {}) if self._exact else formatted_hints(self._seen)
        hints |= self._outline_hints()
        lines = [
            replace(line, hint=line.hint or hints.get(line.number), lead=leads.get(line.number, 0))
            for line in self._lines
        ]
        comments = tuple(self._comments())
        told = [*notes, *self._notes, *map(_comment_note, comments)]
        return Reading(
            lines=tuple(lines),
            notes=tuple(sorted(told, key=lambda note: note.line)),
            comments=comments,
            exact=self._exact,
            sealed=self._exact and self._sealed,
            layout=Layout.LETTER if self._letter else Layout.LETTERHEAD,
            typography=self._styles.typography() if self._exact else Typography(),
        )

    def _outline_hints(self) -> dict[int, LineKind]:
        """Chapters and entries by outline level; where the first line alone has the highest one, that is the title.

        In an own file the levels are those of the program, and the first line may be its only chapter.
        """
        levels = sorted(set(self._outlines.values()))
        line = next((line for line in self._lines if line.text.strip() and not line.left_out), None)
        first = line.number if line and not self._exact and not number_at(line.text.strip()) else 0
        top = [number for number, level in self._outlines.items() if level == 0]
        shift = int(top == [first] and len(levels) > 1)
        hints = {
            number: _OUTLINE_HINTS[level - shift]
            for number, level in self._outlines.items()
            if 0 <= level - shift < len(_OUTLINE_HINTS)
        }
        return hints | ({first: LineKind.TITLE} if shift else {})

    def _paragraph(self, block: etree._Element) -> None:
        content = self._contents.read(block)
        before = sum(len(piece.text) for piece in self._carried)
        pieces = [*self._carried, *content.pieces]
        self._carried = pieces if content.runs_on else []
        first = len(self._lines) + 1
        if not content.runs_on:
            before += self._text(block, pieces)
        self._beside(content, first, before)

    def _text(self, block: etree._Element, pieces: list[Piece]) -> int:
        """Add the lines of a paragraph, its automatic number before the first that isn't blank; the number's length."""
        hint, outline, centred = self._styles.hint(block), self._styles.outline(block), self._styles.centred(block)
        if self._styles.name(block) in WRITTEN:
            self._left_out("".join(piece.text for piece in pieces), LeftOutReason.WRITTEN)
            return 0
        number, added = self._number(block, "".join(piece.text for piece in pieces)), 0
        if self._exact and self._styles.name(block) == "caption":
            hint = LineKind.TABLE
        lines = [pieces] if hint in _BROKEN else _lines(pieces)
        # A signature that a tab leads to stands in the middle of its seal.
        self._sealed |= hint is LineKind.SIGNATURE and any(piece.text.startswith("\t") for piece in pieces[:1])
        for line in lines:
            text = "".join(piece.text for piece in line)
            if hint in _BROKEN:
                text = text.replace("\n", "").replace(PAGE_BREAK, "")
            if outline in _TYPED and self._exact:
                # The number was typed, and a figure may follow: 1. 2025年.
                text = _TYPED_NUMBER.sub(r"\g<0> ", text)
            if number and text.strip():
                joined = _joined(number, text)
                added, line, text, number = len(joined) - len(text), [*_numbered(number, line)], joined, ""
            self._add(text, hint, counted=tuple(_counted(line)) if self._exact else ())
            place = self._lines[-1].number
            self._seen.append(Seen(place, tuple(line), centred, hint))
            if outline is not None and text.strip():
                self._outlines[place] = outline
        return added

    def _beside(self, content: Content, first: int, before: int = 0) -> None:
        """What a paragraph has beside its text, listed below it; `before` counts what its first line has in front."""
        last = max(first, len(self._lines))
        self._notes += [Note(code, first, quote.strip(), values) for code, quote, values in content.remarks]
        for mark in content.marks:
            self._mark(mark.comment, mark.kind, first, last, mark.place + before)
        for box in content.boxes:
            self._box(box)
        for text, reason in content.asides:
            self._left_out(text, reason)

    def _mark(self, name: str, kind: str, first: int, last: int, place: int) -> None:
        """Keep where a comment stands: in the line, of those of its paragraph, that has the character."""
        number, start = first, place
        for line in self._lines[first - 1 : last]:
            if start <= len(line.text) or line.number == last:
                break
            number, start = line.number + 1, start - len(line.text) - 1
        known = self._places.get(name)
        if known is None:
            self._places[name] = _Place(number, start, start)
        elif kind == "end":
            end = start if known.line == number else len(self._lines[known.line - 1].text)
            self._places[name] = replace(known, end=end)

    def _comments(self) -> Iterable[Comment]:
        for name, remark in self._remarks.items():
            place = self._places.get(name, _Place(1, 0, 0))
            yield Comment(
                name, remark.author, remark.date, remark.text, place.line, place.start, place.end,
                remark.answers, remark.resolved,
            )  # fmt: skip

    def _box(self, box: etree._Element) -> None:
        """The lines of a text box; what belongs to a letterhead or imprint is read, the rest listed."""
        for block in blocks(box):
            if block.tag != f"{W}p":
                self._left_out(texts_inside(block), LeftOutReason.BOX)
                continue
            content = self._contents.read(block)
            first = len(self._lines) + 1
            hint = self._styles.hint(block)
            for line in content.text.split("\n"):
                if FRAME_LINE.match(line.strip()) or (hint is LineKind.ORGAN and line.strip()):
                    self._letter |= hint is LineKind.ORGAN
                    self._add(line, hint)
                    centred = self._styles.centred(block)
                    self._seen.append(Seen(len(self._lines), tuple(content.pieces), centred))
                else:
                    self._left_out(line, LeftOutReason.BOX)
            self._beside(content, first)

    def _table(self, block: etree._Element) -> None:
        paragraphs = list(block.iter(f"{W}p"))
        if paragraphs and all(self._styles.name(paragraph) in _IMPRINTED for paragraph in paragraphs):
            for paragraph in paragraphs:
                self._paragraph(paragraph)
            return
        first = len(self._lines) + 1
        grid = read_table(block, self._contents.read)
        # A first row that is one cell is a title, and stands above the table.
        titles = grid.rows[:1] if len(grid.rows) > 2 and grid.columns > 1 and len(set(grid.rows[0])) == 1 else []
        rows = grid.rows[len(titles) :]
        flat = grid.columns < 2 or len(rows) < 2 or _is_frame(grid)
        for row in grid.rows if flat else titles:
            self._add("　".join(filter(None, dict.fromkeys(row))))
        if flat and rows:
            self._notes.append(Note("table_flattened", first, self._lines[first - 1].text))
        elif rows:
            if not titles and self._follows_table():
                self._notes.append(Note("tables_joined", first, "　".join(rows[0])))
            for row in rows:
                self._add("\t".join(row), LineKind.TABLE)
        quote = self._lines[first - 1].text.replace("\t", " ") if grid.rows else ""
        self._notes += [Note(code, first, quote) for code in sorted(grid.codes)]
        for place, content in grid.contents:
            # Where in the row a comment stands is not kept: the cells of merged columns are written several times.
            self._beside(replace(content, marks=[replace(mark, place=0) for mark in content.marks]), first + place)

    def _follows_table(self) -> bool:
        before = next((line for line in reversed(self._lines) if line.text.strip() and not line.left_out), None)
        return before is not None and before.hint is LineKind.TABLE

    def _left_out(self, text: str, reason: LeftOutReason) -> None:
        for line in text.replace(PAGE_BREAK, "\n").split("\n"):
            if line.strip():
                self._add(line, left_out=reason)

    def _add(
        self,
        text: str,
        hint: LineKind | None = None,
        left_out: LeftOutReason | None = None,
        counted: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self._lines.append(SourceLine(len(self._lines) + 1, text, hint, left_out, counted=counted))

    def _number(self, block: etree._Element, text: str) -> str:
        """The paragraph's automatic number, with a remark on it."""
        list_id, named, style = self._styles.list_of(block)
        if not list_id or is_on(child(block, "pPr/rPr/vanish")):
            return ""
        linked = self._lists.level_of(list_id, style) if style else None
        level = whole(named, 0) if linked is None else linked
        number, place = self._lists.number(list_id, level), len(self._lines) + 1
        if not text.strip():
            return ""
        if number is None:
            self._notes.append(Note("unknown_number", place, text.strip()))
        elif number:
            self._notes.append(Note("automatic_number", place, text.strip(), (("printed", number),)))
        elif self._lists.is_bullet(list_id, level):
            self._notes.append(Note("bullet_left_out", place, text.strip()))
        return number or ""


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces cut at soft line breaks and page breaks."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *more = re.split(f"[\n{PAGE_BREAK}]", piece.text)
        lines[-1].append(replace(piece, text=first))
        lines += [[replace(piece, text=text)] for text in more]
    return lines


def _counted(pieces: list[Piece]) -> Iterable[tuple[int, int]]:
    """Where in the line the pieces stand that are marked as number and heading of an entry."""
    place = 0
    for piece in pieces:
        if piece.look.counted:
            yield place, place + len(piece.text)
        place += len(piece.text)


def _joined(number: str, text: str) -> str:
    """Number and text, kept apart where the text goes on with a digit or letter."""
    bare = text.lstrip()
    return f"{number} {bare}" if bare[:1].isascii() and bare[:1].isalnum() else number + bare


def _numbered(number: str, pieces: list[Piece]) -> Iterable[Piece]:
    """The pieces with the number before them, in the look of the first that isn't blank."""
    text = "".join(piece.text for piece in pieces)
    blank = len(text) - len(text.lstrip())
    head = _joined(number, text)[: blank - len(text)]
    for piece in pieces:
        skipped = min(blank, len(piece.text))
        blank -= skipped
        yield replace(piece, text=("" if blank else head) + piece.text[skipped:])
        head = head if blank else ""


def _is_frame(grid: Grid) -> bool:
    """Whether the table only holds the lines of a letterhead or an imprint in place."""
    return any(FRAME_LINE.match("".join(row).strip()) for row in grid.rows)


def _comment_note(comment: Comment) -> Note:
    when = comment.date.replace("T", " ").removesuffix("Z")[:16]
    values = (("author", comment.author or "?"), ("when", when or "?"), ("text", comment.text))
    return Note("comment", comment.line, "", values)
