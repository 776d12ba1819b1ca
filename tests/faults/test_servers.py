"""The proxy between the journeys and several servers, and what is read from the run."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from scripts.faults.balancing import balancing
from scripts.faults.server import errors_in, free_port
from scripts.faults.servers import Told, read


class Answering(socketserver.StreamRequestHandler):
    """Answers with its own port and the length of what was sent, and closes."""

    def handle(self) -> None:
        lines = iter(self.rfile.readline, b"\r\n")
        length = sum(int(line.partition(b":")[2]) for line in lines if line.lower().startswith(b"content-length"))
        said = f"{self.connection.getsockname()[1]} {len(self.rfile.read(length))}".encode()
        self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said))


@contextmanager
def a_server() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server.socket.getsockname()[1]
        server.shutdown()
        thread.join()


def test_each_request_goes_to_the_next_server_whole() -> None:
    with ExitStack() as stack:
        ports = [stack.enter_context(a_server()) for _ in range(2)]
        balancer = stack.enter_context(balancing(ports))
        client = stack.enter_context(httpx.Client(base_url=balancer.url, trust_env=False))
        said = [client.post("/", content=b"x" * 1_000_000).text for _ in range(4)]
        assert said == [f"{port} 1000000" for port in ports * 2]
        balancer.wait_until_idle()
        assert balancer.requests == [2, 2]


def test_a_server_that_is_away_costs_its_requests_alone() -> None:
    with a_server() as port, balancing([free_port(), port]) as balancer:
        tries = [asked(balancer.url) for _ in range(4)]
        assert tries == ["", f"{port} 0", "", f"{port} 0"]


def asked(url: str) -> str:
    try:
        return httpx.get(url, trust_env=False).text
    except httpx.TransportError:
        return ""


def test_a_run_tells_which_journeys_failed(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="3"><properties><property name="requests" value="4 5"/>'
        '<property name="errors" value="KeyError: 1&#10;ValueError"/></properties>'
        '<testcase classname="a" name="passes"><properties/></testcase>'
        '<testcase classname="a" name="fails"><failure/></testcase>'
        '<testcase classname="a" name="is_left_out"><skipped/></testcase></testsuite></testsuites>'
    )
    assert read(report) == Told(3, ["a.fails", "a.is_left_out"], [4, 5], ["KeyError: 1", "ValueError"])


def test_an_error_in_a_log_is_named() -> None:
    traceback = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    g()\n\nKeyError: 1\n'
    assert errors_in(f"begin\n{traceback}\nThe above led to:\n\n{traceback}end\n") == ["KeyError: 1"] * 2
    assert errors_in("Traceback (most recent call last):") == ["Traceback (most recent call last):"]
    assert errors_in("2026 WARNING django.request Not Found: /a/") == []
