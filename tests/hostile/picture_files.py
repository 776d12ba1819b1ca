"""Pictures with something wrong inside."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from reports.screening import formats
from tests.hostile.files import Hostile, picture, png_header
from tests.importing.word.packages import package

_PNG = b"\x89PNG\r\n\x1a\n"


def hostile() -> Iterator[Hostile]:
    """Those that are refused, and those of which a harmless small picture is made."""
    yield from _kinds()
    yield from _pngs()
    yield from _jpegs()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("!L", len(data)) + kind + data + struct.pack("!L", zlib.crc32(kind + data))


def _png(
    *chunks: bytes, head: tuple[int, int, int, int, int, int, int] = (4, 4, 8, 2, 0, 0, 0), rows: bytes = b""
) -> bytes:
    """A PNG of 4 by 4 points, or with this head; `chunks` stand before its rows."""
    inside = _chunk(b"IHDR", struct.pack("!LLBBBBB", *head)) + b"".join(chunks)
    return _PNG + inside + _chunk(b"IDAT", zlib.compress(rows or bytes(13 * 4))) + _chunk(b"IEND", b"")


def _kinds() -> Iterator[Hostile]:
    other = formats.OTHER_CONTENT
    for kind in ("GIF", "BMP", "WEBP", "TIFF", "ICO"):
        for name in ("a.png", "a.jpg"):
            if (kind, name) in (
                ("GIF", "a.png"),
                ("BMP", "a.jpg"),
                ("WEBP", "a.jpg"),
                ("TIFF", "a.png"),
                ("ICO", "a.png"),
            ):
                yield Hostile(f"{kind} as {name}", name, picture(kind, (16, 16)), other)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    yield Hostile("SVG as a picture of points", "a.png", svg, other)
    yield Hostile("PNG as JPEG", "a.jpg", picture("PNG"), other)
    yield Hostile("a mark of PNG before JPEG", "a.png", _PNG + picture(), formats.LARGE_PICTURE)


def _pngs() -> Iterator[Hostile]:
    broken, large = formats.DAMAGED, formats.LARGE_PICTURE
    yield Hostile("PNG of 1 by 100,000,001", "a.png", png_header(1, 100_000_001), large)
    yield Hostile("PNG of 0 by 0", "a.png", _png(head=(0, 0, 8, 2, 0, 0, 0)), broken)
    yield Hostile("PNG of no depth", "a.png", _png(head=(4, 4, 0, 9, 0, 0, 0)), broken)
    yield Hostile("PNG of colours without a table", "a.png", _png(head=(4, 4, 8, 3, 0, 0, 0)), "")
    yield Hostile("PNG without a head", "a.png", _PNG + _chunk(b"IEND", b""), broken)
    yield Hostile("PNG with a wrong checksum", "a.png", _png()[:29] + b"\0\0\0\0" + _png()[33:], broken)
    text = zlib.compress(bytes(60_000_000), 9)
    yield Hostile("PNG with a text of 60 MB", "a.png", _png(_chunk(b"zTXt", b"a\0\0" + text)), broken)
    yield Hostile("PNG with colours of 60 MB", "a.png", _png(_chunk(b"iCCP", b"a\0\0" + text)), broken)
    frames = _chunk(b"acTL", struct.pack("!LL", 2**31 - 1, 0))
    yield Hostile("PNG of 2,000 million frames", "a.png", _png(frames), "")
    control = struct.pack("!LLLLLHHBB", 0, 2**31, 2**31, 2**31, 2**31, 1, 1, 0, 0)
    yield Hostile("PNG whose frame lies outside", "a.png", _png(frames, _chunk(b"fcTL", control)), broken)
    yield Hostile(
        "PNG with a script for a text", "a.png", _png(_chunk(b"tEXt", b"Comment\0<script>alert(1)</script>")), ""
    )
    yield Hostile("PNG with more rows than it says", "a.png", _png(rows=bytes(30_000_000)), "")
    yield Hostile("PNG with a chunk without an end", "a.png", _PNG + b"\xff\xff\xff\xffIHDR" + bytes(40), broken)
    yield Hostile("PNG and a program behind it", "a.png", _png() + b"MZ" * 200, "")
    yield Hostile("PNG and an archive behind it", "a.png", _png() + package({"a.exe": b"MZ"}), formats.TWO_IN_ONE)


def _jpegs() -> Iterator[Hostile]:
    good = picture(size=(64, 48))
    frame = good.index(b"\xff\xc0")
    wide = good[: frame + 5] + b"\xff\xff\xff\xff" + good[frame + 9 :]
    yield Hostile("JPEG of 65,535 by 65,535", "a.jpg", wide, formats.LARGE_PICTURE)
    none = good[: frame + 5] + bytes(4) + good[frame + 9 :]
    yield Hostile("JPEG of 0 by 0", "a.jpg", none, formats.DAMAGED)
    yield Hostile(
        "JPEG whose frame says one component",
        "a.jpg",
        good[: frame + 9] + b"\x09" + good[frame + 10 :],
        formats.DAMAGED,
    )
    hidden = good[:2] + (b"\xff\xfe\xff\xff" + bytes(65_533)) * 2 + wide[2:]
    yield Hostile("JPEG whose size stands far behind", "a.jpg", hidden, formats.LARGE_PICTURE)
    comment = b"<?php system($_GET[0]); ?><script>alert(1)</script>"
    yield Hostile(
        "JPEG with a program for a comment",
        "a.jpg",
        good[:2] + b"\xff\xfe" + struct.pack("!H", len(comment) + 2) + comment + good[2:],
        "",
    )
    for what, exif in _exifs().items():
        block = b"Exif\0\0" + exif
        data = good[:2] + b"\xff\xe1" + struct.pack("!H", len(block) + 2) + block + good[2:]
        yield Hostile(f"JPEG with EXIF {what}", "a.jpg", data, "")
    file = BytesIO()
    Image.new("CMYK", (16, 16)).save(file, "JPEG")
    yield Hostile("JPEG in the printers' colours", "a.jpg", file.getvalue(), "")
    file = BytesIO()
    Image.new("RGB", (640, 480)).save(file, "JPEG", progressive=True)
    scans = file.getvalue()
    last = scans.rindex(b"\xff\xda")
    yield Hostile("JPEG drawn 60 times over", "a.jpg", scans[:last] + scans[last:-2] * 60 + scans[-2:], "")


def _exifs() -> dict[str, bytes]:
    """What a camera could have said, and doesn't: in the order of Intel, a table of tags each."""
    head = b"II*\0\x08\0\0\0"

    def tags(*rows: tuple[int, int, int, int], after: int = 0) -> bytes:
        return (
            head
            + struct.pack("<H", len(rows))
            + b"".join(struct.pack("<HHLL", *row) for row in rows)
            + struct.pack("<L", after)
        )

    return {
        "that leads to itself": tags((0x8769, 4, 1, 8), after=8),
        "of 4,000 million letters": tags((0x010E, 2, 0xFFFFFFFF, 26)),
        "turned by nobody knows": tags((0x0112, 3, 1, 99)),
        "cut off": tags((0x0112, 3, 1, 6))[:14],
        "with a script": tags((0x010E, 2, 26, 26)) + b"<script>alert(1)</script>\0",
    }
