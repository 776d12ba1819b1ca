"""An officer's desk: what waits, oldest first, what came back, what was decided."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.actions import moves, reviews
from reports.choices import Role
from reports.models import Extension, Period, Person, Report
from reports.queries import decided_by, waiting_for
from tests.cast import Cast, make_cast
from tests.factories import give_role, make_period, make_report, make_report_type, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def submitted(cast: Cast, **values: object) -> Report:
    report = make_report(values.pop("unit", cast.bureau), by=cast.clerk, filled=True, **values)  # type: ignore[arg-type]
    return moves.submit_report(report, by=cast.clerk, version=report.version)


def page_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return client.get("/").content.decode()


def test_the_oldest_waits_first(cast: Cast) -> None:
    first, second = submitted(cast), submitted(cast)
    assert [row.report for row in waiting_for(cast.officer)] == [first, second]
    assert re.findall(r"/reports/(\d+)/review/", page_of(cast.officer)) == [str(first.pk), str(second.pk)]


def test_only_what_is_submitted_and_assigned_waits(cast: Cast) -> None:
    make_report(cast.bureau, by=cast.clerk)
    submitted(cast)
    assert len(waiting_for(cast.officer)) == 1
    assert (waiting_for(cast.stranger_officer), waiting_for(cast.clerk), waiting_for(cast.admin)) == ([], [], [])


def test_an_officer_with_all_units_below_gets_theirs(cast: Cast) -> None:
    report = submitted(cast)
    give_role(cast.stranger_officer, Role.OFFICER, cast.county, with_subunits=True)
    assert [row.report for row in waiting_for(cast.stranger_officer)] == [report]


def test_reports_of_the_own_unit_do_not_wait(cast: Cast) -> None:
    submitted(cast)
    give_role(cast.officer, Role.CLERK, cast.bureau)
    assert waiting_for(cast.officer) == []


def test_an_extension_moves_the_due_day(cast: Cast) -> None:
    today = timezone.localdate()
    period = make_period(opens=today - datetime.timedelta(9), due=today - datetime.timedelta(2), closes=today)
    submitted(cast, period=period)
    assert [row.late for row in waiting_for(cast.officer)] == [True]
    assert "逾期提交" in page_of(cast.officer)
    Extension.objects.create(period=period, unit=cast.bureau, until=today, reason="机构改革", granted_by=cast.admin)
    assert [(row.due, row.late) for row in waiting_for(cast.officer)] == [(today, False)]


def test_what_came_back_stands_by_itself_and_decisions_below(cast: Cast) -> None:
    report = submitted(cast)
    moves.return_report(report, by=cast.officer, seen=(1, report.snapshots.get().sha256), reason="请写具体。")
    Report.objects.update(preamble="今年以来，召开会议4次。")
    moves.submit_report(Report.objects.get(), by=cast.clerk, version=report.version)
    page = page_of(cast.officer)
    assert "修改后再次提交" in page
    assert "首次提交" not in page
    assert [decision.move for decision in decided_by(cast.officer)] == ["return"]


def test_it_says_who_is_reading(cast: Cast) -> None:
    report = submitted(cast)
    assert "未打开" in page_of(cast.officer)
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    assert "沈正审核中" in page_of(cast.officer)


def test_an_empty_desk_says_so(cast: Cast) -> None:
    assert "没有待审核的报告" in page_of(cast.officer)


def test_three_reports_ask_no_more_than_one(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = Client()
    client.force_login(cast.officer)
    counts = []
    for new in (1, 2):
        for _ in range(new):
            submitted(cast)
        with django_assert_max_num_queries(20) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_board_shows_states_but_no_drafts_to_officers(cast: Cast) -> None:
    kind = make_report_type(name="年度报告")
    period = make_period("Y")
    give_role(cast.officer, Role.OFFICER, cast.county, with_subunits=True)
    submitted(cast, period=period, report_type=kind)
    make_report(cast.other_bureau, by=cast.outsider, period=period, report_type=kind)
    client = Client()
    client.force_login(cast.officer)
    page = client.get("/board/").content.decode()
    assert re.findall(r'<span class="chip ([a-z_ ]+)">', page) == ["none", "submitted", "none"]
    client.force_login(cast.admin)
    page = client.get("/board/").content.decode()
    assert re.findall(r'<span class="chip ([a-z_ ]+)">', page) == ["none", "submitted", "draft"]
    assert "/review/" not in page


def test_the_board_is_filtered_and_counts_all(cast: Cast) -> None:
    kind = make_report_type(name="年度报告")
    period, other = make_period("Y1", year=2025), make_period("Y2", year=2024)
    Period.objects.filter(pk=other.pk).update(opens=period.opens - datetime.timedelta(400))
    give_role(cast.officer, Role.OFFICER, cast.county, with_subunits=True)
    submitted(cast, period=period, report_type=kind)
    client = Client()
    client.force_login(cast.officer)
    page = client.get("/board/", {"state": "submitted"}).content.decode()
    assert re.findall(r'<th scope="row">(.*?)</th>', page) == [cast.bureau.short_name, "合计"]
    assert "未提交 <b>2</b>" in page
    page = client.get("/board/", {"period": "Y2", "state": "nonsense"}).content.decode()
    assert "没有处于这一状态的报告" in page


def test_the_board_is_for_officers_and_administrators(cast: Cast) -> None:
    client = Client()
    for person, status in ((cast.clerk, 404), (cast.head, 404), (cast.officer, 200), (cast.admin, 200)):
        client.force_login(person)
        assert client.get("/board/").status_code == status


def test_the_board_asks_the_same_number_of_questions(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    kind, period = make_report_type(), make_period()
    client = Client()
    client.force_login(cast.admin)
    counts = []
    for new in (1, 3):
        for _ in range(new):
            make_report(make_unit(parent=cast.county), by=cast.clerk, period=period, report_type=kind)
        with django_assert_max_num_queries(12) as queries:
            client.get("/board/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
