"""Nothing harmful or endless gets as far as being parsed."""

import zipfile
from io import BytesIO

import pytest

from reports.errors import UnreadableFile
from reports.importing import read_word
from reports.importing.text import EMPTY, LARGEST_FILE, TOO_LARGE
from reports.importing.word import package as limits
from tests.importing.word.packages import package, paragraph, parts

GOOD = parts(paragraph("今年，我局取得成效。"))


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_word(data)
    return str(caught.value)


def with_member(name: str, content: str | bytes = "x") -> bytes:
    return package({**GOOD, name: content})


def test_a_good_file_is_read() -> None:
    assert read_word(package(GOOD)).manuscript.preamble == "今年，我局取得成效。"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", EMPTY),
        (b"P" * (LARGEST_FILE + 1), TOO_LARGE),
        (limits.OLE_HEADER + b"x" * 600, limits.OLD_FORMAT),
        (b"PK\x03\x04 cut off", limits.NOT_WORD),
        (package(GOOD)[:-40], limits.NOT_WORD),
        (package({"mimetype": "text"}), limits.NOT_WORD),
        (package({**GOOD, "word/document.xml": "<w:document"}), limits.NOT_WORD),
        (package({**GOOD, "word/document.xml": "<document/>"}), limits.NOT_WORD),
    ],
    ids=["empty", "large", "old", "header", "cut", "other", "damaged", "foreign"],
)
def test_what_is_no_word_file_is_refused(data: bytes, message: str) -> None:
    assert refusal(data) == message


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../outside.xml", "word/../../outside.xml", "..\\outside.xml", "WORD/document.xml"]
)
def test_names_no_word_writes_are_refused(name: str) -> None:
    assert refusal(with_member(name)) == limits.UNSAFE_NAMES


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/activeX/activeX1.xml", "word/embeddings/oleObject1.bin"])
def test_macros_and_embedded_programs_are_refused(name: str) -> None:
    assert refusal(with_member(name)) == limits.ACTIVE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declaration", ["<!DOCTYPE w:document>", '<!DOCTYPE d [<!ENTITY e "x">]>'])
def test_declared_entities_are_refused(declaration: str, encoding: str) -> None:
    assert (
        refusal(with_member("word/document.xml", (declaration + GOOD["word/document.xml"]).encode(encoding)))
        == limits.ENTITIES
    )


def test_too_many_members_are_refused() -> None:
    assert (
        refusal(package({**GOOD, **{f"word/media/{number}.png": "x" for number in range(2_000)}})) == limits.TOO_PACKED
    )


def test_what_unpacks_beyond_all_measure_is_refused() -> None:
    assert refusal(with_member("word/media/image.bmp", b"\0" * 2_000_000)) == limits.TOO_PACKED


def test_a_part_too_large_is_refused_though_it_packs_badly() -> None:
    body = "".join(f"<w:p><!--{number:x}--></w:p>" for number in range(1_200_000))

    assert refusal(package(parts(body))) == limits.TOO_PACKED


def test_twice_the_same_name_is_refused() -> None:
    file = BytesIO(package(GOOD))
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<x/>")

    assert refusal(file.getvalue()) == limits.UNSAFE_NAMES


def test_encrypted_members_and_links_are_refused() -> None:
    data = bytearray(package(GOOD))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    link = zipfile.ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    file = BytesIO(package(GOOD))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(link, "document.xml")

    assert refusal(bytes(data)) == limits.OLD_FORMAT
    assert refusal(file.getvalue()) == limits.UNSAFE_NAMES


def test_deep_nesting_is_refused() -> None:
    assert refusal(package(parts("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000))) == limits.NOT_WORD


def test_every_flipped_byte_is_read_or_refused() -> None:
    good = package(GOOD)
    for place in range(0, len(good), 7):
        data = bytearray(good)
        data[place] ^= 0xFF
        try:
            read_word(bytes(data))
        except UnreadableFile:
            continue
