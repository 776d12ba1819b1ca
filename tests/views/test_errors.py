"""Pages for what went wrong before any view could say so."""

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, permission_denied, server_error
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_a_missing_page_says_so_to_everybody(client: Client) -> None:
    assert client.get("/nowhere/").templates[0].name == "404.html"
    client.force_login(make_person(full_name="田小满"))
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "田小满" in response.content.decode()


def test_a_page_without_its_cookie_says_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert response.templates[0].name == "reports/errors/csrf.html"


def test_a_fault_page_needs_no_request_and_no_database(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        pages = [server_error(rf.get("/")), bad_request(rf.get("/"), Exception())]
    assert [page.status_code for page in pages] == [500, 400]
    assert all(b"<h1>" in page.content for page in pages)


def test_a_forbidden_page_is_ours(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = make_person()
    response = permission_denied(request, Exception())
    assert response.status_code == 403
    assert b'class="sheet narrow alone"' in response.content
