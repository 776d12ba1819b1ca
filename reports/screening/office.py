"""Office and OFD files: containers within the limits of `importing.word.package`, holding what their name says."""

import re
from collections.abc import Iterator

from lxml import etree

from reports.choices import FileKind
from reports.errors import UnreadableFile
from reports.importing.word import package
from reports.importing.word.fields import FieldStack
from reports.importing.word.ooxml import W, attribute
from reports.importing.word.package import OLE_HEADER, ZIP_HEADER, Package
from reports.screening import formats
from reports.screening.marks import check_marks

# The part that makes the file what it is, with its content type (ECMA-376-1, 11.3.10, 12.3.23 and 13.3.6), and the
# parts whose first lines a mark of secrecy would stand in.
_MAIN = {
    FileKind.DOCX: "wordprocessingml.document.main+xml",
    FileKind.XLSX: "spreadsheetml.sheet.main+xml",
    FileKind.PPTX: "presentationml.presentation.main+xml",
}
_TEXTS = {
    FileKind.DOCX: re.compile(r"word/(?:document|header[0-9]*)\.xml"),
    FileKind.XLSX: re.compile(r"xl/(?:sharedStrings|worksheets/sheet1)\.xml"),
    FileKind.PPTX: re.compile(r"ppt/slides/slide1\.xml"),
    FileKind.OFD: re.compile(r"Doc_0/Pages/Page_0/Content\.xml"),
}
# The parts of a Word file in which fields may stand.
_FIELDS = re.compile(r"word/[^/]+\.xml")
# An element with one of these names is a line of text.
_LINES = {"p", "si", "is", "TextObject"}
_OFD_ROOT = "{http://www.ofdspec.org/2016}OFD"
_TYPES = "[Content_Types].xml"
# What a program fetches by itself as soon as the file is opened, and from where.
_FETCHED = ("attachedTemplate", "subDocument", "frame", "oleObject", "externalLinkPath", "package")
_ELSEWHERE = re.compile(r"(?:https?|ftp):|\\\\|//|file:(?://[^/]|/////|\\\\)", re.IGNORECASE)
# What the reader of Word files says about a container, in words for any file.
_WORDS = {
    package.OLD_FORMAT: formats.OLD_FORMAT,
    package.ENCRYPTED: formats.ENCRYPTED,
    package.NOT_WORD: formats.DAMAGED,
    package.TOO_PACKED: formats.TOO_PACKED,
    package.UNSAFE_NAMES: formats.DAMAGED,
    package.ACTIVE: formats.ACTIVE,
    package.NESTED: formats.NESTED,
    package.ENTITIES: formats.ACTIVE,
    package.TOO_MANY_PARTS: formats.TOO_PACKED,
    package.LARGE_PICTURE: formats.LARGE_PICTURE,
}


def check_office(data: bytes, kind: FileKind) -> None:
    """Raise UnreadableFile for what is no harmless file of this kind."""
    if not data.startswith((ZIP_HEADER, OLE_HEADER)):
        raise UnreadableFile(formats.OTHER_CONTENT)
    try:
        _check(Package(data), kind)
    except UnreadableFile as error:
        raise UnreadableFile(_WORDS.get(str(error), str(error))) from error


def _check(file: Package, kind: FileKind) -> None:
    if not _is(file, kind):
        raise UnreadableFile(formats.OTHER_CONTENT)
    for name in file.names:
        if name.endswith(".rels"):
            _check_relationships(_root(file, name))
    for name in sorted(file.names):
        if _FIELDS.fullmatch(name):
            _check_fields(_root(file, name))
        if _TEXTS[kind].fullmatch(name):
            check_marks(_lines(_root(file, name)))
        elif name.startswith("xl/externalLinks/") and next(_root(file, name).iter("{*}ddeLink"), None) is not None:
            raise UnreadableFile(formats.ACTIVE)


def _is(file: Package, kind: FileKind) -> bool:
    """Whether the container declares the main part of this kind."""
    if kind is FileKind.OFD:
        return "OFD.xml" in file.names and _root(file, "OFD.xml").tag == _OFD_ROOT
    if _TYPES not in file.names:
        return False
    declared = _root(file, _TYPES).iter("{*}Override")
    return any(str(one.get("ContentType", "")).endswith(_MAIN[kind]) for one in declared)


def _check_relationships(root: etree._Element) -> None:
    for one in root.iter("{*}Relationship"):
        fetched = str(one.get("Type", "")).rpartition("/")[2] in _FETCHED
        if fetched and one.get("TargetMode") == "External" and _ELSEWHERE.match(str(one.get("Target", ""))):
            raise UnreadableFile(formats.OUTSIDE)


def _check_fields(root: etree._Element) -> None:
    """Raise UnreadableFile for a field that starts a program or takes in another file, in however many pieces."""
    fields = FieldStack()
    for one in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        match one.tag, attribute(one, "fldCharType"):
            case _, "begin":
                fields.begin()
            case _, "separate":
                fields.separate()
            case _, "end":
                fields.end()
            case tag, _ if tag == f"{W}instrText":
                fields.instruct(one.text or "")
                _check_alone(one.text or "")
            case _:
                _check_alone(attribute(one, "instr"))


def _check_alone(instruction: str) -> None:
    field = FieldStack()
    field.begin()
    field.instruct(instruction)


def _lines(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str) and etree.QName(element).localname in _LINES:
            yield "".join(_texts(element))


def _texts(root: etree._Element, *tags: str) -> Iterator[str]:
    return (str(text) for text in root.itertext(*tags))


def _root(file: Package, name: str) -> etree._Element:
    root = file.part(name)
    if root is None:
        raise UnreadableFile(formats.DAMAGED)
    return root
