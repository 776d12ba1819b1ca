"""The page with what happened."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.actions.audit import record
from tests.cast import Cast, make_cast
from tests.factories import make_report

pytestmark = pytest.mark.django_db
QUERIES = 6


@pytest.fixture
def cast(client: Client) -> Cast:
    cast = make_cast()
    client.force_login(cast.admin)
    return cast


def found(client: Client, query: str = "") -> list[str]:
    return [entry.event for entry in client.get(f"/admin/audit/?{query}").context["page"]]


def test_the_newest_stands_first_in_words(client: Client, cast: Cast) -> None:
    record("account.signed_in", by=cast.clerk)
    record("report.submit", by=cast.clerk, report=make_report(cast.bureau), snapshot=3)
    assert found(client) == ["report.submit", "account.signed_in"]
    content = client.get("/admin/audit/").content.decode()
    assert "提交了报告" in content
    assert "<dd>3</dd>" in content


def test_each_field_filters(client: Client, cast: Cast) -> None:
    record("account.signed_in", by=cast.clerk, label="林小雨")
    record("unit.moved", by=cast.admin, unit=cast.bureau)
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)

    assert found(client, "person=小雨") == ["account.signed_in"]
    assert found(client, f"unit={cast.bureau.pk}") == ["unit.moved"]
    assert found(client, "event=unit.moved") == ["unit.moved"]
    assert found(client, "text=应急") == ["unit.moved"]
    assert found(client, f"since={today}&until={today}") == ["unit.moved", "account.signed_in"]
    assert found(client, f"since={tomorrow}") == []
    assert found(client, "event=nonsense&since=nonsense&page=nonsense") == ["unit.moved", "account.signed_in"]


def test_more_entries_take_as_many_queries_and_more_pages(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    record("unit.moved", by=cast.admin, unit=cast.bureau)
    with django_assert_num_queries(QUERIES):
        client.get("/admin/audit/")
    for person in (cast.clerk, cast.head):
        record("account.signed_in", by=person)
    with django_assert_num_queries(QUERIES):
        client.get("/admin/audit/")
    for _number in range(60):
        record("unit.moved", by=cast.admin)
    assert len(found(client, "event=unit.moved&page=2")) == 11


def test_the_page_links_keep_the_filter(client: Client, cast: Cast) -> None:
    for _number in range(51):
        record("unit.moved", by=None)
    assert "?event=unit.moved&amp;page=2" in client.get("/admin/audit/?event=unit.moved").content.decode()
