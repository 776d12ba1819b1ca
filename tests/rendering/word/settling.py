"""What Word makes of tracked changes when all are accepted or all rejected (ECMA-376, 17.13.5)."""

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
PART = "word/document.xml"


def body_of(file: bytes) -> etree._Element:
    """The body, without bookmarks."""
    with ZipFile(BytesIO(file)) as package:
        root = etree.fromstring(package.read(PART))
    for mark in [*root.iter(f"{W}bookmarkStart"), *root.iter(f"{W}bookmarkEnd")]:
        drop(mark)
    return root[0]


def settled(file: bytes, *, accept: bool) -> bytes:
    """The file as Word saves it after all changes were accepted or rejected."""
    made = BytesIO()
    with ZipFile(BytesIO(file)) as before, ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == PART:
                root = etree.fromstring(part)
                settle(root[0], accept=accept)
                part = etree.tostring(root)
            after.writestr(name, part)
    return made.getvalue()


def drop(element: etree._Element) -> None:
    """Take the element out of its parent."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def settle(root: etree._Element, *, accept: bool) -> None:
    """Accept or reject all changes of the body `root`."""
    stays, goes = ("ins", "del") if accept else ("del", "ins")
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{goes}") is not None:
            drop(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            drop(table)
    for change in list(root.iter(f"{W}pPrChange")):
        properties = change.getparent()
        assert properties is not None
        properties.remove(change)
        if not accept:
            properties.addprevious(change[0])
            drop(properties)
    for paragraph in list(root.iter(f"{W}p")):
        for inner in list(paragraph):
            if inner.tag == f"{W}{goes}":
                paragraph.remove(inner)
            elif inner.tag == f"{W}{stays}":
                for run in inner:
                    inner.addprevious(run)
                paragraph.remove(inner)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{goes}") is not None:
            assert paragraph.find(f"{W}r") is None, "only empty paragraphs lose their end"
            drop(paragraph)
    for mark in [*root.iter(f"{W}ins"), *root.iter(f"{W}del")]:
        holder = mark.getparent()
        drop(mark)
        if holder is not None and holder.tag == f"{W}rPr" and len(holder) == 0:
            drop(holder)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"


def normal(root: etree._Element) -> list[str]:
    """Each element as text, with neighbouring runs of one kind joined and empty shells gone."""
    # Empty runs first: they keep their neighbours apart.
    for run in list(root.iter(f"{W}r")):
        texts = [part for part in run if part.tag == f"{W}t"]
        for text in texts:
            if not text.text:
                run.remove(text)
        if not [part for part in run if part.tag != f"{W}rPr"]:
            drop(run)
    for run in list(root.iter(f"{W}r")):
        before = run.getprevious()
        if before is None or before.tag != f"{W}r" or looks(before) != looks(run):
            continue
        for part in list(run)[1 if looks(run) else 0 :]:
            if part.tag == f"{W}t" and len(before) and before[-1].tag == f"{W}t":
                before[-1].text = (before[-1].text or "") + (part.text or "")
            else:
                before.append(part)
        drop(run)
    for properties in list(root.iter(f"{W}pPr")):
        if len(properties) == 0:
            drop(properties)
    return [etree.tostring(element, method="c14n").decode() for element in root]


def looks(run: etree._Element) -> bytes:
    properties = run.find(f"{W}rPr")
    return b"" if properties is None else etree.tostring(properties)
