"""The way in and out, the own password, and the first password that must be changed."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client, override_settings
from django.urls import reverse

from reports.models import AuditEntry, Person
from tests.factories import PASSWORD, make_person

pytestmark = pytest.mark.django_db
NEW = "Reeds-at-7"


@pytest.fixture
def person() -> Person:
    return make_person("田小满", username="tian", password=PASSWORD)


def try_in(client: Client, username: str, password: str, **extra: str) -> tuple[int, str]:
    response = client.post("/sign-in/", {"username": username, "password": password, **extra})
    return response.status_code, response.headers.get("Location", "")


def test_a_person_comes_in_to_the_wanted_page(client: Client, person: Person) -> None:
    assert try_in(client, "tian", PASSWORD, next="/password/") == (302, "/password/")
    assert list(AuditEntry.objects.values_list("event", "person")) == [("account.signed_in", person.pk)]


def test_a_wanted_page_elsewhere_is_forgotten(client: Client, person: Person) -> None:
    assert try_in(client, "tian", PASSWORD, next="https://example.com/") == (302, "/")


def test_who_is_in_already_is_led_on(client: Client, person: Person) -> None:
    client.force_login(person)
    assert client.get("/sign-in/").headers["Location"] == "/"


def test_unknown_name_wrong_password_and_disabled_account_get_one_answer(client: Client, person: Person) -> None:
    make_person(username="gone", password=PASSWORD, is_active=False)
    errors = []
    for username, password in [("nobody", PASSWORD), ("tian", "wrong"), ("gone", PASSWORD)]:
        response = client.post("/sign-in/", {"username": username, "password": password})
        errors.append(list(response.context["form"].non_field_errors()))

    assert errors[0] == errors[1] == errors[2]
    assert len(errors[0]) == 1
    entries = AuditEntry.objects.order_by("pk").values_list("event", "object_label", "detail")
    assert list(entries) == [("account.sign_in_failed", name, {}) for name in ("nobody", "tian", "gone")]


def test_an_answer_takes_as_long_for_an_unknown_name_as_for_a_wrong_password(
    client: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To hash a password is nearly all of the time: so it is done once for each, whether there is one to compare."""
    make_person(username="gone", password=PASSWORD, is_active=False)
    hashed, encode = [], MD5PasswordHasher.encode

    def noted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)
    for username, password in [("nobody", "first"), ("tian", "second"), ("gone", "third")]:
        try_in(client, username, password)
    assert hashed == ["first", "second", "third"]


@override_settings(SITE_OWNER="青禾县纪委监委", SITE_CONTACT="党风室 8123456")
def test_the_page_names_the_owner_and_whom_to_call(client: Client) -> None:
    page = client.get("/sign-in/").content.decode()
    assert "青禾县纪委监委" in page
    assert "党风室 8123456" in page


def test_a_disabled_account_is_out_on_the_next_request(client: Client, person: Person) -> None:
    client.force_login(person)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/").headers["Location"] == "/sign-in/?next=/"


def test_going_out_needs_a_post_and_is_written_down(client: Client, person: Person) -> None:
    client.force_login(person)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert AuditEntry.objects.get().event == "account.signed_out"
    assert client.get("/").status_code == 302


def change(client: Client, old: str, new: str) -> dict[str, list[str]] | str:
    response = client.post("/password/", {"old_password": old, "new_password1": new, "new_password2": new})
    return response.headers["Location"] if response.status_code == 302 else response.context["form"].errors


def test_the_password_changes_and_the_session_goes_on(client: Client, person: Person) -> None:
    client.force_login(person)
    assert change(client, PASSWORD, NEW) == "/"
    assert client.get("/").status_code == 200
    client.logout()
    assert try_in(client, "tian", NEW) == (302, "/")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [("wrong", NEW, "old_password"), (PASSWORD, "abcd1234", "new_password2"), (PASSWORD, PASSWORD, "new_password2")],
)
def test_a_refused_change_says_at_which_field(client: Client, person: Person, old: str, new: str, field: str) -> None:
    client.force_login(person)
    errors = change(client, old, new)
    assert list(errors) == [field]
    assert Person.objects.get().check_password(PASSWORD)


def test_a_first_password_lets_nothing_else_pass(client: Client, person: Person) -> None:
    Person.objects.update(must_change_password=True)
    client.force_login(person)

    assert client.get("/").headers["Location"] == reverse("change_password")
    assert client.get("/password/").status_code == 200
    assert client.post("/language/", {"language": "en"}).headers["Location"] == "/"
    assert change(client, PASSWORD, NEW) == "/"
    assert client.get("/").status_code == 200


def test_a_first_password_may_go_out_again(client: Client, person: Person) -> None:
    Person.objects.update(must_change_password=True)
    client.force_login(person)
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
