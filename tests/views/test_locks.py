"""Guessing is stopped at five tries, and nobody is kept out by it who has a right to come in."""

import datetime
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from reports.actions.audit import Origin, origin
from reports.choices import Role
from reports.models import AuditEntry, Person
from reports.queries.locks import locks_now
from tests.factories import PASSWORD, give_role, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_transaction")]
HERE, ELSEWHERE = "192.0.2.7", "198.51.100.9"


@pytest.fixture(autouse=True)
def _locks_on(settings: Settings) -> None:
    settings.AXES_ENABLED = True


@pytest.fixture
def person() -> Person:
    return make_person("田小满", username="tian", password=PASSWORD)


@pytest.fixture
def admin(client: Client) -> Client:
    admin = make_person("管理员", username="admin", password=PASSWORD)
    give_role(admin, Role.ADMIN)
    client.force_login(admin)
    return client


def try_in(username: str, password: str, address: str = HERE, **headers: str) -> tuple[int, list[str]]:
    """The status of the answer and what it says; 302 is the way in."""
    response = Client(REMOTE_ADDR=address, headers=headers).post(
        "/sign-in/", {"username": username, "password": password}
    )
    return response.status_code, list(response.context["form"].non_field_errors()) if response.context else []


def fail(username: str, times: int, address: str = HERE) -> None:
    for _number in range(times):
        try_in(username, "wrong", address)


def events(*wanted: str) -> list[str]:
    return list(AuditEntry.objects.filter(event__in=wanted).order_by("pk").values_list("event", flat=True))


def test_the_fifth_failed_try_locks_the_account_at_this_address_only(person: Person) -> None:
    fail("tian", 4)
    assert try_in("tian", "wrong")[0] == 429
    assert try_in("tian", PASSWORD)[0] == 429
    assert try_in("tian", PASSWORD, ELSEWHERE)[0] == 302
    assert events("account.locked", "account.sign_in_refused") == ["account.locked", "account.sign_in_refused"]


def test_an_unknown_name_is_answered_and_locked_in_the_same_words(person: Person) -> None:
    known = [try_in("tian", "wrong") for _number in range(7)]
    unknown = [try_in("nobody", "wrong") for _number in range(7)]
    assert known == unknown
    assert [status for status, _words in known] == [200] * 4 + [429] * 3


def test_the_right_password_in_time_makes_the_failed_tries_forgotten(person: Person) -> None:
    fail("tian", 4)
    assert try_in("tian", PASSWORD)[0] == 302
    fail("tian", 4)
    assert try_in("tian", PASSWORD)[0] == 302


def test_a_lock_ends_half_an_hour_after_the_try_that_brought_it(person: Person) -> None:
    fail("tian", 5)
    minutes = datetime.timedelta(minutes=29)
    AccessAttempt.objects.update(attempt_time=timezone.now() - minutes)
    assert try_in("tian", PASSWORD)[0] == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - minutes - datetime.timedelta(minutes=1, seconds=1))
    assert try_in("tian", PASSWORD)[0] == 302


def test_many_addresses_lock_an_account_but_not_where_its_person_works(person: Person) -> None:
    assert try_in("tian", PASSWORD)[0] == 302
    for number in range(5):
        fail("tian", 4, f"203.0.113.{number}")
    assert try_in("tian", PASSWORD, ELSEWHERE)[0] == 429
    assert try_in("tian", PASSWORD)[0] == 302


def test_one_address_that_tries_many_names_is_locked_but_not_for_who_works_there(
    person: Person, settings: Settings
) -> None:
    settings.SIGN_IN_TRIES_ADDRESS = 6
    make_person(username="new", password=PASSWORD)
    assert try_in("tian", PASSWORD)[0] == 302
    for number in range(6):
        fail(f"name{number}", 1)
    assert try_in("new", PASSWORD)[0] == 429
    assert try_in("tian", PASSWORD)[0] == 302
    assert try_in("new", PASSWORD, ELSEWHERE)[0] == 302


def test_a_forged_header_opens_no_lock(person: Person) -> None:
    for number in range(5):
        try_in("tian", "wrong", x_forwarded_for=f"203.0.113.{number}")
    assert try_in("tian", PASSWORD, x_forwarded_for="203.0.113.9")[0] == 429


def test_behind_a_proxy_the_proxys_own_word_counts(person: Person, settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    for number in range(5):
        try_in("tian", "wrong", x_forwarded_for=f"10.0.0.{number}, {ELSEWHERE}")
    assert try_in("tian", PASSWORD, x_forwarded_for=f"10.0.0.9, {ELSEWHERE}")[0] == 429
    assert try_in("tian", PASSWORD, x_forwarded_for=HERE)[0] == 302


def test_no_password_is_kept_with_a_failed_try(person: Person) -> None:
    try_in("tian", "almost-Lan-tian-2026")
    assert "almost" not in str(AccessAttempt.objects.values())


def test_an_administrator_sees_and_lifts_a_lock(admin: Client, person: Person) -> None:
    fail("tian", 5)
    [lock] = admin.get("/admin/locks/").context["locks"]
    assert (lock.username, lock.address, lock.failures) == ("tian", HERE, 5)

    admin.post("/admin/locks/lift/", {"username": "tian", "address": HERE})

    assert admin.get("/admin/locks/").context["locks"] == []
    assert try_in("tian", PASSWORD)[0] == 302
    entry = AuditEntry.objects.get(event="account.lock_lifted")
    assert (entry.object_label, entry.detail) == ("tian", {"username": "tian", "from_address": HERE})


def test_wider_locks_are_listed_too(admin: Client, person: Person, settings: Settings) -> None:
    settings.SIGN_IN_TRIES_ADDRESS = 7
    for number in range(20):
        fail("tian", 1, f"203.0.113.{number}")
    for number in range(7):
        fail(f"name{number}", 1)
    listed = {(lock.username, lock.address) for lock in admin.get("/admin/locks/").context["locks"]}
    assert listed == {("tian", ""), ("", HERE)}


def test_the_settings_about_signing_in_are_told(admin: Client, settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["officer", "auditor"]
    told = dict(admin.get("/admin/locks/").context["settings"])
    assert "审核员、审计员" in told.values()
    assert "30 分钟" in told.values()


@pytest.mark.parametrize("said", [{}, {"username": "nobody"}, {"address": "nowhere"}])
def test_nothing_to_lift_is_said_plainly(admin: Client, said: dict[str, str]) -> None:
    response = admin.post("/admin/locks/lift/", said, follow=True)
    assert len(response.context["messages"]) == 1
    assert events("account.lock_lifted") == []


def test_the_command_lifts_locks_when_nobody_gets_in(person: Person) -> None:
    fail("tian", 5)
    fail("other", 5)
    token = origin.set(Origin())
    out = StringIO()
    call_command("lift_locks", "tian", stdout=out)
    origin.reset(token)
    assert out.getvalue().split() == ["tian", HERE]
    assert (try_in("tian", PASSWORD)[0], try_in("other", "wrong")[0]) == (302, 429)
    call_command("lift_locks", stdout=out)
    assert try_in("other", "wrong")[0] == 200


def test_tries_counted_while_the_clock_was_ahead_lock_nobody(person: Person) -> None:
    fail("tian", 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() + datetime.timedelta(days=365))
    assert locks_now() == []
    assert try_in("tian", PASSWORD)[0] == 302
