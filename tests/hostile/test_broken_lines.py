"""A line that breaks while a form is on its way: nothing of it is saved, and it is no fault of ours."""

import json
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from reports.models import Report
from reportsite.bodies import WholeBodies
from tests.cast import Cast
from tests.factories import make_report

pytestmark = pytest.mark.django_db

TEXT = "今年以来，" * 200


def send(cast: Cast, path: str, kind: str, body: bytes, came: int) -> int:
    """The status of the answer to a body of which the server got so many bytes."""
    client = Client(raise_request_exception=True)
    client.force_login(cast.clerk)
    handler: Any = client.handler
    client.handler = lambda environ: WholeBodies(lambda inner, _start: handler(inner))(environ, print)  # type: ignore[assignment]
    more: dict[str, Any] = {"wsgi.input": BytesIO(body[:came])}
    status: int = client.generic("POST", path, body, kind, **more).status_code
    return status


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", MULTIPART_CONTENT, "application/json"])
def test_what_came_of_a_broken_form_is_not_saved(cast: Cast, kind: str) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    step = f"/reports/{report.pk}/steps/preamble/"
    said = {"version": "1", "preamble": TEXT}
    if kind == "application/json":
        step = f"{step}autosave/"
        fields = {"preamble": {"value": [TEXT], "base": ""}}
        page = "00000000-0000-4000-8000-000000000001"
        body = json.dumps({"person": cast.clerk.pk, "page": page, "sequence": 1, "fields": fields}).encode()
        whole, refused = 200, 422
    else:
        body = urlencode(said).encode() if "urlencoded" in kind else encode_multipart(BOUNDARY, said)
        whole, refused = 302, 400
    for came in (0, 1, len(body) // 2, len(body) - 1):
        assert send(cast, step, kind, body, came) == refused
        assert Report.objects.get().version == 1
    assert send(cast, step, kind, body, len(body)) == whole


def test_a_body_is_read_to_its_end_and_no_further() -> None:
    read: list[bytes] = []

    def reader(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = environ["wsgi.input"]
        read.extend([body.readline(), body.readline(1), body.read(2), body.read(), body.read(5)])
        return []

    WholeBodies(reader)({"CONTENT_LENGTH": "10", "wsgi.input": BytesIO(b"ab\ncdefghijkl")}, print)
    assert read == [b"ab\n", b"c", b"de", b"fghi", b""]
    with pytest.raises(ConnectionError):
        WholeBodies(reader)({"CONTENT_LENGTH": "10", "wsgi.input": BytesIO(b"ab\ncdefg")}, print)
