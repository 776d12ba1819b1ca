"""Names of WordprocessingML, and the text inside its elements in reading order."""

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_WRAPPERS = {f"{W}{name}" for name in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "customXml")}
_WRAPPERS |= {f"{W}{name}" for name in ("sdt", "sdtContent", "dir", "bdo")}
_WRAPPERS |= {f"{MC}AlternateContent", f"{MC}Choice"}
_OBJECTS = {f"{W}drawing", f"{W}pict", f"{W}object"}
_SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}


def attribute(element: etree._Element | None, name: str = "val") -> str:
    """The `w:` attribute of `element`, or "" where either is missing."""
    return "" if element is None else str(element.get(W + name, ""))


def child(element: etree._Element | None, path: str) -> etree._Element | None:
    """The first element at `path`, its steps parted by slashes (`pPr/numPr`), or None."""
    if element is None:
        return None
    return element.find("/".join(W + step for step in path.split("/")))


def texts_inside(element: etree._Element) -> str:
    """All text anywhere inside `element`, one paragraph after another."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def blocks(body: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of the body in order, also inside content controls."""
    for element in body:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag in _WRAPPERS:
            yield from blocks(element)


def runs(element: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph in reading order, also inside links and insertions; what was deleted is skipped."""
    for inner in element:
        if inner.tag == f"{W}r":
            yield inner
        elif inner.tag in _WRAPPERS:
            yield from runs(inner)


def text_of(paragraph: etree._Element) -> str:
    """The text of a paragraph; soft line breaks are line breaks."""
    return "".join(
        (part.text or "") if part.tag == f"{W}t" else _SIGNS.get(str(part.tag), "")
        for run in runs(paragraph)
        for part in run
    )


def objects_in(paragraph: etree._Element) -> Iterator[str]:
    """The text inside each picture, drawing or text box of a paragraph; "" where it has none."""
    for run in runs(paragraph):
        for part in run:
            chosen = part.find(f"{MC}Choice")
            for item in [part] if chosen is None else chosen:
                if item.tag in _OBJECTS:
                    yield texts_inside(item)


def notes_in(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """Kind (`footnotes` or `endnotes`) and id of each note a paragraph refers to."""
    for run in runs(paragraph):
        for part in run:
            if part.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield str(part.tag).removeprefix(W).removesuffix("Reference") + "s", attribute(part, "id")
