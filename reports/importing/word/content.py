"""What stands inside a paragraph of a Word file, in reading order: text and how it looks, and all that isn't text.

Tracked changes are read as accepted. Whatever can't be part of the text is kept beside it, so that it can be listed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reports.choices import LeftOutReason
from reports.errors import UnreadableFile
from reports.importing.word.fields import FieldStack
from reports.importing.word.ooxml import M, R, W, attribute, child, chosen, is_on, texts_inside
from reports.importing.word.package import ACTIVE
from reports.importing.word.relations import Relations
from reports.importing.word.signs import formula_text, is_plain_formula, symbol_text
from reports.importing.word.styles import Look, Styles

NO_TEXT = "□"
PAGE_BREAK = "\f"
_MOST_DEPTH = 60
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_WRAPPERS = ("smartTag", "customXml", "sdtContent", "dir", "bdo", "ruby", "rubyBase")
_CHANGED = ("rPrChange", "pPrChange", "numberingChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one look."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a comment begins, ends or stands: at a character of the paragraph's text."""

    comment: str
    kind: str
    place: int


@dataclass
class Content:
    """A paragraph's pieces and what stands beside them.

    `asides` are texts that are left out, `remarks` are notes (code, quoted words, values), `boxes` the text boxes that
    are anchored here. `runs_on`: its end was deleted, so that the next paragraph goes on with it.
    """

    pieces: list[Piece] = field(default_factory=list)
    asides: list[tuple[str, LeftOutReason]] = field(default_factory=list)
    remarks: list[tuple[str, str, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    runs_on: bool = False

    @property
    def text(self) -> str:
        """The whole text; soft breaks are line breaks."""
        return "".join(piece.text for piece in self.pieces)


class ContentReader:
    """Reads paragraphs one after the other; fields may begin in one and end in another."""

    def __init__(self, styles: Styles, relations: Relations, notes: Mapping[str, Mapping[str, etree._Element]]) -> None:
        """`relations` are those of the part that is read; `notes` its foot- and endnotes by kind and id."""
        self._styles = styles
        self._relations = relations
        self._notes = notes
        self._fields = FieldStack()
        self._content = Content()
        self._paragraph: etree._Element = etree.Element(f"{W}p")
        # The notes that are just being read: one may refer to itself.
        self._inside: list[etree._Element] = []

    def read(self, paragraph: etree._Element) -> Content:
        """What stands in the paragraph. Raises UnreadableFile for what is no harmless text (DDE, ActiveX, OLE)."""
        outer = self._content, self._paragraph
        self._content, self._paragraph = Content(), paragraph
        self._properties(paragraph)
        self._children(paragraph, 0)
        content, (self._content, self._paragraph) = self._content, outer
        return content

    def _properties(self, paragraph: etree._Element) -> None:
        mark = child(paragraph, "pPr/rPr")
        deleted = child(mark, "del")
        if deleted is None:
            deleted = child(mark, "moveFrom")
        self._content.runs_on = deleted is not None
        if deleted is not None:
            self._change("deleted", deleted, "¶")
        elif (inserted := child(mark, "ins")) is not None:
            self._change("inserted", inserted, "¶")
        for name in ("pPr/pPrChange", "pPr/numPr/numberingChange", "pPr/sectPr/sectPrChange"):
            if (changed := child(paragraph, name)) is not None:
                self._change("formatted", changed, texts_inside(paragraph)[:30])

    def _children(self, element: etree._Element, depth: int) -> None:
        if depth > _MOST_DEPTH:
            raise UnreadableFile(ACTIVE)
        for inner in element:
            name = _name(inner)
            if name == "r":
                self._run(inner, depth)
            elif name in _WRAPPERS:
                self._children(inner, depth + 1)
            elif name in _READERS:
                _READERS[name](self, inner, depth)
            elif inner.tag in (f"{M}oMath", f"{M}oMathPara"):
                self._formula(inner)

    def _hyperlink(self, element: etree._Element, depth: int) -> None:
        before = len(self._content.text)
        self._children(element, depth + 1)
        self._link(self._relations.link(str(element.get(f"{R}id", ""))), self._content.text[before:])

    def _link(self, target: str, text: str) -> None:
        if target and target != text:
            self._remark("link_left_out", text, ("address", target))

    def _inserted(self, element: etree._Element, depth: int) -> None:
        before = len(self._content.text)
        self._children(element, depth + 1)
        self._change("inserted", element, self._content.text[before:])

    def _deleted(self, element: etree._Element, depth: int) -> None:
        self._change("deleted", element, texts_inside(element))

    def _moved_here(self, element: etree._Element, depth: int) -> None:
        before = len(self._content.text)
        self._children(element, depth + 1)
        self._change("moved_here", element, self._content.text[before:])

    def _control(self, element: etree._Element, depth: int) -> None:
        """A content control: its placeholder and a table of contents are no text of the report."""
        gallery = attribute(child(element, "sdtPr/docPartObj/docPartGallery"))
        inside = child(element, "sdtContent")
        if inside is None:
            return
        if gallery == "Table of Contents":
            self._aside(texts_inside(inside), LeftOutReason.CONTENTS)
        elif is_on(child(element, "sdtPr/showingPlcHdr")):
            self._aside(texts_inside(inside), LeftOutReason.PLACEHOLDER)
        else:
            self._children(inside, depth + 1)

    def _simple_field(self, element: etree._Element, depth: int) -> None:
        self._fields.begin()
        self._fields.instruct(attribute(element, "instr"))
        self._separate()
        self._children(element, depth + 1)
        self._end_field()

    def _alternate(self, element: etree._Element, depth: int) -> None:
        for inner in chosen(element):
            self._children_of_one(inner, depth + 1)

    def _children_of_one(self, inner: etree._Element, depth: int) -> None:
        name = _name(inner)
        if name in ("drawing", "pict", "object"):
            self._object(inner)
        elif name == "r":
            self._run(inner, depth)
        elif name in _READERS:
            _READERS[name](self, inner, depth)
        elif text := texts_inside(inner):
            self._aside(text, LeftOutReason.OBJECT)

    def _range_start(self, element: etree._Element, depth: int) -> None:
        self._mark(element, "start")

    def _range_end(self, element: etree._Element, depth: int) -> None:
        self._mark(element, "end")

    def _mark(self, element: etree._Element, kind: str) -> None:
        self._content.marks.append(Mark(attribute(element, "id"), kind, len(self._content.text)))

    def _embedded(self, element: etree._Element, depth: int) -> None:
        raise UnreadableFile(ACTIVE)

    def _run(self, run: etree._Element, depth: int) -> None:
        look = self._styles.look(self._paragraph, run)
        if (changed := child(run, "rPr/rPrChange")) is not None:
            self._change("formatted", changed, texts_inside(run)[:30])
        for part in run:
            name = _name(part)
            if name == "t":
                self._text(part.text or "", look)
            elif name in _SIGNS:
                self._text(_SIGNS[name], look)
            elif name == "br":
                self._text(PAGE_BREAK if attribute(part, "type") == "page" else "\n", look)
            elif name == "sym":
                self._symbol(part, look)
            elif name == "instrText":
                self._fields.instruct(part.text or "")
            elif name == "fldChar":
                self._field_sign(part, look)
            elif name in ("footnoteReference", "endnoteReference"):
                self._note(name.removesuffix("Reference") + "s", attribute(part, "id"))
            elif name == "commentReference":
                self._mark(part, "at")
            elif name == "ruby":
                self._ruby(part, depth)
            elif name in ("drawing", "pict", "object"):
                self._object(part)
            elif name == "AlternateContent":
                self._alternate(part, depth)
            elif name == "control":
                raise UnreadableFile(ACTIVE)
            elif part.tag != f"{W}rPr" and name not in ("delText", "delInstrText") and (text := texts_inside(part)):
                self._aside(text, LeftOutReason.OBJECT)

    def _text(self, text: str, look: Look) -> None:
        hidden = self._fields.hides
        if hidden or look.hidden:
            self._aside(text, hidden or LeftOutReason.HIDDEN)
        elif text:
            self._content.pieces.append(Piece(text, look))

    def _symbol(self, element: etree._Element, look: Look) -> None:
        text = symbol_text(attribute(element, "font"), attribute(element, "char"))
        if text is None:
            self._remark("unknown_symbol", self._content.text[-10:])
        self._text(text or NO_TEXT, look)

    def _field_sign(self, element: etree._Element, look: Look) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.begin()
            if (box := child(element, "ffData/checkBox")) is not None:
                checked = child(box, "checked")
                self._fields.result = "☑" if is_on(child(box, "default") if checked is None else checked) else "□"
        elif kind == "separate":
            self._separate()
        elif kind == "end":
            self._end_field(look)

    def _separate(self) -> None:
        self._fields.separate()
        self._link(self._fields.address, "")

    def _end_field(self, look: Look | None = None) -> None:
        """Fields without a result show what they draw themselves (a ticked box, a circled number), or are listed."""
        instruction, shown, finished = self._fields.end()
        if finished:
            return
        if shown:
            self._text(shown, look or Look())
            if instruction:
                self._remark("field_written_out", shown, ("field", instruction))
        elif instruction:
            self._aside(f"{{ {instruction} }}", LeftOutReason.FIELD)

    def _ruby(self, element: etree._Element, depth: int) -> None:
        base, above = child(element, "rubyBase"), child(element, "rt")
        if base is not None:
            self._children(base, depth + 1)
        if above is not None:
            self._aside(texts_inside(above), LeftOutReason.RUBY)

    def _formula(self, element: etree._Element) -> None:
        text = formula_text(element)
        self._text(text, Look())
        if text and not is_plain_formula(element):
            self._remark("formula_flattened", text)

    def _note(self, kind: str, name: str) -> None:
        note = self._notes.get(kind, {}).get(name)
        if note is None or note in self._inside:
            return
        self._inside.append(note)
        contents = [self.read(paragraph) for paragraph in note.iter(f"{W}p")]
        self._inside.pop()
        self._aside(" ".join(content.text.strip() for content in contents), LeftOutReason.FOOTNOTE)
        for content in contents:
            self._content.asides += content.asides
            self._content.remarks += content.remarks

    def _object(self, element: etree._Element) -> None:
        """A picture, a drawing or a text box; an embedded program is refused."""
        if any(_name(inner) in ("OLEObject", "control") for inner in element.iter(etree.Element)):
            raise UnreadableFile(ACTIVE)
        boxes = [box for box in element.iter(f"{W}txbxContent") if not _inside_fallback(box, element)]
        self._content.boxes += boxes
        if not boxes:
            described = (
                inner.get("descr") or inner.get("title") for inner in element.iter() if _name(inner) == "docPr"
            )
            text = next(filter(None, described), "")
            self._content.asides.append((f"{NO_TEXT}{text}{texts_inside(element)}", LeftOutReason.OBJECT))

    def _aside(self, text: str, reason: LeftOutReason) -> None:
        """Keep text beside the paragraph, behind what was left out there for the same reason."""
        asides = self._content.asides
        if asides and asides[-1][1] is reason and reason is not LeftOutReason.FOOTNOTE:
            asides[-1] = (asides[-1][0] + text, reason)
        elif text.strip():
            asides.append((text, reason))

    def _change(self, code: str, element: etree._Element, text: str) -> None:
        """Note a tracked change; what one person did in one go stands in one note."""
        when = attribute(element, "date").replace("T", " ").removesuffix("Z")[:16]
        values = (("author", attribute(element, "author") or "?"), ("when", when or "?"))
        remarks = self._content.remarks
        if remarks and remarks[-1][0] == code and remarks[-1][2] == values:
            remarks[-1] = (code, remarks[-1][1] + text, values)
        elif text:
            remarks.append((code, text, values))

    def _remark(self, code: str, quote: str, *values: tuple[str, str]) -> None:
        self._content.remarks.append((code, quote, values))


def changed_properties(elements: Iterable[etree._Element]) -> int:
    """How many of the elements are records of an earlier formatting."""
    return sum(_name(element) in _CHANGED for element in elements)


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _inside_fallback(box: etree._Element, root: etree._Element) -> bool:
    """Whether the text box is the copy for older programs of one that is read anyway, or stands inside another box."""
    above = box.getparent()
    while above is not None and above is not root:
        if _name(above) in ("Fallback", "txbxContent"):
            return True
        above = above.getparent()
    return False


_READERS: dict[str, Callable[[ContentReader, etree._Element, int], None]] = {
    "hyperlink": ContentReader._hyperlink,
    "ins": ContentReader._inserted,
    "del": ContentReader._deleted,
    "moveFrom": ContentReader._deleted,
    "moveTo": ContentReader._moved_here,
    "sdt": ContentReader._control,
    "fldSimple": ContentReader._simple_field,
    "AlternateContent": ContentReader._alternate,
    "commentRangeStart": ContentReader._range_start,
    "commentRangeEnd": ContentReader._range_end,
    "object": ContentReader._embedded,
    "control": ContentReader._embedded,
}
