"""Many files as one ZIP that leaves while it is made: memory holds one of them at a time."""

from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# A .docx is a ZIP itself; packing it again gains nothing.
_PACKED = (".docx", ".xlsx")


def stream_zip(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes of a ZIP, one piece for each member (its name in the archive and its content) and one for the end.

    The names must differ. The same members give the same bytes.
    """
    outlet = _Outlet()
    with ZipFile(outlet, "w") as archive:
        for name, data in members:
            member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
            member.external_attr, member.create_system = 0o644 << 16, 0
            archive.writestr(member, data)
            yield outlet.take()
    yield outlet.take()


class _Outlet(RawIOBase):
    """What is written can be taken out once; there is no way back in it, so that ZipFile writes straight on."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """All that was written since the last call."""
        taken = b"".join(self._waiting)
        self._waiting.clear()
        return taken
