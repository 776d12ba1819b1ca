"""The package of a Word file: every limit is checked here, before a single part is parsed."""

import stat
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from lxml import etree

from reports.errors import UnreadableFile
from reports.importing.text import check_size

OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_HEADER = b"PK\x03\x04"
MOST_MEMBERS = 2_000
LARGEST_DECLARED = 200 * 1024 * 1024
LARGEST_PART = 20 * 1024 * 1024
HIGHEST_RATIO = 200
_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, NotImplementedError, EOFError)
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_ACTIVE = ("vbaproject.bin", "vbadata.xml", "activex", "oleobject")


def _(text: str) -> str:
    """Mark `text` for the translation catalogue and return it unchanged."""
    return text


OLD_FORMAT = _(
    "This is an older Word or WPS file (.doc, .wps), or one with a password; "
    "open it in Word or WPS, save it as .docx without a password, and choose that file."
)
NOT_WORD = _("This is not a Word document, or it is damaged; open it in Word, save it as .docx and choose that file.")
TOO_PACKED = _("The file would unpack to far more than any report; copy the text into a new document and choose that.")
UNSAFE_NAMES = _("The parts of the file have names no Word writes; copy the text into a new document and choose that.")
ACTIVE = _("The file holds macros or embedded programs; save it as .docx without them and choose that file.")
ENTITIES = _("The file declares XML entities, which Word never writes; copy the text into a new document.")


class Package:
    """The parts of a checked Word file, parsed on demand."""

    def __init__(self, data: bytes) -> None:
        """Open `data`; raises UnreadableFile for whatever is no harmless .docx of a sensible size."""
        check_size(data)
        if data.startswith(OLE_HEADER):
            raise UnreadableFile(OLD_FORMAT)
        try:
            self._file = zipfile.ZipFile(BytesIO(data))
        except _DAMAGED as error:
            raise UnreadableFile(NOT_WORD) from error
        members = self._file.infolist()
        _check_sizes(members)
        _check_names(members)
        self._names = {member.filename for member in members}

    def part(self, name: str) -> etree._Element | None:
        """The root element of part `name`; None where the package has no such part.

        Raises UnreadableFile where the part is too large, damaged, or declares a document type or entities.
        """
        if name not in self._names:
            return None
        data = self._read(name)
        if any(mark in data.replace(b"\x00", b"") for mark in _DECLARATIONS):
            raise UnreadableFile(ENTITIES)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableFile(NOT_WORD) from error

    def _read(self, name: str) -> bytes:
        """The bytes of a part, counted while they unpack: the declared size may lie."""
        try:
            with self._file.open(name) as member:
                data = member.read(LARGEST_PART + 1)
        except _DAMAGED as error:
            raise UnreadableFile(NOT_WORD) from error
        if len(data) > LARGEST_PART:
            raise UnreadableFile(TOO_PACKED)
        return data


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    declared = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or declared > LARGEST_DECLARED or declared > HIGHEST_RATIO * packed:
        raise UnreadableFile(TOO_PACKED)


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    if len({member.filename.lower() for member in members}) != len(members):
        raise UnreadableFile(UNSAFE_NAMES)
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or stat.S_ISLNK(member.external_attr >> 16):
            raise UnreadableFile(UNSAFE_NAMES)
        if member.flag_bits & 0x1:
            raise UnreadableFile(OLD_FORMAT)
        if any(word in member.filename.lower() for word in _ACTIVE):
            raise UnreadableFile(ACTIVE)
