"""How large a picture is, read from its header alone: nothing here unpacks a picture."""

from collections.abc import Iterator

MOST_PIXELS = 100_000_000
_JPEG_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def pixels(head: bytes) -> int:
    """Width times height of the picture that begins with `head`; 0 for what is none, or of a kind not known here.

    PNG, JPEG, GIF, BMP and WebP are known; of a JPEG whose frame stands behind `head` the size stays unknown.
    """
    width, height = next(_sizes(head), (0, 0))
    return abs(width * height)


def _sizes(head: bytes) -> Iterator[tuple[int, int]]:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        yield _big(head[16:20]), _big(head[20:24])
    elif head.startswith((b"GIF87a", b"GIF89a")):
        yield _little(head[6:8]), _little(head[8:10])
    elif head.startswith(b"BM"):
        yield _little(head[18:22]), int.from_bytes(head[22:26], "little", signed=True)
    elif head.startswith(b"\xff\xd8"):
        yield from _jpeg(head)
    elif head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        yield from _webp(head)


def _jpeg(head: bytes) -> Iterator[tuple[int, int]]:
    """Go from marker to marker until one opens a frame."""
    place = 2
    while place + 9 <= len(head) and head[place] == 0xFF:
        if head[place + 1] in _JPEG_FRAMES:
            yield _big(head[place + 7 : place + 9]), _big(head[place + 5 : place + 7])
            return
        place += 2 + max(2, _big(head[place + 2 : place + 4]))


def _webp(head: bytes) -> Iterator[tuple[int, int]]:
    if head[12:16] == b"VP8X":
        yield _little(head[24:27]) + 1, _little(head[27:30]) + 1
    elif head[12:16] == b"VP8L":
        bits = _little(head[21:25])
        yield (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif head[12:16] == b"VP8 ":
        yield _little(head[26:28]) & 0x3FFF, _little(head[28:30]) & 0x3FFF


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
