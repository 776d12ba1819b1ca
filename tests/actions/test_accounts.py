"""The own account: what is written down, and which new password is refused."""

import pytest

from reports.actions import accounts, people
from reports.choices import Role
from reports.errors import InvalidInput
from reports.models import AuditEntry, Person
from tests.factories import PASSWORD, give_role, make_person

pytestmark = pytest.mark.django_db


def events() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("pk").values_list("event", "object_label"))


def test_signing_in_and_out_is_written_down() -> None:
    person = make_person(full_name="田小满")

    accounts.note_sign_in(by=person)
    accounts.note_sign_out(by=person)

    assert events() == [("account.signed_in", "田小满"), ("account.signed_out", "田小满")]


def test_a_failed_try_keeps_the_name_without_what_a_database_refuses() -> None:
    accounts.note_failed_sign_in("no\0body" + "x" * 300)

    entry = AuditEntry.objects.get()
    assert (entry.event, entry.person, entry.object_label[:8]) == ("account.sign_in_failed", None, "nobodyxx")


def test_a_good_password_ends_the_forced_change() -> None:
    person = make_person(password=PASSWORD, must_change_password=True)

    accounts.change_password("Reeds-at-7", by=person)

    person.refresh_from_db()
    assert (person.check_password("Reeds-at-7"), person.must_change_password) == (True, False)
    assert [event for event, _ in events()] == ["account.password_changed"]


def change_through(person: Person, *passwords: str) -> None:
    for password in passwords:
        accounts.change_password(password, by=person)


def test_none_of_the_last_five_passwords_is_taken_again() -> None:
    person = make_person(password=PASSWORD)
    chosen = [f"Reeds-at-{number}" for number in range(4)]
    change_through(person, *chosen)
    for former in (PASSWORD, *chosen):
        with pytest.raises(InvalidInput):
            accounts.change_password(former, by=person)

    change_through(person, "Reeds-at-4", PASSWORD)
    assert person.former_passwords.count() == 4


def test_a_first_password_is_not_remembered_and_pushes_no_chosen_one_out() -> None:
    person, admin = make_person(password=PASSWORD), make_person()
    give_role(admin, Role.ADMIN)
    for _number in range(6):
        people.renew_password(person, by=admin)
    assert person.former_passwords.count() == 1
    with pytest.raises(InvalidInput):
        accounts.change_password(PASSWORD, by=person)


@pytest.mark.parametrize("password", [PASSWORD, "Sh0rt!", "onlyletters", "Tian_Xiaoman1"])
def test_a_bad_password_changes_nothing(password: str) -> None:
    person = make_person(username="tian_xiaoman", password=PASSWORD, must_change_password=True)

    with pytest.raises(InvalidInput) as caught:
        accounts.change_password(password, by=person)

    person.refresh_from_db()
    assert caught.value.field == "new_password1"
    assert (person.check_password(PASSWORD), person.must_change_password) == (True, True)
    assert events() == []
