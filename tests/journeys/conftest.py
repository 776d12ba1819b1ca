"""The browser of the journeys: one Chromium a run, one clean page a test, no error and no outside request in it."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.journeys.servers import Servers, answering

# Debian's Chromium without the windows that nobody sees: the same engine for two thirds of the work.
CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 10_000

Told = Callable[[str, object], None]
Switch = Callable[[str, int], None]

pytest.register_assert_rewrite("tests.journeys.steps")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; Playwright's event loop lives in this thread, which Django would otherwise refuse to serve."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def live_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, record_testsuite_property: Told
) -> Iterator[LiveServer]:
    """The site in a thread of the run, or with `--servers` in processes of its own, as many as asked for."""
    if number := request.config.getoption("--servers"):
        request.getfixturevalue("django_db_setup")
        with answering(number, tmp_path_factory.mktemp("servers")) as servers:
            yield servers
            record_testsuite_property("requests", " ".join(map(str, servers.balancer.requests)))
            record_testsuite_property("errors", "\n".join(servers.errors()))
    else:
        server = LiveServer("localhost")
        yield server
        server.stop()


@pytest.fixture
def switch(settings: Settings, live_server: LiveServer) -> Iterator[Switch]:
    """Gives a setting of the installation another number for this test, wherever the site runs."""
    used = {}

    def give(name: str, value: int) -> None:
        setattr(settings, name, value)
        used[name] = str(value)
        if isinstance(live_server, Servers):
            live_server.restart(**used)

    yield give
    if used and isinstance(live_server, Servers):
        live_server.restart()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of an own, signed-out browser profile on the live server; any complaint in it fails the test."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 1366, "height": 768}, accept_downloads=True
    )
    context.set_default_timeout(WAIT_MS)
    expect.set_options(timeout=WAIT_MS)
    page = context.new_page()
    complaints: list[str] = []

    def note_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"console: {message.text}")

    def note_request(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:", "about:")):
            complaints.append(f"outside request: {request.url}")

    context.on("console", note_message)
    context.on("weberror", lambda error: complaints.append(f"script: {error.error}"))
    context.on("request", note_request)
    yield page
    context.close()
    assert complaints == []
