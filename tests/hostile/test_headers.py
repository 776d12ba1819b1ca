"""Headers and cookies of every kind of answer: pages, refusals, faults and downloads."""

import re
from typing import Any

import pytest
from django.test import Client

from reports.views import desk
from tests.cast import make_cast
from tests.factories import PASSWORD, make_report

pytestmark = pytest.mark.django_db


def assert_guarded(answer: Any) -> None:
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert len(answer["X-Request-Id"]) == 32


def test_every_kind_of_answer_is_guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    client = Client(raise_request_exception=False)
    answers = {302: client.get("/"), 200: client.get("/sign-in/")}
    client.force_login(cast.clerk)
    here = f"/reports/{report.pk}"
    answers |= {
        404: client.get("/nowhere/"),
        405: client.get(f"{here}/moves/submit/"),
        403: client.post(f"{here}/moves/approve/"),
        409: client.post(f"{here}/moves/submit/", {"version": "9"}),
        422: client.post("/reports/import/"),
        400: client.get("/", headers={"host": "evil.org"}),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert_guarded(answer)
    for kind in ("docx", "html"):
        answer = client.get(f"{here}/draft.{kind}")
        assert answer["Content-Disposition"].startswith("attachment")
        assert_guarded(answer)

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(desk, "written_units", broken)
    fault = client.get("/")
    assert fault.status_code == 500
    assert "disk" not in fault.content.decode()
    assert_guarded(fault)


def test_a_post_without_the_token_is_refused_and_guarded() -> None:
    cast = make_cast()
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.clerk)
    answer = client.post("/sign-out/")
    assert answer.status_code == 403
    assert_guarded(answer)
    assert client.get("/").status_code == 200


def test_cookies_are_out_of_reach_of_scripts_and_new_after_signing_in() -> None:
    make_cast(sign_in=True)
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    answer = client.post("/sign-in/", {"username": "clerk", "password": PASSWORD})
    assert answer.cookies["sessionid"].value != session.session_key
    for cookie in answer.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_a_wrong_password_an_unknown_name_and_a_disabled_account_look_alike() -> None:
    cast = make_cast(sign_in=True)
    type(cast.head).objects.filter(pk=cast.head.pk).update(is_active=False)
    client = Client()
    pages = set()
    for name, password in (("clerk", "wrong"), ("nobody", "wrong"), ("head", PASSWORD)):
        page = client.post("/sign-in/", {"username": name, "password": password}).content.decode()
        pages.add(re.sub(rf'[0-9A-Za-z]{{64}}|value="{name}"', "", page))
    assert len(pages) == 1
