"""Requests carry their origin into the audit, answers stay out of caches, errors for people come out as pages."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from psycopg.errors import DiskFull
from pytest_django import Settings

from reports.actions.audit import origin, record
from reports.errors import InvalidInput, NotAllowed, ReportError, StaleReport, WrongState
from reports.importing import decode_lines
from reports.middleware import ErrorsForPeople, NeverStored, RequestOrigin, Sessions, client_address
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_the_audit_knows_where_a_request_came_from() -> None:
    def act(request: HttpRequest) -> HttpResponse:
        entry = record("account.signed_in", by=make_person("林小雨"))
        return HttpResponse(f"{entry.address} {entry.request_id}")

    response = RequestOrigin(act)(RequestFactory().get("/", REMOTE_ADDR="10.1.2.3"))
    assert response.content.decode() == f"10.1.2.3 {response['X-Request-Id']}"
    assert origin.get().address is None


@pytest.mark.parametrize(
    ("cookie", "language"), [("", "zh-CN"), ("en", "en"), ("zh-hans", "zh-CN"), ("de", "zh-CN"), ("\x00", "zh-CN")]
)
def test_a_page_is_chinese_until_somebody_chooses_english(client: Client, cookie: str, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    page = client.get("/sign-in/", headers={"Accept-Language": "en-US,en;q=0.9,de"}).content.decode()
    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InvalidInput("缺标题"), 422),
        (NotAllowed("不可以"), 403),
        (WrongState("状态变了"), 409),
        (StaleReport("有新版本"), 409),
        (ReportError("别的"), 400),
    ],
)
def test_an_error_for_people_becomes_a_page_with_its_words(error: ReportError, status: int) -> None:
    request = RequestFactory().get("/")
    request.user = make_person()
    answer = ErrorsForPeople(lambda request: HttpResponse()).process_exception(request, error)
    assert answer is not None
    assert answer.status_code == status
    assert str(error) in answer.content.decode()


def test_a_text_that_is_only_marked_comes_out_in_the_readers_language() -> None:
    request = RequestFactory().get("/")
    request.user = make_person()
    with pytest.raises(InvalidInput) as caught:
        decode_lines([{}])

    answer = ErrorsForPeople(lambda request: HttpResponse()).process_exception(request, caught.value)

    assert answer is not None
    assert "请重新上传文件" in answer.content.decode()


@pytest.mark.parametrize("said", ["database or disk is full", "disk I/O error"])
def test_a_full_disk_is_told_in_words_with_what_was_typed(rf: RequestFactory, said: str) -> None:
    request = rf.post("/reports/1/steps/cover/", {"title": "还没有保存的标题"})
    answer = ErrorsForPeople(lambda request: HttpResponse()).process_exception(request, OperationalError(said))
    assert answer is not None
    assert (answer.status_code, "还没有保存的标题" in answer.content.decode()) == (507, True)


def test_a_full_disk_of_postgresql_is_told_by_its_code(rf: RequestFactory) -> None:
    error = OperationalError("could not extend file")
    error.__cause__ = DiskFull()
    answer = ErrorsForPeople(lambda request: HttpResponse()).process_exception(rf.get("/"), error)
    assert answer is not None
    assert answer.status_code == 507


def test_a_page_is_shown_though_the_session_finds_no_room(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: SessionBase) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", full)
    request = rf.get("/")
    page = HttpResponse("page")
    sessions = Sessions(lambda request: page)
    sessions.process_request(request)
    request.session["active_at"] = 1
    assert sessions.process_response(request, page) is page


def test_a_locked_database_is_no_full_disk(rf: RequestFactory) -> None:
    error = OperationalError("database is locked")
    assert ErrorsForPeople(lambda request: HttpResponse()).process_exception(rf.get("/"), error) is None


def test_other_errors_are_left_alone() -> None:
    request = RequestFactory().get("/")
    assert ErrorsForPeople(lambda request: HttpResponse()).process_exception(request, ValueError("x")) is None


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "expected"),
    [
        (False, "", "192.0.2.1"),
        (False, "203.0.113.9", "192.0.2.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (True, "2001:db8::1", "2001:db8::1"),
        (True, "::ffff:203.0.113.9", "203.0.113.9"),
        (True, "fe80::1%eth0", "fe80::1"),
        (True, "somebody", None),
        (True, "", None),
    ],
)
def test_the_address_is_the_one_that_nobody_can_forge(
    settings: Settings, rf: RequestFactory, behind_proxy: bool, forwarded: str, expected: str | None
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == expected


def test_a_page_is_kept_out_of_caches(rf: RequestFactory) -> None:
    response = NeverStored(lambda request: HttpResponse("page"))(rf.get("/"))
    assert response["Cache-Control"] == "no-store"


def test_a_view_may_say_otherwise(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("catalogue", headers={"Cache-Control": "max-age=60"})

    assert NeverStored(view)(rf.get("/"))["Cache-Control"] == "max-age=60"


def test_every_answer_has_an_id_of_its_own_and_is_not_stored(client: Client) -> None:
    first, second = client.get("/"), client.get("/")
    assert (first.status_code, first["Cache-Control"]) == (302, "no-store")
    assert len({first["X-Request-Id"], second["X-Request-Id"]}) == 2
