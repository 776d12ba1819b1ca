"""The browser of the journeys: one Chromium a run, one clean page a test, no error and no outside request in it."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

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
