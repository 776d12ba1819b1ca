"""The page of a report for its unit, and the last steps of the wizard: what may be done, and who gets it."""

import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from reports.actions.moves import return_report, submit_report
from reports.choices import ReportState
from reports.models import NextStep, Problem, Report, WorkItem
from reports.queries import latest_snapshot
from tests.cast import Cast
from tests.factories import make_report, make_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk, filled=True)


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def texts(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_a_draft_is_continued_where_it_was_left(clerk: Client, report: Report) -> None:
    Report.objects.update(last_step="preamble")
    answer = clerk.get(f"/reports/{report.pk}/")
    assert answer.context["continue_url"] == f"/reports/{report.pk}/steps/preamble/"
    assert "继续填写“导语”" in texts(answer)


def test_a_step_that_is_gone_leads_to_the_first(clerk: Client, report: Report) -> None:
    Report.objects.update(last_step="chapter-gone")
    assert clerk.get(f"/reports/{report.pk}/").context["continue_url"] == f"/reports/{report.pk}/steps/cover/"


def test_officers_are_sent_to_the_review_and_others_find_nothing(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.officer)
    assert client.get(f"/reports/{report.pk}/").status_code == 404
    make_snapshot(report)
    Report.objects.update(state=ReportState.SUBMITTED)
    answer = client.get(f"/reports/{report.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/reports/{report.pk}/review/")
    for person in (cast.outsider, cast.admin, cast.stranger_officer):
        client.force_login(person)
        assert client.get(f"/reports/{report.pk}/").status_code == 404


def test_a_returned_report_says_why(clerk: Client, cast: Cast, report: Report) -> None:
    submit_report(report, by=cast.clerk, version=1)
    latest = latest_snapshot(report)
    return_report(report, by=cast.officer, seen=(latest.number, latest.sha256), reason="次数没有写清。")
    page = texts(clerk.get(f"/reports/{report.pk}/"))
    assert "次数没有写清。" in page
    assert "第 1 稿" in page


def test_a_submitted_report_can_be_withdrawn_from_its_page(clerk: Client, cast: Cast, report: Report) -> None:
    submit_report(report, by=cast.clerk, version=1)
    answer = clerk.get(f"/reports/{report.pk}/")
    assert [move.code for move in answer.context["first_moves"]] == ["withdraw"]
    assert texts(answer).count("/moves/withdraw/") == 1

    moved = clerk.post(f"/reports/{report.pk}/moves/withdraw/", {"version": report.version})

    assert moved["Location"] == f"/reports/{report.pk}/"
    assert Report.objects.get().state == ReportState.DRAFT


def test_a_draft_is_discarded_from_its_page(clerk: Client, report: Report) -> None:
    assert clerk.get(f"/reports/{report.pk}/").context["may_discard"]
    assert clerk.post(f"/reports/{report.pk}/discard/", {"version": 9}).status_code == 409
    assert clerk.post(f"/reports/{report.pk}/discard/", {"version": 1})["Location"] == "/"
    assert clerk.get(f"/reports/{report.pk}/").status_code == 404


def test_a_report_that_was_submitted_once_offers_no_discarding(clerk: Client, cast: Cast, report: Report) -> None:
    make_snapshot(report)
    assert not clerk.get(f"/reports/{report.pk}/").context["may_discard"]


def test_the_last_step_names_who_gets_the_report(clerk: Client, report: Report) -> None:
    page = texts(clerk.get(f"/reports/{report.pk}/steps/finish/"))
    assert "提交后由 沈正 审核" in page
    assert f'action="/reports/{report.pk}/moves/submit/"' in page


def test_where_the_head_signs_off_the_clerk_sends_it_there(clerk: Client, report: Report, settings: Any) -> None:
    settings.REQUIRE_SIGN_OFF = True
    answer = clerk.get(f"/reports/{report.pk}/steps/finish/")
    assert answer.context["primary"].code == "request_sign_off"
    assert "周明远" in texts(answer)


def test_the_head_submits_rather_than_asking_for_the_own_signature(
    client: Client, cast: Cast, report: Report, settings: Any
) -> None:
    settings.REQUIRE_SIGN_OFF = True
    client.force_login(cast.head)
    assert client.get(f"/reports/{report.pk}/steps/finish/").context["primary"].code == "submit"


def test_a_report_that_lacks_a_part_shows_the_way_instead_of_the_button(clerk: Client, cast: Cast) -> None:
    empty = make_report(cast.bureau, by=cast.clerk)
    page = clerk.get(f"/reports/{empty.pk}/steps/finish/")
    assert (page.context["blocking"], "moves/submit" in texts(page).split("</form>")[0]) == (4, False)

    check = clerk.get(f"/reports/{empty.pk}/steps/check/")
    rows = check.context["findings"]
    assert [row.severity for row in rows] == ["block"] * 4
    assert rows[0].url == f"/reports/{empty.pk}/steps/preamble/?field=id_preamble"
    target = clerk.get(rows[0].url)
    assert texts(target).count("autofocus") == 1
    assert [step.state for step in check.context["steps"][:5]] == [
        "complete",
        "missing",
        "missing",
        "missing",
        "missing",
    ]


@pytest.mark.parametrize("code", ["submit", "request_sign_off"])
def test_submitting_without_a_required_part_is_refused_in_words(
    clerk: Client, cast: Cast, code: str, settings: Any
) -> None:
    settings.REQUIRE_SIGN_OFF = code == "request_sign_off"
    empty = make_report(cast.bureau, by=cast.clerk)
    finish = f"/reports/{empty.pk}/steps/finish/"

    answer = clerk.post(f"/reports/{empty.pk}/moves/{code}/", {"version": 1, "next": finish}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "导语还没有写。 请写导语，两三句话即可。 另有 3 处缺内容。"
    ]
    assert Report.objects.get().state == ReportState.DRAFT


def test_a_report_without_findings_says_so_calmly(clerk: Client, report: Report) -> None:
    day = datetime.date(2027, 3, 31)
    problem = Problem.objects.get()
    Problem.objects.update(responsible_office="工程股", deadline=day)
    NextStep.objects.update(responsible="工程股", deadline=day)
    NextStep.objects.get().addresses.add(problem)
    assert "没有需要修改的地方" in texts(clerk.get(f"/reports/{report.pk}/steps/check/"))


def test_a_finding_says_what_why_and_how(clerk: Client, report: Report) -> None:
    item = WorkItem.objects.get()
    WorkItem.objects.update(body="对照清单逐项检查，截止目前已整改完成九个问题。")
    rows = clerk.get(f"/reports/{report.pk}/steps/check/").context["findings"]
    (row,) = [row for row in rows if "截止" in row.what]
    assert (row.what, row.mend) == ("“截止”应为“截至”。", "请改为“截至”。")
    assert row.place == "工作开展情况"
    assert row.url.endswith(f"?field=id_{item.uuid}-body")


def test_the_head_reads_the_whole_text_and_signs_off_beside_it(
    client: Client, cast: Cast, report: Report, settings: Settings
) -> None:
    settings.REQUIRE_SIGN_OFF = True
    Report.objects.update(state=ReportState.FOR_SIGN_OFF, preamble="全年情况报告如下：")
    shown = {}
    for person in (cast.head, cast.clerk):
        client.force_login(person)
        answer = client.get(f"/reports/{report.pk}/")
        context = answer.context
        shown[person] = [[move.code for move in context[name]] for name in ("submitting", "first_moves", "more_moves")]
        assert "全年情况报告如下：" in texts(answer)
    assert shown == {cast.head: [["submit"], ["hand_back"], []], cast.clerk: [[], ["hand_back"], []]}
