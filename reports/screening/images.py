"""Pictures: of a bounded size, whole, and nothing else besides; and the small picture that is made of one."""

import struct
from io import BytesIO

from PIL import Image, ImageOps

from reports.choices import FileKind
from reports.errors import UnreadableFile
from reports.importing.word.pictures import MOST_PIXELS, pixels
from reports.screening import formats

THUMBNAIL_SIDE = 320
_NAMES = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG"}
_HEADERS = {FileKind.JPEG: b"\xff\xd8\xff", FileKind.PNG: b"\x89PNG\r\n\x1a\n"}
_FAULTS = (OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError, TypeError, OverflowError)

# The size is looked at first, in the header; Pillow would only warn.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def small_picture(data: bytes, kind: FileKind) -> bytes:
    """A small JPEG of the picture, upright, without any of its metadata.

    Raises UnreadableFile for what is no whole picture of this kind, or has too many points.
    """
    if not data.startswith(_HEADERS[kind]):
        raise UnreadableFile(formats.OTHER_CONTENT)
    if pixels(data) > MOST_PIXELS:
        raise UnreadableFile(formats.LARGE_PICTURE)
    try:
        with Image.open(BytesIO(data), formats=[_NAMES[kind]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UnreadableFile(formats.LARGE_PICTURE)
            return _drawn(picture)
    except Image.DecompressionBombError as error:
        raise UnreadableFile(formats.LARGE_PICTURE) from error
    except _FAULTS as error:
        raise UnreadableFile(formats.DAMAGED) from error


def _drawn(picture: Image.Image) -> bytes:
    picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    # A picture of its own on white paper: nothing that the file says about itself comes along.
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    drawn = BytesIO()
    paper.save(drawn, "JPEG", quality=80)
    return drawn.getvalue()
