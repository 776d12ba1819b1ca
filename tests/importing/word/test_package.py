"""Nothing harmful or endless gets as far as being parsed."""

import random
import zipfile
from io import BytesIO

import pytest

from reports.errors import UnreadableFile
from reports.importing.text import EMPTY, LARGEST_FILE, TOO_LARGE
from reports.importing.word import package as limits
from reports.importing.word.reading import parse
from tests.importing.word.packages import package, paragraph, parts, read_here, relationships

GOOD = parts(paragraph("今年，我局取得成效。"))


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        parse(data)
    return str(caught.value)


def with_member(name: str, content: str | bytes = "x") -> bytes:
    return package({**GOOD, name: content})


def test_a_good_file_is_read() -> None:
    assert read_here(package(GOOD)).manuscript.preamble == "今年，我局取得成效。"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", EMPTY),
        (b"P" * (LARGEST_FILE + 1), TOO_LARGE),
        (limits.OLE_HEADER + b"x" * 600, limits.OLD_FORMAT),
        (limits.OLE_HEADER + b"x" * 600 + "EncryptedPackage".encode("utf-16-le"), limits.ENCRYPTED),
        (b"%PDF-1.7" + package(GOOD), limits.NOT_WORD),
        (b"PK\x03\x04 cut off", limits.NOT_WORD),
        (package(GOOD)[:-40], limits.NOT_WORD),
        (package({"mimetype": "text"}), limits.NOT_WORD),
        (package({**GOOD, "word/document.xml": "<w:document"}), limits.NOT_WORD),
        (package({**GOOD, "word/document.xml": "<document/>"}), limits.NOT_WORD),
    ],
    ids=["empty", "large", "old", "password", "behind", "header", "cut", "other", "damaged", "foreign"],
)
def test_what_is_no_word_file_is_refused(data: bytes, message: str) -> None:
    assert refusal(data) == message


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../outside.xml",
        "word/../../outside.xml",
        "..\\outside.xml",
        "C:/outside.xml",
        "WORD/document.xml",
        "word\\document.xml",
    ],
)
def test_names_no_word_writes_are_refused(name: str) -> None:
    assert refusal(with_member(name)) == limits.UNSAFE_NAMES


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/activeX/activeX1.xml", "word/embeddings/oleObject1.bin"])
def test_macros_and_embedded_programs_are_refused(name: str) -> None:
    assert refusal(with_member(name)) == limits.ACTIVE


@pytest.mark.parametrize("content_type", ["application/vnd.ms-word.document.macroEnabled.main+xml", "application/x"])
def test_a_content_type_or_relationship_may_tell_macros(content_type: str) -> None:
    refused = content_type != "application/x"
    types = f'<Types><Override ContentType="{content_type}"/></Types>'
    relationship = relationships(vbaProject="macros.bin")

    if refused:
        assert refusal(with_member("[Content_Types].xml", types)) == limits.ACTIVE
    else:
        assert refusal(with_member("word/_rels/document.xml.rels", relationship)) == limits.ACTIVE


