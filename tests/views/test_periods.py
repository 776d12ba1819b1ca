"""The administrator's pages about periods and extensions."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports.models import Extension, Period
from tests.cast import Cast, make_cast
from tests.factories import make_period, make_report

pytestmark = pytest.mark.django_db
QUERIES = 4
FIELDS = {
    "year": "2026",
    "kind": "first_half",
    "first_day": "2026-01-01",
    "last_day": "2026-06-30",
    "opens": "2026-06-01",
    "due": "2026-07-10",
    "closes": "2026-07-31",
    "code": "",
}


@pytest.fixture
def cast(client: Client) -> Cast:
    cast = make_cast()
    client.force_login(cast.admin)
    return cast


def test_the_list_counts_reports_and_takes_as_many_queries_for_more(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_report(cast.bureau, period=make_period())
    with django_assert_num_queries(QUERIES):
        page = client.get("/admin/periods/")
    assert [period.report_count for period in page.context["periods"]] == [1]
    make_period()
    make_period()
    with django_assert_num_queries(QUERIES):
        client.get("/admin/periods/")


def test_a_period_is_created_and_changed(client: Client, cast: Cast) -> None:
    client.post("/admin/periods/new/", FIELDS)
    period = Period.objects.get()
    assert period.code == "2026H1"
    page = f"/admin/periods/{period.pk}/"
    assert client.get(page).context["form"]["due"].value().isoformat() == "2026-07-10"
    assert client.post(page, FIELDS | {"due": "2026-07-15"}).headers["Location"] == page
    assert Period.objects.get().due.isoformat() == "2026-07-15"


@pytest.mark.parametrize(
    ("changes", "field"), [({"due": "2026-05-01"}, "due"), ({"due": "soon"}, "due"), ({"year": ""}, "year")]
)
def test_wrong_days_stand_at_their_field(client: Client, cast: Cast, changes: dict[str, str], field: str) -> None:
    response = client.post("/admin/periods/new/", FIELDS | changes)
    assert list(response.context["form"].errors) == [field]
    period = make_period()
    response = client.post(f"/admin/periods/{period.pk}/", FIELDS | changes)
    assert list(response.context["form"].errors) == [field]
    assert Period.objects.count() == 1


def test_a_unit_gets_more_time_and_loses_it(client: Client, cast: Cast) -> None:
    client.post("/admin/periods/new/", FIELDS)
    page = f"/admin/periods/{Period.objects.get().pk}/"
    wanted = {"unit": cast.bureau.pk, "until": "2026-08-05", "reason": "汛期抢险"}
    assert client.post(page + "extensions/", wanted).headers["Location"] == page
    extension = Extension.objects.get()
    assert (extension.unit, extension.granted_by) == (cast.bureau, cast.admin)
    assert [row.reason for row in client.get(page).context["extensions"]] == ["汛期抢险"]
    assert client.post(f"{page}extensions/{extension.pk}/end/").headers["Location"] == page
    assert not Extension.objects.exists()


def test_a_refused_extension_stands_at_its_field(client: Client, cast: Cast) -> None:
    client.post("/admin/periods/new/", FIELDS)
    page = f"/admin/periods/{Period.objects.get().pk}/extensions/"
    response = client.post(page, {"unit": cast.bureau.pk, "until": "2026-07-01", "reason": "忙"})
    assert list(response.context["extension_form"].errors) == ["until"]


def test_an_extension_of_another_period_is_not_found(client: Client, cast: Cast) -> None:
    one, other = make_period(), make_period()
    extension = Extension.objects.create(
        period=other, unit=cast.bureau, until=other.closes, reason="汛期", granted_by=cast.admin
    )
    assert client.post(f"/admin/periods/{one.pk}/extensions/{extension.pk}/end/").status_code == 404


def test_a_choice_that_is_still_to_be_made_says_so(client: Client, cast: Cast) -> None:
    for page in ("/admin/periods/new/", f"/admin/periods/{make_period().pk}/", "/admin/units/new/"):
        content = client.get(page).content.decode()
        assert "请选择</option>" in content
        assert "-----" not in content
