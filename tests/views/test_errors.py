"""Pages for what went wrong before any view could say so."""

from urllib.parse import urlencode

import pytest
from django.test import Client, RequestFactory, override_settings
from django.test.client import MULTIPART_CONTENT
from django.views.defaults import bad_request, permission_denied, server_error
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_person

FORM = "application/x-www-form-urlencoded"
OURS = {"Origin": "http://testserver"}

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


def test_an_address_that_only_takes_buttons_says_so_to_a_person(client: Client) -> None:
    client.force_login(make_person())
    answer = client.get("/reports/import/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "这里没有可看的页面" in answer.content.decode()
    assert client.get("/reports/import/", headers={"accept": "application/json"}).content == b""


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


def test_more_than_the_site_takes_is_given_back_from_a_form(client: Client) -> None:
    client.force_login(make_person())
    sent = urlencode(TYPED)
    for limit in ({"DATA_UPLOAD_MAX_MEMORY_SIZE": 50}, {"DATA_UPLOAD_MAX_NUMBER_FIELDS": 2}):
        with override_settings(**limit):
            response = client.post("/reports/1/steps/preamble/", sent, FORM, headers=OURS)
            foreign = client.post("/reports/1/steps/preamble/", sent, FORM, headers={"Origin": "http://evil.example"})
        page = response.content.decode()
        assert (response.status_code, page.count("写了一上午&lt;b&gt;\r\n两段</textarea>")) == (413, 1)
        assert "秘密" not in page
        assert (foreign.status_code, "写了一上午" in foreign.content.decode()) == (413, False)


@pytest.mark.parametrize("limit", ["DATA_UPLOAD_MAX_MEMORY_SIZE", "DATA_UPLOAD_MAX_NUMBER_FIELDS"])
def test_of_a_form_with_files_the_way_back_is_told(client: Client, limit: str) -> None:
    """What came in parts is gone once its reading was broken off; the browser has it still."""
    client.force_login(make_person())
    with override_settings(**{limit: 2}):
        response = client.post("/ledger/rows/", TYPED, MULTIPART_CONTENT, headers=OURS)
    assert response.status_code == 413
    assert "请用浏览器的“后退”键" in response.content.decode()


def test_what_is_sent_to_a_page_that_only_shows_something_is_given_back(client: Client) -> None:
    client.force_login(make_person())
    answer = client.post("/problems/", {"body": "写好的意见。", "password": "秘密秘密"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "这个页面只供查看" in page
    assert "写好的意见。</textarea>" in page
    assert "秘密秘密" not in page
    told = client.post("/problems/", {"body": "写好的意见。"}, headers={"Accept": "application/json"})
    assert (told.status_code, told.json()["why"], told["Allow"]) == (405, "OnlyShown", "GET, HEAD")
    assert client.put("/problems/", "写好的意见。").status_code == 405
    assert client.head("/sign-out/").content == b""


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=50)
def test_a_script_hears_of_too_much_in_words(client: Client) -> None:
    client.force_login(make_person())
    response = client.post("/reports/1/steps/preamble/", urlencode(TYPED), FORM, headers={"Accept": "application/json"})
    assert (response.status_code, response.json()["why"]) == (413, "TooLarge")


def test_other_nonsense_has_the_plain_page(client: Client) -> None:
    response = client.get("/sign-in/", headers={"Host": "elsewhere"})
    assert (response.status_code, response.templates[0].name) == (400, "400.html")
