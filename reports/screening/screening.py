"""Looking through one file: its name here, its bytes in a child process."""

import base64
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reports.choices import FileKind
from reports.errors import UnreadableFile
from reports.importing import apart
from reports.importing.text import LARGEST_FILE
from reports.screening import formats
from reports.screening.images import small_picture
from reports.screening.office import check_office
from reports.screening.pdf import check_pdf

LARGEST = LARGEST_FILE
PICTURES = (FileKind.JPEG, FileKind.PNG)
_CONTAINERS = (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX, FileKind.OFD)
_MODULE = "reports.screening"
_WORDS = {apart.TOO_HEAVY: formats.TOO_HEAVY, apart.TOO_SLOW: formats.TOO_HEAVY}


@dataclass(frozen=True, slots=True)
class Screened:
    """What a harmless file is; of a picture also a small one, a JPEG."""

    kind: FileKind
    thumbnail: bytes = b""


def screen(name: str, data: bytes) -> Screened:
    """Look through the file; raises UnreadableFile, with what to do instead, for one that isn't taken."""
    kind = formats.kind_of_name(name)
    if not data:
        raise UnreadableFile(formats.EMPTY)
    if len(data) > LARGEST:
        raise UnreadableFile(formats.TOO_LARGE)
    try:
        told = apart.told_by_child(_MODULE, data, kind.value, damaged=formats.DAMAGED)
    except UnreadableFile as error:
        raise UnreadableFile(_WORDS.get(str(error), str(error))) from error
    return Screened(kind, base64.b64decode(told["thumbnail"]))


def draw_thumbnail(data: bytes, kind: FileKind) -> bytes:
    """The small picture of a file that is taken already; b"" of one that is no picture."""
    return screen(f"again.{kind.value}", data).thumbnail if kind in PICTURES else b""


def answer(data: bytes, wanted: str) -> dict[str, Any]:
    """What the child tells about the file; raises UnreadableFile."""
    kind = FileKind(wanted)
    if kind in _CONTAINERS:
        check_office(data, kind)
        return {"thumbnail": ""}
    if zipfile.is_zipfile(BytesIO(data)):
        raise UnreadableFile(formats.TWO_IN_ONE)
    if kind in PICTURES:
        return {"thumbnail": base64.b64encode(small_picture(data, kind)).decode()}
    check_pdf(data)
    return {"thumbnail": ""}
