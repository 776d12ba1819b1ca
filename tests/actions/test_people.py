"""Accounts and roles: what each verb does, and each refusal."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.password_validation import validate_password

from reports.access import is_admin
from reports.actions import people
from reports.choices import Role
from reports.errors import InvalidInput, NotAllowed, WrongState
from reports.models import AuditEntry, Membership, Person
from tests.cast import Cast
from tests.factories import give_role, make_person, make_unit

pytestmark = pytest.mark.django_db


def test_a_new_account_has_a_password_that_must_be_changed(cast: Cast) -> None:
    person, password = people.create_person("zhao.lan", "赵岚", by=cast.admin)

    assert re.fullmatch(r"[a-z]{4}-[A-Z]{4}-[2-9]{4}", password)
    assert person.check_password(password)
    assert person.must_change_password
    validate_password(password, person)
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.person, entry.detail) == ("person.created", cast.admin, {"username": "zhao.lan"})


@pytest.mark.parametrize("username", ["", "a", "赵岚", "a b", "x" * 41, "CLERK", "-dash"])
def test_a_bad_or_taken_user_name_is_refused(cast: Cast, username: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        people.create_person(username, "赵岚", by=cast.admin)
    assert caught.value.field == "username"


def test_a_name_is_needed(cast: Cast) -> None:
    with pytest.raises(InvalidInput) as caught:
        people.create_person("zhao.lan", "", by=cast.admin)
    assert caught.value.field == "full_name"


def test_a_person_gets_another_name(cast: Cast) -> None:
    people.rename_person(cast.clerk, "林晓雨", by=cast.admin)
    people.rename_person(cast.clerk, "林晓雨", by=cast.admin)
    assert Person.objects.get(pk=cast.clerk.pk).full_name == "林晓雨"
    assert AuditEntry.objects.count() == 1


def test_a_new_password_replaces_the_forgotten_one(cast: Cast) -> None:
    password = people.renew_password(cast.clerk, by=cast.admin)

    clerk = Person.objects.get(pk=cast.clerk.pk)
    assert clerk.check_password(password)
    assert clerk.must_change_password
    assert password not in str(AuditEntry.objects.get().__dict__)


def test_an_account_is_closed_and_opened(cast: Cast) -> None:
    people.disable_person(cast.clerk, by=cast.admin)
    assert not Person.objects.get(pk=cast.clerk.pk).is_active
    people.enable_person(cast.clerk, by=cast.admin)
    assert Person.objects.get(pk=cast.clerk.pk).is_active
    assert list(AuditEntry.objects.values_list("event", flat=True)) == ["person.enabled", "person.disabled"]


def test_nobody_closes_the_own_account(cast: Cast) -> None:
    give_role(make_person(), Role.ADMIN)
    with pytest.raises(WrongState):
        people.disable_person(cast.admin, by=cast.admin)


def test_the_last_active_administrator_stays(cast: Cast) -> None:
    second = make_person()
    give_role(second, Role.ADMIN)
    people.disable_person(second, by=cast.admin)
    acts: list[Callable[[], object]] = [
        lambda: people.disable_person(cast.admin, by=second),
        lambda: people.end_role(cast.admin.memberships.get(), by=second),
    ]
    for act in acts:
        with pytest.raises(WrongState):
            act()

    people.enable_person(second, by=cast.admin)
    people.end_role(cast.admin.memberships.get(), by=second)
    assert not is_admin(cast.admin)


def test_roles_are_given_and_ended(cast: Cast) -> None:
    person = make_person("新人")
    given = people.give_role(person, Role.OFFICER, cast.county, with_subunits=True, by=cast.admin)
    assert given.with_subunits
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.unit, entry.detail["role"]) == ("person.role_given", cast.county, "officer")

    people.end_role(given, by=cast.admin)
    assert not person.memberships.exists()


def test_only_officers_have_the_units_below(cast: Cast) -> None:
    given = people.give_role(make_person(), Role.HEAD, cast.bureau, with_subunits=True, by=cast.admin)
    assert not given.with_subunits


@pytest.mark.parametrize(
    ("who", "role", "where", "field"),
    [
        ("clerk", Role.CLERK, "bureau", "role"),
        ("clerk", Role.ADMIN, None, "role"),
        ("admin", Role.CLERK, "bureau", "role"),
        ("admin", Role.ADMIN, None, "role"),
        ("clerk", Role.OFFICER, "bureau", "unit"),
        ("officer", Role.HEAD, "bureau", "unit"),
        ("clerk", Role.HEAD, None, "unit"),
        ("outsider", Role.ADMIN, "bureau", "unit"),
    ],
)
def test_roles_that_do_not_go_together_are_refused(
    cast: Cast, who: str, role: Role, where: str | None, field: str
) -> None:
    giver = make_person()
    give_role(giver, Role.ADMIN)
    before = Membership.objects.count()
    with pytest.raises(InvalidInput) as caught:
        people.give_role(getattr(cast, who), role, getattr(cast, where) if where else None, by=giver)
    assert caught.value.field == field
    assert Membership.objects.count() == before


def test_an_officer_of_units_below_writes_for_none_of_them(cast: Cast) -> None:
    office = make_unit("办公室", parent=cast.bureau)
    people.give_role(cast.outsider, Role.OFFICER, cast.bureau, with_subunits=True, by=cast.admin)
    with pytest.raises(InvalidInput):
        people.give_role(cast.outsider, Role.CLERK, office, by=cast.admin)
    with pytest.raises(InvalidInput):
        people.give_role(cast.clerk, Role.OFFICER, cast.county, with_subunits=True, by=cast.admin)


def test_one_may_write_here_and_review_there(cast: Cast) -> None:
    people.give_role(cast.outsider, Role.OFFICER, cast.bureau, by=cast.admin)
    assert cast.outsider.memberships.count() == 2


def test_who_is_no_administrator_makes_no_password_and_gives_no_role(cast: Cast) -> None:
    acts: list[Callable[[], object]] = [
        lambda: people.renew_password(cast.officer, by=cast.clerk),
        lambda: people.give_role(cast.officer, Role.CLERK, cast.other_bureau, by=cast.clerk),
        lambda: people.end_role(cast.officer.memberships.get(), by=cast.clerk),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert not AuditEntry.objects.exists()


def test_nobody_changes_the_own_roles(cast: Cast) -> None:
    give_role(make_person(), Role.ADMIN)
    with pytest.raises(WrongState):
        people.give_role(cast.admin, Role.AUDITOR, by=cast.admin)
    with pytest.raises(WrongState):
        people.end_role(cast.admin.memberships.get(), by=cast.admin)
    assert is_admin(Person.objects.get(pk=cast.admin.pk))
