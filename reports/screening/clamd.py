"""A virus scanner, asked as clamd(8) wants to be asked: INSTREAM, the file in pieces, each behind its length."""

import socket
import struct
import time

_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096
_FOUND = " FOUND"


class Unreachable(Exception):
    """The scanner gives no answer, or none that says whether the file is clean."""


def scan(data: bytes, address: str, *, seconds: float = 20.0) -> str:
    """What the clamd at `address` (`host:port`, or the path of a socket) finds in the file; "" for nothing.

    Raises Unreachable where it doesn't say within that time.
    """
    end = time.monotonic() + seconds
    try:
        with _connected(address, seconds) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _PIECE):
                piece = data[start : start + _PIECE]
                line.settimeout(max(end - time.monotonic(), 0.001))
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            answer = b""
            while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
                line.settimeout(max(end - time.monotonic(), 0.001))
                if not (more := line.recv(_LONGEST_ANSWER)):
                    break
                answer += more
    except (OSError, ValueError) as error:
        raise Unreachable(str(error)) from error
    return _read(answer.partition(b"\0")[0].decode(errors="replace"))


def _connected(address: str, seconds: float) -> socket.socket:
    if not address.startswith("/"):
        host, _colon, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=seconds)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(seconds)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _read(answer: str) -> str:
    """The scanner's one line: `stream: OK` or `stream: NAME FOUND`."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(_FOUND):
        return said.removesuffix(_FOUND)
    raise Unreachable(answer)