@pytest.mark.parametrize("name", ["word/document.xml", "docProps/app.xml", "word/_rels/document.xml.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declaration", ["<!DOCTYPE w:document>", '<!doctype d [<!ENTITY e "x">]>', "<!ENTITY e>"])
def test_declared_entities_are_refused(declaration: str, encoding: str, name: str) -> None:
    assert refusal(with_member(name, (declaration + GOOD["word/document.xml"]).encode(encoding))) == limits.ENTITIES


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "utf-32", "gb18030"])
def test_no_other_encoding_can_hide_a_declaration(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    part = GOOD["word/document.xml"].replace("今年，我局取得成效。", "x")
    hidden = (head + '<!DOCTYPE d [<!ENTITY e "x">]>' + part).encode(encoding)
    # What declares UTF-7 in plain ASCII would be a document type to a parser that believes it.
    ascii_head = head.encode() + "<!DOCTYPE d>".encode("utf-7") + part.encode()

    assert refusal(with_member("word/document.xml", hidden)) in (limits.NOT_WORD, limits.ENTITIES)
    assert refusal(with_member("word/document.xml", ascii_head)) in (limits.NOT_WORD, limits.ENTITIES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_both_encodings_that_packages_may_use_are_read(encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{encoding[:6]}"?>' + GOOD["word/document.xml"]

    assert read_here(with_member("word/document.xml", part.encode(encoding))).manuscript.preamble.startswith("今年")


def test_too_many_members_are_refused() -> None:
    assert (
        refusal(package({**GOOD, **{f"word/media/{number}.png": "x" for number in range(2_000)}})) == limits.TOO_PACKED
    )


def test_what_unpacks_beyond_all_measure_is_refused() -> None:
    assert refusal(with_member("word/media/image.bmp", b"\0" * 2_000_000)) == limits.TOO_PACKED


def test_two_million_empty_paragraphs_in_a_tiny_file_are_refused() -> None:
    data = package(parts("<w:p/>" * 2_000_000))

    assert len(data) < 30_000
    assert refusal(data) == limits.TOO_PACKED


def test_the_whole_may_not_pack_too_well_even_where_each_member_does() -> None:
    """A member that packs badly doesn't make room for a bomb beside it."""
    noise = random.Random(1).randbytes(1_000_000)

    assert refusal(package({**GOOD, "word/media/a.png": noise, "word/media/b": b"\0" * 2_000_000})) == limits.TOO_PACKED
    assert limits.HIGHEST_RATIO == 200


def test_a_small_member_may_pack_well() -> None:
    assert read_here(with_member("docProps/thumbnail.bmp", b"\0" * 90_000)).manuscript.preamble


def test_more_than_200_mb_declared_are_refused() -> None:
    data = bytearray(package({**GOOD, "word/media/a.png": random.Random(1).randbytes(1_200_000)}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (limits.LARGEST_WHOLE + 1).to_bytes(4, "little")

    assert refusal(bytes(data)) == limits.TOO_PACKED


def test_members_that_share_their_bytes_are_refused() -> None:
    """Many names for one packed stream: what they take together is more than the file has."""
    data = package({**GOOD, "word/media/a.png": random.Random(1).randbytes(50_000)})
    start, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    more = b"".join(data[start:end].replace(b"a.png", b"%c.png" % letter) for letter in b"bcdefg")
    tail = bytearray(data[end:])
    count, length = len(GOOD) + 7, int.from_bytes(tail[12:16], "little") + len(more)
    tail[8:16] = count.to_bytes(2, "little") * 2 + length.to_bytes(4, "little")

    assert refusal(data[:end] + more + tail) == limits.TOO_PACKED


def test_a_member_larger_than_it_declares_is_refused() -> None:
    data = bytearray(with_member("word/media/a.png", random.Random(1).randbytes(50_000)))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")

    assert refusal(bytes(data)) in (limits.TOO_PACKED, limits.NOT_WORD)


def test_a_part_too_large_is_refused_though_it_packs_badly() -> None:
    body = "".join(f"<w:p><!--{number:x}--></w:p>" for number in range(1_200_000))

    assert refusal(package(parts(body))) == limits.TOO_PACKED


def test_too_many_elements_are_refused_though_they_are_few_bytes() -> None:
    body = "".join(f"<w:p><w:r>{number:x}</w:r></w:p>" for number in range(limits.MOST_TAGS // 4))

    assert refusal(package(parts(body))) == limits.TOO_MANY_PARTS


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method: int) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in GOOD.items():
            archive.writestr(name, content)

    assert refusal(file.getvalue()) == limits.NOT_WORD


@pytest.mark.parametrize(
    "content",
    [package({"a.txt": "x"}), limits.OLE_HEADER, b"Rar!\x1a\x07\x01", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh9"],
    ids=["zip", "ole", "rar", "7z", "gzip", "bzip2"],
)
@pytest.mark.parametrize("name", ["word/embeddings/table.xlsx", "word/media/image1.png"])
def test_archives_inside_are_refused_whatever_they_are_called(name: str, content: bytes) -> None:
    assert refusal(with_member(name, content)) == limits.NESTED


def test_a_packed_metafile_is_a_picture() -> None:
    assert read_here(with_member("word/media/image1.emz", b"\x1f\x8b\x08")).manuscript.preamble


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

    assert refusal(bytes(data)) == limits.ENCRYPTED
    assert refusal(file.getvalue()) == limits.UNSAFE_NAMES


def test_deep_nesting_is_refused() -> None:
    assert refusal(package(parts("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000))) == limits.NOT_WORD


def test_every_flipped_byte_is_read_or_refused() -> None:
    good = package(GOOD)
    for place in range(0, len(good), 7):
        data = bytearray(good)
        data[place] ^= 0xFF
        try:
            parse(bytes(data))
        except UnreadableFile:
            continue
