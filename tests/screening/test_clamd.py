"""Asking a virus scanner: a small clamd of our own answers on the loopback."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reports.screening import Unreachable, scan
from tests.hostile.files import EICAR


@contextmanager
def clamd(answer: bytes | None = None, *, place: Path | None = None, silent: bool = False) -> Iterator[str]:
    """A scanner that finds EICAR, or says `answer`, or nothing at all; gives its address."""
    server = socket.socket(socket.AF_UNIX if place else socket.AF_INET, socket.SOCK_STREAM)
    server.bind(str(place) if place else ("127.0.0.1", 0))
    server.listen(1)
    done = threading.Event()

    def serve() -> None:
        line, _address = server.accept()
        with line, line.makefile("rb") as file:
            assert file.read(10) == b"zINSTREAM\0"
            data = b""
            while size := struct.unpack("!L", file.read(4))[0]:
                data += file.read(size)
            if silent:
                done.wait(5)
            found = b"stream: Eicar-Test-Signature FOUND" if EICAR in data else b"stream: OK"
            line.sendall((found if answer is None else answer) + b"\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield str(place) if place else f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        done.set()
        server.close()


@pytest.mark.parametrize(("data", "found"), [(b"x" * 300_000, ""), (b"a" * 70_000 + EICAR, "Eicar-Test-Signature")])
def test_a_scanner_says_what_it_finds(data: bytes, found: str, tmp_path: Path) -> None:
    with clamd() as address:
        assert scan(data, address) == found
    with clamd(place=tmp_path / "clamd") as address:
        assert scan(data, address) == found


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"", b"\xff"])
def test_another_answer_is_none(answer: bytes) -> None:
    with clamd(answer) as address, pytest.raises(Unreachable):
        scan(b"x", address)


def test_a_scanner_that_says_nothing_is_not_waited_for() -> None:
    with clamd(silent=True) as address, pytest.raises(Unreachable):
        scan(b"x", address, seconds=0.2)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl", "nonsense"])
def test_no_scanner_is_told(address: str) -> None:
    with pytest.raises(Unreachable):
        scan(b"x", address)
