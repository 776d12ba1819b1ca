"""The page of blanks and numbers: what it lists, one click, all sure ones at once, and what leads there."""

import pytest
from django.test import Client

from reports.choices import Computation, Role
from reports.models import Report, TypedFigure, WorkItem
from tests.factories import (
    give_role,
    make_activity,
    make_entry,
    make_indicator,
    make_kind,
    make_period,
    make_person,
    make_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    report = make_report(period=make_period(year=2026), filled=True)
    kind = make_kind("谈心谈话")
    make_indicator("talk", kind, computation=Computation.ATTENDANCE, name="谈心谈话", unit_word="人次")
    make_indicator("lecture", name="廉政党课", unit_word="次")
    make_indicator("letter", computation=Computation.TYPED, name="签订责任书", unit_word="份", words=["责任书"])
    make_activity(report.unit, kind, "2026-05-24", attendance=9)
    make_entry(report.chapters.all()[0], body="开展谈心谈话**人次，讲廉政党课*次，由**同志主讲，签订责任书42份。")
    return report


@pytest.fixture
def clerk(report: Report) -> Client:
    person = make_person()
    give_role(person, Role.CLERK, report.unit)
    client = Client()
    client.force_login(person)
    return client


def address(report: Report) -> str:
    return f"/reports/{report.pk}/blanks/"


def press(clerk: Client, report: Report, **button: str) -> int:
    return clerk.post(address(report), {"version": report.version, **button}).status_code


def body(report: Report) -> str:
    return WorkItem.objects.get(report=report, body__contains="开展谈心谈话").body


def button(page: str, code: str, name: str = "bind") -> str:
    """The value of the button that binds the indicator."""
    start = page.index(f'name="{name}" value="')
    values = [part.partition('"')[0] for part in page[start:].split(f'name="{name}" value="')[1:]]
    return next(value for value in values if value.endswith(f"={code}"))


def test_the_page_lists_blanks_and_numbers_with_the_values_of_their_figures(clerk: Client, report: Report) -> None:
    page = clerk.get(address(report)).content.decode()

    assert "谈心谈话 <b>9人次</b>" in page
    assert "<mark>**人次</mark>" in page
    assert "<mark>**</mark>同志主讲" in page
    assert "<mark>42份</mark>" in page


def test_one_click_binds_a_blank(clerk: Client, report: Report) -> None:
    page = clerk.get(address(report)).content.decode()

    assert press(clerk, report, bind=button(page, "talk")) == 302

    assert body(report).startswith("开展谈心谈话{{talk}}，讲廉政党课*次")


def test_binding_one_leads_to_the_next(clerk: Client, report: Report) -> None:
    page = clerk.get(address(report)).content.decode()
    assert page.count('id="blank-1"') == page.count('id="number-1"') == 1
    chosen = {"version": str(report.version), "bind": button(page, "talk")}

    answer = clerk.post(address(report) + "?at=blank-1", chosen)

    assert answer["Location"] == f"{address(report)}#blank-1"
    page = clerk.get(answer["Location"]).content.decode()
    assert "<mark>*次</mark>" in page.partition('id="blank-1"')[2].partition("</div>")[0]
    # Only a place of the page is led to.
    report.refresh_from_db()
    chosen = {"version": str(report.version), "bind": button(page, "lecture")}
    assert clerk.post(address(report) + "?at=//evil.org", chosen)["Location"] == f"{address(report)}#content"


def test_what_would_stand_there_twice_is_nothing_sure(clerk: Client, report: Report) -> None:
    entry = WorkItem.objects.get(report=report, body__contains="开展谈心谈话")
    entry.body += "开展谈心谈话**人次。"
    entry.save()
    assert press(clerk, report, all="1") == 422

    entry.body = "开展谈心谈话{{talk}}，又开展谈心谈话**人次。"
    entry.save()
    assert press(clerk, report, all="1") == 422

    entry.body = "开展谈心谈话**人次。"
    entry.save()
    assert press(clerk, report, all="1") == 302


def test_all_sure_ones_are_bound_at_once_but_no_zeros_and_no_typed_numbers(clerk: Client, report: Report) -> None:
    assert press(clerk, report, all="1") == 302

    assert body(report) == "开展谈心谈话{{talk}}，讲廉政党课*次，由**同志主讲，签订责任书42份。"
    assert 'name="all"' not in clerk.get(address(report)).content.decode()


def test_a_typed_number_is_kept_as_the_figures_value(clerk: Client, report: Report) -> None:
    page = clerk.get(address(report)).content.decode()

    assert press(clerk, report, typed=button(page, "letter", "typed")) == 302

    assert TypedFigure.objects.get().value == 42
    assert "42份" in clerk.get(f"/reports/{report.pk}/draft.html").content.decode()


@pytest.mark.parametrize(
    ("said", "status"),
    [({}, 422), ({"bind": "nonsense"}, 422), ({"bind": "a:b:1=talk"}, 409), ({"typed": "=talk"}, 422)],
)
def test_a_press_that_means_nothing_changes_nothing(
    clerk: Client, report: Report, said: dict[str, str], status: int
) -> None:
    before = body(report)

    assert press(clerk, report, **said) == status
    assert body(report) == before


def test_the_check_leads_to_the_page_while_something_is_left_blank(clerk: Client, report: Report) -> None:
    check = f"/reports/{report.pk}/steps/check/"
    assert address(report) in clerk.get(check).content.decode()

    WorkItem.objects.filter(report=report).update(body="全年召开专题会议四次，逐项落实到人。")
    assert address(report) not in clerk.get(check).content.decode()
