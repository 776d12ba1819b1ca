"""Forms that can't be read: one page in words wherever they are sent, never a fault, and hardly a line in the log."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from reportsite.wsgi import application
from tests.cast import Cast

pytestmark = pytest.mark.django_db

URLENCODED = "application/x-www-form-urlencoded"
KINDS = [
    f"{URLENCODED}; charset=gbk",
    f"{URLENCODED}; charset=hex",
    "multipart/form-data; boundary=x; charset=hex",
    "multipart/form-data",
    "multipart/form-data; boundary=",
]
BODY = b"username=a&password=b&next=%2F"


def send(client: Client, path: str, kind: str, *, script: bool = False) -> tuple[int, str]:
    client.raise_request_exception = False
    answer = client.generic("POST", path, BODY, kind, headers={"Accept": "application/json"} if script else None)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("signed_in", [False, True])
def test_a_form_that_can_not_be_read_is_refused_in_words(
    cast: Cast, caplog: pytest.LogCaptureFixture, kind: str, signed_in: bool
) -> None:
    client = Client(enforce_csrf_checks=True)
    if signed_in:
        client.force_login(cast.clerk)
    client.get("/sign-in/")
    caplog.clear()
    for path in ("/sign-in/", "/"):
        status, page = send(client, path, kind)
        assert (status, "页面提交的内容无法使用" in page) == (400, True)
        status, page = send(client, path, kind, script=True)
        assert (status, '"why"' in page) == (400, True)
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 4
    assert not any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize("kind", KINDS)
def test_at_an_unknown_address_it_finds_nothing_like_any_other(cast: Cast, kind: str) -> None:
    client = Client()
    assert send(client, "/nowhere/", kind)[0] == 404
    client.force_login(cast.clerk)
    assert send(client, "/nowhere/", kind)[0] == 404
    client.defaults["HTTP_HOST"] = "elsewhere"
    assert send(client, "/sign-in/", kind)[0] == 400


def test_a_form_that_is_too_large_finds_no_page_at_an_unknown_address(settings: object, client: Client) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1  # type: ignore[attr-defined]
    assert send(client, "/nowhere/", URLENCODED)[0] == 404


@pytest.mark.parametrize("charset", ["utf8", "UTF-8"])
def test_utf_8_by_any_of_its_names_is_read(client: Client, charset: str) -> None:
    status, page = send(client, "/sign-in/", f"{URLENCODED}; charset={charset}")
    assert status != 400
    assert "页面提交的内容无法使用" not in page


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("charset", ["hex", "idna", "undefined", "utf-16", "nothing", "\x00", "utf8"])
@pytest.mark.parametrize("query", ["next=/%E4", "a&" * 20_001], ids=["one", "many"])
def test_no_encoding_is_too_strange_for_an_address(rf: RequestFactory, method: str, charset: str, query: str) -> None:
    """Through the application itself, as a server calls it: Django decodes the address before anything else."""
    sent: Any = rf.generic(method, f"/sign-in/?{query}", BODY, URLENCODED)
    statuses: list[str] = []
    environ = sent.environ | {"CONTENT_TYPE": f"{URLENCODED}; charset={charset}"}
    application(environ, lambda status, headers, *_more: statuses.append(status))
    # A form that is whole lacks the token here.
    whole = "200" if query == "next=/%E4" else "400"
    expected = whole if method == "GET" else "403" if charset == "utf8" else "400"
    assert statuses[0].startswith(expected), statuses
