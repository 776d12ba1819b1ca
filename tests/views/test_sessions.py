"""A sign-in ends when nobody is there, at the end of the day, and when the person's rights change."""

import pytest
from django.test import Client

from reports.actions import people, sessions
from reports.choices import Role
from reports.models import AuditEntry, Person
from tests.cast import Cast
from tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_transaction")]
MINUTE, HOUR = 60, 3600


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The time by which sessions go: a number that a test moves on."""
    clock = [1_800_000_000]
    monkeypatch.setattr(sessions, "_now", lambda: clock[0])
    return clock


@pytest.fixture
def signed_in(client: Client, cast: Cast, clock: list[int]) -> Client:
    client.force_login(cast.clerk)
    return client


def is_in(client: Client, **headers: str) -> bool:
    return client.get("/password/", headers=headers).status_code == 200


def test_a_sign_in_ends_after_half_an_hour_without_an_act(signed_in: Client, clock: list[int], cast: Cast) -> None:
    clock[0] += 29 * MINUTE
    assert is_in(signed_in)
    clock[0] += 29 * MINUTE
    assert is_in(signed_in)
    clock[0] += 30 * MINUTE
    answer = signed_in.get("/password/")
    assert answer["Location"] == "/sign-in/?next=/password/&ended=idle"
    assert "30 分钟" in signed_in.get(answer["Location"]).content.decode()
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.person, entry.detail) == ("account.session_ended", cast.clerk, {"why": "idle"})


def test_what_the_person_did_not_do_keeps_no_sign_in_alive(signed_in: Client, clock: list[int]) -> None:
    for _number in range(5):
        clock[0] += 5 * MINUTE
        assert is_in(signed_in, x_background="1")
    clock[0] += 5 * MINUTE
    assert not is_in(signed_in, x_background="1")


def test_the_longest_sign_in_is_twelve_hours(signed_in: Client, clock: list[int]) -> None:
    for _number in range(12 * 3 - 1):
        clock[0] += 20 * MINUTE
        assert is_in(signed_in)
    clock[0] += 20 * MINUTE
    assert signed_in.get("/")["Location"] == "/sign-in/?next=/&ended=expired"


@pytest.mark.parametrize("mark", [{"hx_request": "true"}, {"x_requested_with": "fetch"}])
def test_a_script_hears_why_without_a_page(signed_in: Client, clock: list[int], mark: dict[str, str]) -> None:
    clock[0] += HOUR
    answers = [signed_in.post("/password/", {"new": "写了一上午"}, headers=mark) for _number in range(2)]
    assert [(answer.status_code, answer.content, answer["X-Signed-Out"]) for answer in answers] == [
        (401, b"", "idle"),
        (401, b"", "none"),
    ]


def test_a_form_sent_too_late_gives_its_texts_back(signed_in: Client, clock: list[int]) -> None:
    clock[0] += HOUR
    answer = signed_in.post("/reports/1/steps/preamble/", {"preamble": "写了一上午"})
    assert (answer.status_code, "写了一上午" in answer.content.decode()) == (403, True)


def test_an_act_is_written_down_once_a_minute_at_most(signed_in: Client, clock: list[int]) -> None:
    clock[0] += MINUTE - 1
    signed_in.get("/password/")
    assert signed_in.session[sessions.ACTIVE_AT] == clock[0] - MINUTE + 1
    clock[0] += 1
    signed_in.get("/password/")
    assert signed_in.session[sessions.ACTIVE_AT] == clock[0]


def test_a_role_given_or_ended_ends_all_sign_ins(signed_in: Client, cast: Cast) -> None:
    role = people.give_role(cast.clerk, Role.HEAD, cast.bureau, by=cast.admin)
    assert not is_in(signed_in)
    signed_in.force_login(Person.objects.get(pk=cast.clerk.pk))
    people.end_role(role, by=cast.admin)
    assert not is_in(signed_in)


def test_an_account_that_was_closed_and_opened_needs_a_new_sign_in(signed_in: Client, cast: Cast) -> None:
    people.disable_person(cast.clerk, by=cast.admin)
    people.enable_person(cast.clerk, by=cast.admin)
    assert not is_in(signed_in)


def test_a_changed_password_ends_the_other_sign_ins(client: Client, cast: Cast) -> None:
    cast.clerk.set_password(PASSWORD)
    cast.clerk.save()
    here, elsewhere = Client(), Client()
    for one in (here, elsewhere):
        one.force_login(cast.clerk)
    new = {"new_password1": "Reeds-at-7", "new_password2": "Reeds-at-7"}
    here.post("/password/", {"old_password": PASSWORD, **new})
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_signing_out_everywhere_else_leaves_this_one(signed_in: Client, cast: Cast) -> None:
    elsewhere = Client()
    elsewhere.force_login(cast.clerk)
    assert signed_in.post("/sign-out/everywhere/")["Location"] == "/"
    assert (is_in(signed_in), is_in(elsewhere)) == (True, False)
    assert AuditEntry.objects.get().event == "account.signed_out_everywhere"


def test_a_sign_in_made_while_the_clock_was_ahead_ends_when_it_is_put_right(
    signed_in: Client, clock: list[int]
) -> None:
    clock[0] -= 365 * 24 * HOUR
    assert signed_in.get("/")["Location"] == "/sign-in/?next=/&ended=expired"


def test_an_act_done_while_the_clock_was_ahead_keeps_no_sign_in_alive(signed_in: Client, clock: list[int]) -> None:
    clock[0] += 25 * MINUTE
    assert is_in(signed_in)
    clock[0] -= 20 * MINUTE
    assert signed_in.get("/")["Location"] == "/sign-in/?next=/&ended=idle"


def test_two_servers_clocks_may_differ_a_little(signed_in: Client, clock: list[int]) -> None:
    clock[0] -= 4 * MINUTE
    assert is_in(signed_in)
