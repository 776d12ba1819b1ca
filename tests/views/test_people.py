"""The administrator's pages about accounts and roles."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports.choices import Role
from reports.models import Person
from tests.cast import Cast, make_cast
from tests.factories import give_role, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(client: Client) -> Cast:
    cast = make_cast()
    client.force_login(cast.admin)
    return cast


def names(client: Client, query: str) -> set[str]:
    return {person.username for person in client.get(f"/admin/people/?{query}").context["page"]}


def test_the_list_is_filtered(client: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    assert names(client, "") == {"clerk", "head", "officer", "outsider", "stranger_officer", "admin"}
    assert names(client, "text=林小") == {"clerk"}
    assert names(client, "role=officer") == {"officer", "stranger_officer"}
    assert names(client, f"unit={cast.bureau.pk}&role=head") == {"head"}
    assert names(client, "active=no") == {"outsider"}
    assert len(names(client, "role=emperor&page=x")) == 6
    assert names(client, "text=nobody") == set()


def test_the_list_takes_as_many_queries_for_more_people(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Person.objects.filter(username__in=["head", "officer", "outsider", "stranger_officer"]).delete()
    client.get("/admin/people/")
    with django_assert_num_queries(7):
        client.get("/admin/people/")
    for _number in range(3):
        give_role(make_person(), Role.CLERK, cast.bureau)
    with django_assert_num_queries(7):
        client.get("/admin/people/")


def test_a_new_account_shows_its_password_once(client: Client, cast: Cast) -> None:
    response = client.post("/admin/people/new/", {"full_name": "赵岚", "username": "zhao.lan"})
    person = Person.objects.get(username="zhao.lan")
    password = response.context["password"]
    assert person.check_password(password)
    assert password in response.content.decode()
    assert password not in client.get(f"/admin/people/{person.pk}/").content.decode()


def test_a_taken_user_name_stands_at_its_field(client: Client, cast: Cast) -> None:
    response = client.post("/admin/people/new/", {"full_name": "赵岚", "username": "clerk"})
    assert list(response.context["form"].errors) == ["username"]


def test_a_person_is_renamed(client: Client, cast: Cast) -> None:
    client.post(f"/admin/people/{cast.clerk.pk}/", {"full_name": "林晓雨"})
    assert Person.objects.get(pk=cast.clerk.pk).full_name == "林晓雨"


def test_a_role_is_given_and_ended(client: Client, cast: Cast) -> None:
    page = f"/admin/people/{cast.outsider.pk}/"
    client.post(page + "role/", {"role": "officer", "unit": cast.bureau.pk, "with_subunits": "on"})
    role = cast.outsider.memberships.get(role=Role.OFFICER)
    assert role.with_subunits
    assert client.post(f"{page}role/{role.pk}/end/").headers["Location"] == page
    assert cast.outsider.memberships.count() == 1


def test_a_refused_role_stands_at_its_field(client: Client, cast: Cast) -> None:
    response = client.post(f"/admin/people/{cast.clerk.pk}/role/", {"role": "admin"})
    assert list(response.context["role_form"].errors) == ["role"]


def test_a_role_of_somebody_else_is_not_found(client: Client, cast: Cast) -> None:
    role = cast.head.memberships.get()
    assert client.post(f"/admin/people/{cast.clerk.pk}/role/{role.pk}/end/").status_code == 404


def test_an_account_is_closed_and_opened(client: Client, cast: Cast) -> None:
    page = f"/admin/people/{cast.clerk.pk}/"
    for active in ("no", "yes"):
        client.post(page + "activity/", {"active": active})
        assert Person.objects.get(pk=cast.clerk.pk).is_active == (active == "yes")


def test_the_own_account_stays_open(client: Client, cast: Cast) -> None:
    page = f"/admin/people/{cast.admin.pk}/"
    response = client.post(page + "activity/", {"active": "no"}, follow=True)
    assert len(response.context["messages"]) == 1
    client.post(f"{page}role/{cast.admin.memberships.get().pk}/end/")
    assert cast.admin.memberships.count() == 1


def test_a_forgotten_password_is_made_anew_and_ends_all_sessions(client: Client, cast: Cast) -> None:
    elsewhere = Client()
    elsewhere.force_login(cast.clerk)
    response = client.post(f"/admin/people/{cast.clerk.pk}/password/")
    assert Person.objects.get(pk=cast.clerk.pk).check_password(response.context["password"])
    assert elsewhere.get("/").headers["Location"] == "/sign-in/?next=/"
