"""A Word file becomes source lines: paragraphs in order, and what can't be part of the text beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from lxml import etree

from reports.choices import LeftOutReason, LineKind
from reports.errors import UnreadableFile
from reports.importing.lines import SourceLine
from reports.importing.outcome import Note, Reading
from reports.importing.text import MOST_LINES, TOO_MANY_LINES
from reports.importing.word.numbering import Lists
from reports.importing.word.ooxml import W, attribute, blocks, notes_in, objects_in, text_of, texts_inside
from reports.importing.word.package import NOT_WORD, Package
from reports.importing.word.styles import Styles

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MOST_BLOCKS = 4 * MOST_LINES
_NO_TEXT = "□"


def parse(data: bytes) -> Reading:
    """The lines of a .docx file: its paragraphs with soft breaks, automatic numbers and style hints.

    Headers, footers and page numbers are not read; tables, pictures and foot-notes are listed as left out. Raises
    UnreadableFile where the file is too large, damaged, protected, of an older format, or not harmless.
    """
    package = Package(data)
    main = _target(package, "", "officeDocument") or "word/document.xml"
    root = package.part(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableFile(NOT_WORD)
    reader = _Reader(
        styles=Styles(_related(package, main, "styles")),
        lists=Lists(_related(package, main, "numbering")),
        notes={kind: _note_texts(_related(package, main, kind)) for kind in ("footnotes", "endnotes")},
    )
    for block in blocks(body):
        reader.read(block)
    return Reading(tuple(reader.lines), tuple(reader.remarks))


def _related(package: Package, main: str, kind: str) -> etree._Element | None:
    target = _target(package, main, kind)
    return package.part(target) if target else None


def _target(package: Package, source: str, kind: str) -> str:
    """The name of the part that `source` refers to by a relationship of that kind, or ""."""
    folder, _, name = source.rpartition("/")
    root = package.part(normpath(join(folder, "_rels", f"{name}.rels")))
    for relationship in [] if root is None else root.findall(_RELATIONSHIP):
        inside = relationship.get("TargetMode") != "External"
        if inside and str(relationship.get("Type", "")).endswith(f"/{kind}"):
            target = str(relationship.get("Target", ""))
            return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(source), target))
    return ""


def _note_texts(root: etree._Element | None) -> dict[str, str]:
    return {} if root is None else {attribute(note, "id"): texts_inside(note) for note in root}


@dataclass
class _Reader:
    """Counts lines while the blocks go by."""

    styles: Styles
    lists: Lists
    notes: dict[str, dict[str, str]]
    lines: list[SourceLine] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)

    def read(self, block: etree._Element) -> None:
        """Add the lines of a paragraph or table."""
        if len(self.lines) > _MOST_BLOCKS:
            raise UnreadableFile(TOO_MANY_LINES)
        if block.tag == f"{W}tbl":
            self._add("\t".join(_cells(block)), left_out=LeftOutReason.TABLE)
            return
        hint, text = self.styles.hint(block), text_of(block)
        if hint is LineKind.TITLE:
            text = text.replace("\n", "")
        if text.strip():
            text = self._numbered(block, text)
        for line in text.split("\n"):
            self._add(line, hint)
        for inside in objects_in(block):
            self._add(inside, left_out=LeftOutReason.OBJECT)
        for kind, name in notes_in(block):
            self._add(self.notes[kind].get(name, ""), left_out=LeftOutReason.OBJECT)

    def _add(self, text: str, hint: LineKind | None = None, left_out: LeftOutReason | None = None) -> None:
        shown = text if text.strip() or not left_out else _NO_TEXT
        self.lines.append(SourceLine(len(self.lines) + 1, shown, hint, left_out))

    def _numbered(self, block: etree._Element, text: str) -> str:
        """The text with its automatic number before it, and a remark on that."""
        list_id, level = self.styles.list_of(block)
        if not list_id:
            return text
        number, place = self.lists.number(list_id, level), len(self.lines) + 1
        if number is None:
            self.remarks.append(Note("unknown_number", place, text.strip()))
        elif number:
            self.remarks.append(Note("automatic_number", place, text.strip(), (("printed", number),)))
        return (number or "") + text.lstrip()


def _cells(table: etree._Element) -> Iterator[str]:
    for cell in table.iter(f"{W}tc"):
        yield "".join(text_of(paragraph) for paragraph in cell.findall(f"{W}p"))
