"""The second factor: set, asked for, used up, lost; and nobody is signed in before it was right."""

import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from reports.actions import second_factor, sessions
from reports.choices import Role
from reports.errors import NotAllowed, WrongState
from reports.models import AuditEntry, BackupCode, Person
from tests.factories import PASSWORD, give_role, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_transaction")]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time by which codes are made: a number that a test moves on."""
    clock = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    return clock


@pytest.fixture
def person(clock: list[float]) -> Person:
    person = make_person("田小满", username="tian", password=PASSWORD)
    second_factor.begin_second_factor(by=person)
    second_factor.confirm_second_factor(app(person, clock), by=person)
    clock[0] += 30
    return person


def app(person: Person, clock: list[float]) -> str:
    """What the person's app shows now."""
    totp = TOTP(TOTPDevice.objects.get(user=person).bin_key)
    totp.time = clock[0]
    return f"{totp.token():06}"


def half_in(address: str = "192.0.2.7") -> Client:
    """A browser in which the right password was typed."""
    client = Client(REMOTE_ADDR=address)
    answer = client.post("/sign-in/", {"username": "tian", "password": PASSWORD, "next": "/password/"})
    assert answer["Location"] == "/sign-in/code/?next=%2Fpassword%2F"
    return client


def send(client: Client, code: str) -> tuple[int, str]:
    answer = client.post("/sign-in/code/", {"code": code, "next": "/password/"})
    return answer.status_code, answer.get("Location", "")


def test_the_right_password_alone_opens_nothing(person: Person) -> None:
    client = half_in()
    assert client.get("/sign-in/code/").status_code == 200
    assert client.get("/password/")["Location"] == "/sign-in/?next=/password/"
    assert not AuditEntry.objects.filter(event="account.signed_in").exists()


def test_the_code_of_the_app_opens_and_counts_once(person: Person, clock: list[float]) -> None:
    code = app(person, clock)
    assert send(half_in(), "000000" if code != "000000" else "000001") == (200, "")
    assert send(half_in(), f" {code[:3]} {code[3:]} ") == (302, "/password/")
    assert send(half_in(), code) == (200, "")
    assert AuditEntry.objects.filter(event="account.signed_in", person=person).count() == 1


def test_a_backup_code_opens_once(person: Person) -> None:
    code, *_others = second_factor.renew_backup_codes(by=person)
    assert send(half_in(), code.upper()) == (302, "/password/")
    assert send(half_in(), code) == (200, "")
    assert AuditEntry.objects.get(event="second_factor.code_used").detail == {"left": 9}
    assert code.replace("-", "") not in str(BackupCode.objects.values())


def test_new_backup_codes_end_the_old_ones(person: Person) -> None:
    [old, *_more] = second_factor.renew_backup_codes(by=person)
    second_factor.renew_backup_codes(by=person)
    assert send(half_in(), old) == (200, "")


def test_who_waits_too_long_begins_anew(person: Person, clock: list[float]) -> None:
    client = half_in()
    clock[0] += 601
    assert send(client, app(person, clock)) == (302, "/sign-in/?next=%2Fpassword%2F")


@pytest.mark.parametrize("change", [{"is_active": False}, {"session_epoch": 9}, {"password": "another"}])
def test_an_account_that_changed_meanwhile_begins_anew(
    person: Person, clock: list[float], change: dict[str, object]
) -> None:
    client = half_in()
    Person.objects.filter(pk=person.pk).update(**change)
    assert send(client, app(person, clock))[1].startswith("/sign-in/?")


def test_without_the_password_there_is_no_page_for_a_code(client: Client, person: Person) -> None:
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/?next=%2F"


def test_guessed_codes_meet_the_lock_of_the_sign_in(person: Person, clock: list[float], settings: Settings) -> None:
    settings.AXES_ENABLED = True
    wrong = "000000" if app(person, clock) != "000000" else "000001"
    client = half_in()
    assert [send(client, wrong)[0] for _number in range(5)] == [200] * 4 + [429]
    assert send(client, app(person, clock))[1].startswith("/sign-in/?")
    assert (
        Client(REMOTE_ADDR="192.0.2.7").post("/sign-in/", {"username": "tian", "password": PASSWORD}).status_code == 429
    )
    assert AuditEntry.objects.filter(event="account.locked").count() == 1


@pytest.fixture
def plain(client: Client, clock: list[float]) -> Person:
    """Somebody without a second factor, signed in."""
    person = make_person("田小满", username="tian", password=PASSWORD)
    client.force_login(person)
    return person


PAGE = "/second-factor/"


