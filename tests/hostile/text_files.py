"""Text files as somebody may send them for a report."""

from collections.abc import Iterator

from reports.importing import text as importing
from reports.importing.word import package as limits
from reports.screening import formats
from tests.hostile.files import ANY, Hostile

LINE = "今年，我局取得成效。"


def hostile() -> Iterator[Hostile]:
    """Those that are refused, and those that are read as text and as nothing else."""
    yield from _encodings()
    yield from _characters()
    yield from _amounts()
    yield from _contents()


def _refused(what: str, data: bytes, read: str) -> Hostile:
    return Hostile(what, "汇报.txt", data, formats.NOT_TAKEN, read=read)


def _read(what: str, data: bytes | str, becomes: str = LINE) -> Hostile:
    """One that is read; what comes of it is `becomes` alone."""
    return Hostile(
        what, "汇报.txt", data if isinstance(data, bytes) else data.encode(), formats.NOT_TAKEN, becomes=becomes
    )


def _encodings() -> Iterator[Hostile]:
    no = importing.NOT_TEXT
    yield _read("UTF-8 with its mark", LINE.encode("utf-8-sig"))
    yield _read("UTF-16 with its mark", LINE.encode("utf-16"))
    yield _read("GB18030", LINE.encode("gb18030"))
    yield _refused("UTF-16 without its mark", f"{LINE}ABC\n".encode("utf-16-le"), no)
    yield _refused("UTF-32", LINE.encode("utf-32"), no)
    yield _refused("half a character of UTF-16", LINE.encode("utf-16") + b"\0", no)
    yield _refused("UTF-16 with half a pair", b"\xff\xfe" + "\ud800".encode("utf-16-le", "surrogatepass"), no)
    yield _refused("the mark of UTF-8 before none", b"\xef\xbb\xbf\xff\xfe", no)
    yield _refused("the last character cut off", LINE.encode()[:-1] + b"\xff", no)
    yield _refused("two encodings", (LINE + "\n").encode() + LINE.encode("gb18030") + b"\xff", no)
    yield _refused("letters that are too long", b"\xf8\x88\x80\x80\xaf" + LINE.encode() + b"\xff", no)
    yield _refused("a surrogate in UTF-8", LINE.encode() + b"\xed\xa0\x80\xff", no)
    yield _refused("letters of a mainframe", "REPORT".encode("cp037") + b"\xff", no)
    yield _refused("a packed text", b"\x1f\x8b\x08\x00" + bytes(20), no)


def _characters() -> Iterator[Hostile]:
    yield _refused("a NUL", LINE.encode() + b"\0", importing.NOT_TEXT)
    yield _read("characters of control", "今年，\x01\x02\x1b我局\x7f\x84取得成效。", ANY)
    yield _read("letters without width", "今年，\u200b\u2060我局\ufeff取得成效。", ANY)
    yield _read("colours of a terminal", f"\x1b[31m{LINE}\x1b[0m", ANY)
    yield _read("a running direction in a text", "今年，\u202e我局\u2066取得成效。", ANY)
    yield _read(
        "lines that end in every way", f"{LINE}\r\n{LINE}\r{LINE}\u2028{LINE}\x85{LINE}\x0b{LINE}\x0c{LINE}", ANY
    )
    yield _read("rare characters", "今年，𠮷县👨\u200d👩\u200d👧取得成效。", ANY)
    yield _read("10,000 signs on one letter", "今年，e" + "\u0301" * 10_000, ANY)
    yield _read("characters that stand for none", "今年，\ufffe\uffff我局取得成效。", ANY)
    yield _read("private characters", "今年，\ue000我局取得成效。", ANY)


def _amounts() -> Iterator[Hostile]:
    yield _refused("a text of nothing", b"", importing.EMPTY)
    yield _refused("a mark and nothing else", b"\xef\xbb\xbf", importing.NO_TEXT)
    yield _refused("blanks of every kind", " \t\u3000\u200b\n".encode() * 9_000, importing.NO_TEXT)
    yield _refused("one line of 10 MB", b"x" * 10_000_000, importing.TOO_LONG)
    yield _refused("20 MB and one byte", b"x" * (importing.LARGEST_FILE + 1), importing.TOO_LARGE)
    yield _refused("6,000 lines of a letter", b"a\n" * 6_000, importing.TOO_MANY_LINES)
    yield _read("500 headings", "".join(f"（{n}）小标题\n正文。\n" for n in range(1, 500)), ANY)
    yield _read("a row of 10,000 cells", "甲\t" * 10_000 + "\n" + "乙\t" * 10_000, ANY)


def _contents() -> Iterator[Hostile]:
    yield _refused("a container by another name", b"PK\x03\x04" + bytes(40), limits.NOT_WORD)
    yield _refused(
        "an old Word file by another name", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), limits.OLD_FORMAT
    )
    yield _refused("a mark of secrecy", f"机　密★1年\n{LINE}".encode(), importing.CLASSIFIED_FILE)
    yield _read("a script", f"<script>alert(1)</script>{LINE}", ANY)
    yield _read("words of a template", "{{ request.user }}{% include 'x' %}%s{unit}", ANY)
    yield _read("a figure of ours", "召开会议{{meetings}}次。", ANY)
    yield _read("a formula", "=cmd|' /C calc'!A0", ANY)
    yield _read("a heading whose number never ends", f"（{'九千九百九十九万' * 40}）小标题\n正文。", ANY)
    yield _read("brackets without an end", "（" * 20_000, ANY)
    yield _read("a heading of 50,000 characters", "一、" + "长" * 50_000, ANY)
