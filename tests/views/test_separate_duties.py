"""三员分立: each of the three has a part, nobody two, and without the setting the administrator has all."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from reports.actions import people
from reports.choices import SITE_ROLES, Role
from reports.errors import InvalidInput, NotAllowed, WrongState
from reports.models import Person
from tests.cast import Cast
from tests.factories import give_role, make_person

pytestmark = pytest.mark.django_db

NAMES = {Role.ADMIN: "admin", Role.SECURITY: "security", Role.AUDITOR: "auditor"}


@pytest.fixture
def three(cast: Cast, settings: Settings) -> dict[Role, Person]:
    settings.SEPARATE_DUTIES = True
    three = {Role.ADMIN: cast.admin}
    for role in (Role.SECURITY, Role.AUDITOR):
        three[role] = make_person(NAMES[role], username=NAMES[role])
        give_role(three[role], role)
    return three


def statuses(person: Person, *addresses: str, method: str = "get") -> list[int]:
    client = Client()
    client.force_login(person)
    return [getattr(client, method)(address).status_code for address in addresses]


@pytest.mark.parametrize(
    ("address", "readers"),
    [
        ("/admin/units/", {Role.ADMIN}),
        ("/admin/periods/", {Role.ADMIN}),
        ("/admin/reports/", {Role.ADMIN}),
        ("/admin/people/", {Role.ADMIN, Role.SECURITY}),
        ("/admin/people/new/", {Role.ADMIN}),
        ("/admin/locks/", {Role.SECURITY}),
        ("/admin/audit/", {Role.AUDITOR}),
        ("/board/", {Role.ADMIN}),
        ("/ledger/", set()),
        ("/problems/", set()),
    ],
)
def test_each_of_the_three_reads_its_pages(three: dict[Role, Person], address: str, readers: set[Role]) -> None:
    assert {role for role, person in three.items() if statuses(person, address) == [200]} == readers
    assert {role for role, person in three.items() if statuses(person, address) == [404]} == set(three) - readers


def test_each_act_on_an_account_has_one_of_the_three(three: dict[Role, Person], cast: Cast) -> None:
    page = f"/admin/people/{cast.outsider.pk}/"
    role = cast.outsider.memberships.get()
    acts = [page, f"{page}activity/", f"{page}password/", f"{page}role/", f"{page}role/{role.pk}/end/"]
    refused = {one: [status == 404 for status in statuses(three[one], *acts, method="post")] for one in three}
    assert refused == {
        Role.ADMIN: [False, False, False, True, True],
        Role.SECURITY: [True, True, True, False, False],
        Role.AUDITOR: [True] * 5,
    }


@pytest.mark.parametrize(("role", "page"), [(Role.SECURITY, "/admin/people/"), (Role.AUDITOR, "/admin/audit/")])
def test_who_has_one_page_comes_to_it(three: dict[Role, Person], role: Role, page: str) -> None:
    client = Client()
    client.force_login(three[role])
    assert client.get("/")["Location"] == page
    menu = client.get(page).content.decode().partition("<nav")[2].partition("</nav>")[0]
    links = {"/admin/people/", "/admin/locks/"} if role is Role.SECURITY else {"/admin/audit/"}
    assert {
        link for link in ("/admin/people/", "/admin/locks/", "/admin/audit/", "/admin/units/") if link in menu
    } == links


def test_the_page_of_an_account_shows_each_only_its_acts(three: dict[Role, Person], cast: Cast) -> None:
    acts = ("role/", "password/", "activity/")
    shown = {}
    for role in (Role.ADMIN, Role.SECURITY):
        client = Client()
        client.force_login(three[role])
        text = client.get(f"/admin/people/{cast.clerk.pk}/").content.decode()
        shown[role] = [f'action="/admin/people/{cast.clerk.pk}/{act}' in text for act in acts]
    assert shown == {Role.ADMIN: [False, True, True], Role.SECURITY: [True, False, False]}


def test_roles_are_given_by_the_security_administrator_alone(three: dict[Role, Person], cast: Cast) -> None:
    person = make_person()
    for giver in (Role.ADMIN, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            people.give_role(person, Role.CLERK, cast.bureau, by=three[giver])
    role = people.give_role(person, Role.CLERK, cast.bureau, by=three[Role.SECURITY])
    with pytest.raises(NotAllowed):
        people.end_role(role, by=three[Role.ADMIN])


def test_nobody_is_two_of_the_three_or_one_with_a_unit(three: dict[Role, Person], cast: Cast) -> None:
    giver = make_person()
    give_role(giver, Role.SECURITY)
    for person in three.values():
        for role in SITE_ROLES:
            with pytest.raises(InvalidInput):
                people.give_role(person, role, by=giver)
        with pytest.raises(InvalidInput):
            people.give_role(person, Role.OFFICER, cast.bureau, by=giver)
    with pytest.raises(InvalidInput):
        people.give_role(cast.officer, Role.AUDITOR, by=giver)


def test_nobody_changes_the_own_roles(three: dict[Role, Person], cast: Cast) -> None:
    security = three[Role.SECURITY]
    acts: list[Callable[[], object]] = [
        lambda: people.give_role(security, Role.CLERK, cast.bureau, by=security),
        lambda: people.end_role(security.memberships.get(), by=security),
    ]
    for act in acts:
        with pytest.raises(WrongState):
            act()


def test_nobody_makes_a_password_for_one_of_the_three(three: dict[Role, Person], cast: Cast) -> None:
    second = make_person()
    give_role(second, Role.ADMIN)
    for person in (three[Role.SECURITY], three[Role.AUDITOR], second):
        with pytest.raises(NotAllowed):
            people.renew_password(person, by=cast.admin)
        assert people.renew_password(person, by=None)
    assert people.renew_password(cast.clerk, by=cast.admin)


@pytest.mark.parametrize("role", SITE_ROLES)
def test_the_last_of_each_stays(three: dict[Role, Person], role: Role) -> None:
    another = make_person()
    give_role(another, Role.SECURITY if role is not Role.SECURITY else Role.ADMIN)
    with pytest.raises(WrongState):
        people.disable_person(three[role], by=another)


def test_without_the_setting_the_administrator_does_all(three: dict[Role, Person], settings: Settings) -> None:
    settings.SEPARATE_DUTIES = False
    pages = ["/admin/units/", "/admin/people/", "/admin/locks/", "/admin/audit/"]
    assert statuses(three[Role.ADMIN], *pages) == [200] * 4
    assert statuses(three[Role.AUDITOR], *pages) == [404, 404, 404, 200]
    assert people.renew_password(three[Role.AUDITOR], by=three[Role.ADMIN])