def test_a_person_sets_it_and_all_other_sign_ins_end(client: Client, plain: Person, clock: list[float]) -> None:
    elsewhere = Client()
    elsewhere.force_login(plain)
    assert client.post(PAGE, {"act": "begin"})["Location"] == PAGE
    assert b'src="data:image/svg+xml' in client.get(PAGE).content
    assert not TOTPDevice.objects.get().confirmed

    wrong = client.post(PAGE, {"act": "confirm", "code": "1"})
    assert (list(wrong.context["form"].errors), TOTPDevice.objects.get().confirmed) == (["code"], False)

    page = client.post(PAGE, {"act": "confirm", "code": app(plain, clock)})
    assert len(page.context["codes"]) == 10
    assert (client.get(PAGE).context["codes"], client.get(PAGE).context["left"]) == (None, 10)
    assert elsewhere.get("/").status_code == 302
    assert AuditEntry.objects.filter(event="second_factor.set", person=plain).exists()


def test_a_person_makes_new_codes_and_does_without_it(client: Client, plain: Person, clock: list[float]) -> None:
    client.post(PAGE, {"act": "begin"})
    client.post(PAGE, {"act": "confirm", "code": app(plain, clock)})
    assert len(client.post(PAGE, {"act": "codes"}).context["codes"]) == 10
    assert client.post(PAGE, {"act": "begin"})["Location"] == PAGE
    assert TOTPDevice.objects.get().confirmed
    client.post(PAGE, {"act": "remove"})
    assert (TOTPDevice.objects.exists(), BackupCode.objects.exists()) == (False, False)


@pytest.mark.parametrize("act", ["confirm", "codes", "remove"])
def test_there_is_nothing_to_do_without_one(client: Client, plain: Person, act: str) -> None:
    answer = client.post(PAGE, {"act": act, "code": "123456"}, follow=True)
    assert "form" in answer.context
    assert not AuditEntry.objects.filter(event__startswith="second_factor").exists()


@pytest.mark.parametrize("act", ["begin", "codes", "remove"])
def test_each_change_asks_for_the_password(client: Client, plain: Person, act: str) -> None:
    session = client.session
    session[sessions.CONFIRMED_AT] = 0
    session.save()
    assert b'name="confirm_password"' in client.post(PAGE, {"act": act}).content
    assert not TOTPDevice.objects.exists()


def test_a_role_may_demand_it(client: Client, plain: Person, clock: list[float], settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["admin"]
    assert client.get("/").status_code == 200
    give_role(plain, Role.ADMIN)
    assert client.get("/")["Location"] == PAGE
    assert client.get("/", headers={"Accept": "application/json"}).json() == {"why": "SecondFactor"}
    client.post(PAGE, {"act": "begin"})
    client.post(PAGE, {"act": "confirm", "code": app(plain, clock)})
    assert client.get("/").status_code == 200
    client.post(PAGE, {"act": "remove"})
    assert TOTPDevice.objects.exists()


def test_an_administrator_takes_a_lost_one_away(client: Client, person: Person) -> None:
    admin = make_person()
    give_role(admin, Role.ADMIN)
    client.force_login(admin)
    signed_in = Client()
    signed_in.force_login(person)
    address = f"/admin/people/{person.pk}/second-factor/"
    assert address in client.get(f"/admin/people/{person.pk}/").content.decode()

    client.post(address)

    assert (TOTPDevice.objects.exists(), signed_in.get("/").status_code) == (False, 302)
    assert AuditEntry.objects.get(event="second_factor.reset").person == admin
    client.post(address)
    assert AuditEntry.objects.filter(event="second_factor.reset").count() == 1


def test_only_who_keeps_the_security_takes_anothers_away(person: Person, settings: Settings) -> None:
    settings.SEPARATE_DUTIES = True
    admin = make_person()
    give_role(admin, Role.ADMIN)
    give_role(person, Role.SECURITY)
    for by in (admin, person):
        with pytest.raises(NotAllowed):
            second_factor.reset_second_factor(person, by=by)


def test_the_command_takes_one_away(person: Person) -> None:
    call_command("reset_second_factor", "tian", stdout=StringIO())
    assert not TOTPDevice.objects.exists()
    for username in ("tian", "nobody"):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", username)


def test_a_second_one_is_not_begun(person: Person) -> None:
    with pytest.raises(WrongState):
        second_factor.begin_second_factor(by=person)


def test_a_code_taken_while_the_clock_was_ahead_bars_no_later_one(person: Person, clock: list[float]) -> None:
    clock[0] += 365 * 24 * 3600
    assert send(half_in(), app(person, clock)) == (302, "/password/")
    clock[0] -= 365 * 24 * 3600
    code = app(person, clock)
    assert send(half_in(), code) == (302, "/password/")
    assert send(half_in(), code) == (200, "")


def test_a_half_sign_in_made_while_the_clock_was_ahead_begins_anew(person: Person, clock: list[float]) -> None:
    client = half_in()
    clock[0] -= 24 * 3600
    assert send(client, app(person, clock)) == (302, "/sign-in/?next=%2Fpassword%2F")
