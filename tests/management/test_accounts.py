"""Accounts from the command line: the first administrator, and a way back in for somebody without a password."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.choices import Role
from reports.models import AuditEntry, Membership, Person
from tests.factories import PASSWORD, make_person

pytestmark = pytest.mark.django_db


def printed(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().strip()


def events() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("pk").values_list("event", "object_label"))


def test_the_first_administrator_gets_a_password_to_be_changed() -> None:
    password = printed("create_administrator", "guanli", "顾全")
    person = Person.objects.get(username="guanli")
    assert person.check_password(password)
    assert (person.full_name, person.must_change_password) == ("顾全", True)
    assert list(Membership.objects.values_list("person__username", "role")) == [("guanli", Role.ADMIN.value)]
    assert events() == [("person.created", "顾全"), ("person.role_given", "顾全")]


def test_the_other_two_of_the_three_are_made_the_same_way() -> None:
    for role in (Role.SECURITY, Role.AUDITOR):
        printed("create_administrator", role.value, "顾全", "--role", role.value)
    made = list(Membership.objects.order_by("pk").values_list("person__username", "role"))
    assert made == [("security", "security"), ("auditor", "auditor")]


def test_a_user_name_that_is_taken_changes_nothing() -> None:
    make_person(username="guanli")
    with pytest.raises(CommandError):
        printed("create_administrator", "Guanli", "顾全")
    assert (Person.objects.count(), Membership.objects.count(), events()) == (1, 0, [])


def test_a_new_password_replaces_the_old_one() -> None:
    person = make_person("林小雨", username="lin", password=PASSWORD)
    password = printed("new_password", "lin")
    person.refresh_from_db()
    assert (person.check_password(password), person.check_password(PASSWORD)) == (True, False)
    assert person.must_change_password
    assert events() == [("person.password_renewed", "林小雨")]


def test_nobody_of_that_name_is_said_plainly() -> None:
    with pytest.raises(CommandError, match=r"^There is no account 'lin'\.$"):
        printed("new_password", "lin")
