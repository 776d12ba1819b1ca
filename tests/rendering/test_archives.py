"""Files as one ZIP that leaves while it is made."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from reports.rendering.archives import stream_zip

MEMBERS = [("汇报.html", b"<p>" * 1000), ("汇报.docx", b"PK" * 1000)]


def test_an_archive_holds_its_members() -> None:
    with ZipFile(BytesIO(b"".join(stream_zip(MEMBERS)))) as archive:
        assert archive.testzip() is None
        assert [(info.filename, archive.read(info)) for info in archive.infolist()] == MEMBERS
        assert [info.compress_type for info in archive.infolist()] == [ZIP_DEFLATED, ZIP_STORED]


def test_a_member_leaves_before_the_next_is_made() -> None:
    made: list[str] = []

    def members() -> Iterator[tuple[str, bytes]]:
        for name, data in MEMBERS:
            made.append(name)
            yield name, data

    pieces = stream_zip(members())
    assert b"PK" * 1000 not in next(pieces)
    assert made == ["汇报.html"]
    assert b"PK" * 1000 in next(pieces)


def test_the_same_members_give_the_same_bytes() -> None:
    assert b"".join(stream_zip(MEMBERS)) == b"".join(stream_zip(MEMBERS))


def test_nothing_is_an_archive_too() -> None:
    assert ZipFile(BytesIO(b"".join(stream_zip([])))).namelist() == []
