"""Names of WordprocessingML and the simplest questions about its elements."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def attribute(element: etree._Element | None, name: str = "val") -> str:
    """The `w:` attribute of `element`, or "" where either is missing."""
    return "" if element is None else str(element.get(W + name, ""))


def child(element: etree._Element | None, path: str) -> etree._Element | None:
    """The first element at `path`, its steps parted by slashes (`pPr/numPr`), or None."""
    if element is None:
        return None
    return element.find("/".join(W + step for step in path.split("/")))


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and attribute(element) not in ("0", "false", "off", "none")


def whole(text: str, otherwise: int) -> int:
    """The whole number that `text` writes, or `otherwise`."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise


def texts_inside(element: etree._Element) -> str:
    """All text anywhere inside `element`, deleted text too, one paragraph after another."""
    return "".join(text.text or "" for text in element.iter(f"{W}t", f"{W}delText", f"{M}t"))


def chosen(element: etree._Element) -> list[etree._Element]:
    """What a program that knows all of Word's extensions takes of an `mc:AlternateContent`."""
    choice = element.find(f"{MC}Choice")
    found = element.find(f"{MC}Fallback") if choice is None else choice
    return [] if found is None else list(found)
