"""A proxy on a free port of this machine that sends each request to the next of several servers."""

import socket
import socketserver
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from select import select

_PIECE = 65_536
_PATIENCE_SECONDS = 60
# What a browser still sends when its page is closed comes a little later.
_MOMENT_SECONDS = 0.5


class Balancer(socketserver.ThreadingTCPServer):
    """In turn by connection, so that servers which close after each answer share the requests; `requests` counts."""

    daemon_threads = True
    # Many of a page's files are asked for at the same moment.
    request_queue_size = 128

    def __init__(self, ports: Sequence[int]) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.requests = [0] * len(ports)
        self._ports = ports
        self._open = 0
        self._changed = threading.Condition()

    @contextmanager
    def turn(self) -> Iterator[int]:
        """The port of the server whose turn it is, for one request."""
        with self._changed:
            place = sum(self.requests) % len(self._ports)
            self.requests[place] += 1
            self._open += 1
        try:
            yield self._ports[place]
        finally:
            with self._changed:
                self._open -= 1
                self._changed.notify_all()

    def wait_until_idle(self) -> None:
        """Return when every request was answered and no other has come for a moment.

        Raises TimeoutError where one is never answered.
        """
        with self._changed:
            before = -1
            while before != sum(self.requests):
                if not self._changed.wait_for(lambda: self._open == 0, _PATIENCE_SECONDS):
                    raise TimeoutError("a request is never answered")
                before = sum(self.requests)
                self._changed.wait(_MOMENT_SECONDS)


class _Passing(socketserver.BaseRequestHandler):
    """Passes on what comes from either side until one of them closes."""

    server: Balancer

    def handle(self) -> None:
        # A server that is away or a browser that has left ends the connection, nothing else.
        with suppress(OSError):
            self._pass_on()

    def _pass_on(self) -> None:
        client: socket.socket = self.request
        # Browsers open connections in advance; one without a request takes nobody's turn.
        if not (begin := client.recv(_PIECE)):
            return
        with self.server.turn() as port, socket.create_connection(("127.0.0.1", port)) as server:
            server.sendall(begin)
            other = {client: server, server: client}
            while True:
                for ready in select([client, server], [], [])[0]:
                    if not (piece := ready.recv(_PIECE)):
                        return
                    other[ready].sendall(piece)


@contextmanager
def balancing(ports: Sequence[int]) -> Iterator[Balancer]:
    """A balancer before the servers at these ports, until the block ends."""
    with Balancer(ports) as balancer:
        thread = threading.Thread(target=balancer.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield balancer
        finally:
            balancer.shutdown()
            thread.join()
