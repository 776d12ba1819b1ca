"""Requests carry their origin into the audit, and errors for people come out as pages."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from reports.actions.audit import origin, record
from reports.errors import InvalidInput, NotAllowed, ReportError, StaleReport, WrongState
from reports.middleware import ErrorsForPeople, RequestOrigin
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


def test_other_errors_are_left_alone() -> None:
    request = RequestFactory().get("/")
    assert ErrorsForPeople(lambda request: HttpResponse()).process_exception(request, ValueError("x")) is None
