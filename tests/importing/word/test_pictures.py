"""A picture's size is read from its header, and nothing else of it."""

import pytest

from reports.errors import UnreadableFile
from reports.importing.word.package import LARGE_PICTURE
from reports.importing.word.pictures import MOST_PIXELS, pixels
from tests.importing.word.packages import package, paragraph, parts, read_here

WIDE, HIGH = 300, 200
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"
_JPEG_START = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 10


def big(value: int, size: int = 4) -> bytes:
    return value.to_bytes(size, "big")


def little(value: int, size: int = 4) -> bytes:
    return value.to_bytes(size, "little")


HEADS = {
    "png": _PNG + big(WIDE) + big(HIGH),
    "gif": b"GIF89a" + little(WIDE, 2) + little(HIGH, 2),
    "bmp": b"BM" + b"\0" * 16 + little(WIDE) + little(HIGH),
    "upside down": b"BM" + b"\0" * 16 + little(WIDE) + (-HIGH).to_bytes(4, "little", signed=True),
    "jpeg": _JPEG_START + b"\xff\xc0\x00\x11\x08" + big(HIGH, 2) + big(WIDE, 2),
    "webp lossy": b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + little(WIDE, 2) + little(HIGH, 2),
    "webp lossless": b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + little(WIDE - 1 | HIGH - 1 << 14),
    "webp extended": b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + little(WIDE - 1, 3) + little(HIGH - 1, 3),
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_each_header_is_read(head: bytes) -> None:
    assert pixels(head) == WIDE * HIGH


@pytest.mark.parametrize("head", [b"", b"\xff\xd8", b"\xff\xd8\xff\xff\x00\x00", b"RIFF", b"text", _PNG, b"BM"])
def test_what_is_no_picture_has_no_size(head: bytes) -> None:
    assert pixels(head) == 0


def test_a_picture_of_too_many_points_is_refused() -> None:
    side = int(MOST_PIXELS**0.5) + 1
    data = package({**parts(paragraph("今年，我局取得成效。")), "word/media/image1.png": _PNG + big(side) + big(side)})

    with pytest.raises(UnreadableFile) as caught:
        read_here(data)
    assert str(caught.value) == LARGE_PICTURE
