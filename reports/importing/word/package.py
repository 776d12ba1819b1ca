"""The package of a Word file: every limit is checked here, over every member, before a single part is parsed.

The limits are those that uploads have to keep; no .docx of an office program comes near them.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from lxml import etree

from reports.errors import UnreadableFile
from reports.importing.text import check_size
from reports.importing.word.pictures import MOST_PIXELS, pixels
from reports.marking import mark as _

OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_HEADER = b"PK\x03\x04"
MOST_MEMBERS = 2_000
LARGEST_WHOLE = 200 * 1024 * 1024
LARGEST_PART = 20 * 1024 * 1024
HIGHEST_RATIO = 200
# What is smaller unpacked can do no harm, however well it packs.
HARMLESS = 100 * 1024
MOST_TAGS = 1_000_000
_CHUNK = 64 * 1024
_XML = (".xml", ".rels")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, NotImplementedError, EOFError)
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BYTE_ORDERS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_ACTIVE_NAMES = ("vbaproject", "vbadata", "activex", "oleobject")
# Content types and relationships of what runs something; both stand in parts of their own.
_TYPED = ("[content_types].xml", ".rels")
_ACTIVE_TYPES = re.compile(
    r"macroEnabled|ms-office\.(?:vbaProject|activeX)|oleObject\b|relationships/(?:control|vbaProject|oleObject)\b"
)
_ARCHIVES = (ZIP_HEADER, OLE_HEADER, b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
# Windows metafiles that Word packs by itself; they are never opened here.
_PACKED_PICTURES = (".emz", ".wmz")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NO_MEMORY = 2
# Word's "Strict Open XML" has the same elements in other namespaces (ISO/IEC 29500-1, annex A).
_STRICT = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}", f"http://schemas.openxmlformats.org/{usual}")
    for strict, usual in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("drawingml/", "drawingml/2006/"),
    )
)


OLD_FORMAT = _(
    "This is an older Word or WPS file (.doc, .wps); open it in Word or WPS, save it as .docx and choose that."
)
ENCRYPTED = _(
    "The file has a password; open it in Word or WPS, save it as .docx without a password and choose that file."
)
NOT_WORD = _("This is not a Word document, or it is damaged; open it in Word, save it as .docx and choose that file.")
TOO_PACKED = _("The file would unpack to far more than any report; copy the text into a new document and choose that.")
UNSAFE_NAMES = _("The parts of the file have names no Word writes; copy the text into a new document and choose that.")
ACTIVE = _("The file holds macros or embedded programs; save it as .docx without them and choose that file.")
NESTED = _(
    "The file holds another file inside (an archive or an embedded document); take that out and choose it again."
)
ENTITIES = _("The file declares XML entities, which Word never writes; copy the text into a new document.")
TOO_MANY_PARTS = _("The file has more parts and paragraphs than any report; copy the text into a new document.")
LARGE_PICTURE = _("A picture in the file has more than 100 million points; make it smaller or take it out.")


def check_signature(data: bytes) -> None:
    """Raise UnreadableFile for an empty or too large file, and for what is no package at all."""
    check_size(data)
    if data.startswith(OLE_HEADER):
        raise UnreadableFile(ENCRYPTED if _ENCRYPTED in data else OLD_FORMAT)
    if not data.startswith(ZIP_HEADER):
        raise UnreadableFile(NOT_WORD)


class Package:
    """The parts of a checked Word file, parsed on demand."""

    def __init__(self, data: bytes) -> None:
        """Check `data` and all its members; raises UnreadableFile for what is no harmless .docx of a sensible size."""
        check_signature(data)
        try:
            self._file = zipfile.ZipFile(BytesIO(data))
            members = self._file.infolist()
            _check_names(members)
            _check_declared(members, len(data))
            for member in members:
                self._check_content(member)
        except _DAMAGED as error:
            raise UnreadableFile(NOT_WORD) from error
        self.names = frozenset(member.filename for member in members)

    def part(self, name: str) -> etree._Element | None:
        """The root element of part `name`; None where the package has no such XML part.

        Raises UnreadableFile where the part is damaged or has too many elements.
        """
        if name not in self.names or not name.lower().endswith(_XML):
            return None
        text = _decoded(self._file.read(name))
        if text.count("<") > MOST_TAGS:
            raise UnreadableFile(TOO_MANY_PARTS)
        for strict, usual in _STRICT:
            text = text.replace(strict, usual)
        # The encoding is settled: whatever the part declares, these bytes are UTF-8.
        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            return etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError as error:
            if getattr(error, "code", 0) == _NO_MEMORY:
                raise MemoryError from error
            raise UnreadableFile(NOT_WORD) from error

    def _check_content(self, member: zipfile.ZipInfo) -> None:
        """Unpack a member, counting, and look at what it holds; the sizes that it declares may lie."""
        xml = member.filename.lower().endswith(_XML)
        size, kept = 0, list[bytes]()
        for chunk in self._unpacked(member):
            size += len(chunk)
            if size > min(member.file_size, LARGEST_PART if xml else LARGEST_WHOLE):
                raise UnreadableFile(TOO_PACKED)
            if xml or not kept:
                kept.append(chunk)
        content = b"".join(kept)
        if xml:
            _check_text(_decoded(content), typed=member.filename.lower().endswith(_TYPED))
        elif content.startswith(_ARCHIVES) and not member.filename.lower().endswith(_PACKED_PICTURES):
            raise UnreadableFile(NESTED)
        elif pixels(content) > MOST_PIXELS:
            raise UnreadableFile(LARGE_PICTURE)

    def _unpacked(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        with self._file.open(member) as file:
            while chunk := file.read(_CHUNK):
                yield chunk


def _check_declared(members: list[zipfile.ZipInfo], size: int) -> None:
    """Compare what the members say they unpack to with the limits; members that share their bytes are counted twice."""
    declared = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or declared > LARGEST_WHOLE or sum(each.compress_size for each in members) > size:
        raise UnreadableFile(TOO_PACKED)
    for unpacked, packed in ((declared, size), *((member.file_size, member.compress_size) for member in members)):
        if unpacked > max(HARMLESS, HIGHEST_RATIO * packed):
            raise UnreadableFile(TOO_PACKED)


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename.replace("\\", "/") for member in members]
    if len({name.lower() for name in names}) != len(names):
        raise UnreadableFile(UNSAFE_NAMES)
    for name, member in zip(names, members, strict=True):
        path = PurePosixPath(name)
        drive = ":" in path.parts[0] if path.parts else True
        if drive or path.is_absolute() or ".." in path.parts or stat.S_ISLNK(member.external_attr >> 16):
            raise UnreadableFile(UNSAFE_NAMES)
        if member.flag_bits & 0x1:
            raise UnreadableFile(ENCRYPTED)
        if member.compress_type not in _METHODS:
            raise UnreadableFile(NOT_WORD)
        if any(word in name.lower() for word in _ACTIVE_NAMES):
            raise UnreadableFile(ACTIVE)


def _decoded(content: bytes) -> str:
    """The text of an XML part, which is UTF-8 or UTF-16 (ECMA-376-2, 8.1.4); anything else is refused.

    Told by the bytes alone: a declaration of another encoding could hide a document type from a search.
    """
    encoding = next((name for mark, name in _BYTE_ORDERS if content.startswith(mark)), "utf-8-sig")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(NOT_WORD) from error


def _check_text(text: str, *, typed: bool) -> None:
    if _DECLARATION.search(text):
        raise UnreadableFile(ENTITIES)
    if typed and _ACTIVE_TYPES.search(text):
        raise UnreadableFile(ACTIVE)
