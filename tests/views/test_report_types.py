"""The administrator's pages about report types."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports.models import ReportType
from tests.cast import Cast, make_cast
from tests.factories import make_kind, make_report, make_report_type

pytestmark = pytest.mark.django_db
QUERIES = 4
FIELDS = {"name": "执纪月报", "genre": "report", "period_kinds": ["quarter", "year"], "code": "monthly"}


@pytest.fixture
def cast(client: Client) -> Cast:
    cast = make_cast()
    client.force_login(cast.admin)
    return cast


def test_the_list_tells_of_outlines_and_takes_as_many_queries_for_more(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_report(cast.bureau)
    with django_assert_num_queries(QUERIES):
        types = list(client.get("/admin/report-types/").context["types"])
    assert [(row.published_number, row.draft_number, row.report_count) for row in types] == [(1, None, 1)]
    make_report_type()
    make_report_type()
    with django_assert_num_queries(QUERIES):
        client.get("/admin/report-types/")


def test_a_type_is_created_and_its_outline_comes_next(client: Client, cast: Cast) -> None:
    response = client.post("/admin/report-types/new/", FIELDS)
    report_type = ReportType.objects.get()
    assert report_type.period_kinds == ["year", "quarter"]
    assert response.headers["Location"] == f"/admin/report-types/outlines/{report_type.outlines.get().pk}/"
    again = client.post("/admin/report-types/new/", FIELDS)
    assert list(again.context["form"].errors) == ["code"]


def test_a_type_is_changed(client: Client, cast: Cast) -> None:
    report_type = make_report_type()
    page = f"/admin/report-types/{report_type.pk}/"
    assert client.get(page).context["form"]["active"].value()
    assert client.post(page, FIELDS).headers["Location"] == page
    report_type.refresh_from_db()
    assert (report_type.name, report_type.active) == ("执纪月报", False)
    refused = client.post(page, FIELDS | {"period_kinds": []})
    assert list(refused.context["form"].errors) == ["period_kinds"]


def test_a_type_words_what_the_ledger_has_in_sentences_of_its_own(client: Client, cast: Cast) -> None:
    report_type, kind = make_report_type(), make_kind("集体谈话", sentence="谈话{count}次")
    page = f"/admin/report-types/{report_type.pk}/"
    given = {"name": "月报", "genre": "report", "period_kinds": ["year"], "active": "on"}

    for wrong, words in (
        ("开会：开会{count}次", "没有“开会”这种活动"),
        ("集体谈话：谈了很多次", "里没有数"),
        ("集体谈话：谈{count}次\n集体谈话：又谈{count}次", "写了两次"),
    ):
        refused = client.post(page, given | {"sentences": wrong}).content.decode()
        assert words in refused
        assert wrong in refused

    assert client.post(page, given | {"sentences": "集体谈话：与干部谈话{count}次。"}).status_code == 302
    assert ReportType.objects.get(pk=report_type.pk).sentences == {kind.code: "与干部谈话{count}次"}
    assert "集体谈话：与干部谈话{count}次" in client.get(page).content.decode()
