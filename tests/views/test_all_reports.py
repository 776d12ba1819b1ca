"""The administrator's list of reports."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports.choices import ReportState
from reports.models import Decision, Report
from tests.cast import Cast, make_cast
from tests.factories import make_period, make_report, make_report_type, make_snapshot

pytestmark = pytest.mark.django_db
QUERIES = 8


@pytest.fixture
def cast(client: Client) -> Cast:
    cast = make_cast()
    client.force_login(cast.admin)
    return cast


def found(client: Client, query: str = "") -> list[Report]:
    return list(client.get(f"/admin/reports/?{query}").context["page"])


def test_each_field_filters(client: Client, cast: Cast) -> None:
    draft = make_report(cast.bureau)
    other = make_report(
        cast.other_bureau, state=ReportState.SUBMITTED, period=make_period(), report_type=make_report_type()
    )

    assert set(found(client)) == {draft, other}
    assert found(client, f"unit={cast.bureau.pk}") == [draft]
    assert set(found(client, f"unit={cast.county.pk}")) == {draft, other}
    assert found(client, f"period={other.period_id}") == [other]
    assert found(client, f"report_type={other.report_type_id}") == [other]
    assert found(client, "state=submitted") == [other]
    assert found(client, "state=archived") == []


def test_no_text_of_a_report_is_shown(client: Client, cast: Cast) -> None:
    report = make_report(cast.bureau, filled=True, title="只给单位看的标题")
    content = client.get("/admin/reports/").content.decode()
    assert report.title not in content
    assert f'/reports/{report.pk}/"' not in content.replace(f"/admin/reports/{report.pk}/", "")


def test_more_reports_take_as_many_queries(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_report(cast.bureau)
    with django_assert_num_queries(QUERIES):
        client.get("/admin/reports/")
    for _number in range(2):
        make_report(cast.bureau, period=make_period())
    with django_assert_num_queries(QUERIES):
        client.get("/admin/reports/")


def test_only_a_finished_report_is_opened_again_with_a_reason(client: Client, cast: Cast) -> None:
    report = make_report(cast.bureau, filled=True, state=ReportState.APPROVED)
    make_snapshot(report)
    page = f"/admin/reports/{report.pk}/reopen/"
    assert page in client.get("/admin/reports/").content.decode()

    refused = client.post(page, {"version": report.version, "reason": " "})
    assert list(refused.context["form"].errors) == ["reason"]
    assert client.post(page, {"version": 99, "reason": "补数字"}).status_code == 409

    assert client.post(page, {"version": report.version, "reason": "补数字"}).headers["Location"] == "/admin/reports/"
    report.refresh_from_db()
    assert (report.state, report.edition) == (ReportState.DRAFT, 2)
    assert Decision.objects.get().reason == "补数字"
    assert page not in client.get("/admin/reports/").content.decode()


def test_a_draft_is_not_opened_again(client: Client, cast: Cast) -> None:
    report = make_report(cast.bureau)
    page = f"/admin/reports/{report.pk}/reopen/"
    assert client.post(page, {"version": report.version, "reason": "补数字"}).status_code == 409
