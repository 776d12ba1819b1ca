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


TYPED = {
    "version": "3",
    "password": "geheim 秘密",
    "preamble": "写了一上午<b>\r\n两段",
    "again": "写了一上午<b>\r\n两段",
}


def test_what_was_typed_is_given_back_to_who_was_signed_out_meanwhile(client: Client) -> None:
    response = client.post("/reports/1/steps/preamble/", TYPED)
    page = response.content.decode()
    assert (response.status_code, page.count("写了一上午&lt;b&gt;\r\n两段</textarea>")) == (403, 1)
    assert "秘密" not in page
    for sent in ({}, {"version": "3", "go": "check"}):
        answer = client.post("/reports/1/steps/preamble/", sent)
        assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/reports/1/steps/preamble/")


def test_a_script_is_never_answered_with_the_sign_in_page(client: Client) -> None:
    response = client.post("/reports/1/steps/preamble/preview/", TYPED, headers={"HX-Request": "true"})
    assert (response.status_code, response.content, response["X-Signed-Out"]) == (401, b"", "none")


@pytest.mark.parametrize(("origin", "given_back"), [("http://testserver", True), ("http://evil.example", False)])
def test_what_was_typed_is_given_back_to_an_old_page_of_ours_alone(origin: str, given_back: bool) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/reports/1/steps/preamble/", TYPED, headers={"Origin": origin})
    assert (response.status_code, "写了一上午" in response.content.decode()) == (403, given_back)
