"""The body of a request, to the end that it announced or not at all.

Where the line breaks, application servers hand over what came until then, and Django takes it for the whole: of a long
form half a text would be saved.
"""

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WholeBodies:
    """A WSGI application whose requests raise OSError while a body is read that ends too early."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Handle the request, its body being looked after."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit():
            environ["wsgi.input"] = _Body(environ["wsgi.input"], int(length))
        return self.application(environ, start_response)


class _Body:
    """As much of a server's stream as the request announced; Django makes an UnreadablePostError of the OSError."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream = stream
        self._left = length

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or all that are left."""
        return self._counted(self._stream.read, size, b"")

    def readline(self, size: int = -1) -> bytes:
        """A line, or so much of it."""
        return self._counted(self._stream.readline, size, b"\n")

    def _counted(self, read: Callable[[int], bytes], size: int, end: bytes) -> bytes:
        wanted = min(size, self._left) if size >= 0 else self._left
        data = read(wanted)
        self._left -= len(data)
        if len(data) < wanted and not (end and data.endswith(end)):
            raise ConnectionError(f"the line broke {self._left} bytes before the end of the request")
        return data
