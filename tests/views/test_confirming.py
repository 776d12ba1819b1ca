"""Before approving, reopening and changing roles the password is asked for again, and nothing typed is lost."""

import html

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from reports.actions import sessions
from reports.actions.moves import approve_report, submit_report
from reports.actions.reviews import open_snapshot
from reports.choices import ReportState, Role
from reports.models import AuditEntry, Report
from tests.cast import Cast, make_cast
from tests.factories import PASSWORD, make_report

pytestmark = pytest.mark.django_db
REMARK = '数字已核对。\r\n第二段<b>"引号"'


@pytest.fixture
def cast(client: Client) -> Cast:
    return make_cast(sign_in=True)


@pytest.fixture
def report(cast: Cast) -> Report:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    submit_report(report, by=cast.clerk, version=report.version)
    open_snapshot(report.snapshots.get(), by=cast.officer)
    return report


def sign_in_long_ago(client: Client, person: object) -> None:
    client.force_login(person)  # type: ignore[arg-type]
    session = client.session
    session[sessions.CONFIRMED_AT] -= 601
    session.save()


def decision(report: Report) -> dict[str, object]:
    snapshot = report.snapshots.get()
    return {"number": snapshot.number, "sha256": snapshot.sha256, "reason": REMARK, "version": report.version}


def asked(response: HttpResponseBase) -> bool:
    return b'name="confirm_password"' in getattr(response, "content", b"")


def test_an_approval_waits_for_the_password_and_then_goes_on_as_it_was_typed(
    client: Client, cast: Cast, report: Report
) -> None:
    sign_in_long_ago(client, cast.officer)
    address = f"/reports/{report.pk}/moves/approve/"
    page = client.post(address, decision(report), headers={"Referer": "http://testserver/board/"})
    report.refresh_from_db()
    assert (page.status_code, asked(page), report.state) == (200, True, ReportState.SUBMITTED)
    assert html.escape(REMARK.partition("\r")[0]) in page.content.decode()

    kept = dict(page.context["kept"])
    assert kept["next"] == "http://testserver/board/"
    assert client.post(address, kept | {"confirm_password": PASSWORD})["Location"] == "/"

    report.refresh_from_db()
    assert (report.state, report.decisions.latest("pk").reason) == (ReportState.APPROVED, REMARK)


def test_a_wrong_password_is_said_and_written_down(client: Client, cast: Cast, report: Report) -> None:
    sign_in_long_ago(client, cast.officer)
    said = decision(report) | {"confirm_password": "wrong"}
    page = client.post(f"/reports/{report.pk}/moves/approve/", said)
    assert (page.status_code, "wrong" in page.content.decode()) == (200, False)
    assert AuditEntry.objects.latest("pk").event == "account.confirmation_failed"
    assert page.context["error"] == "密码不正确，请重新输入。"
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_guessing_at_an_open_screen_meets_the_lock(
    client: Client, cast: Cast, report: Report, settings: Settings
) -> None:
    settings.AXES_ENABLED = True
    sign_in_long_ago(client, cast.officer)
    address, said = f"/reports/{report.pk}/moves/approve/", decision(report)
    answers = [client.post(address, said | {"confirm_password": "wrong"}).status_code for _number in range(6)]
    assert answers == [200] * 4 + [429] * 2
    assert client.post(address, said | {"confirm_password": PASSWORD}).status_code == 429
    assert AuditEntry.objects.filter(event="account.locked").count() == 1


def test_the_right_password_ends_the_counting(client: Client, cast: Cast, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    client.force_login(cast.clerk)
    for old in ["wrong"] * 4 + [PASSWORD] + ["wrong"] * 4:
        page = client.post("/password/", {"old_password": old, "new_password1": "a", "new_password2": "b"})
    assert (
        "old_password" in page.context["form"].errors,
        AuditEntry.objects.filter(event="account.locked").count(),
    ) == (
        True,
        0,
    )


def test_who_has_just_typed_it_is_not_asked(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.officer)
    assert client.post(f"/reports/{report.pk}/moves/approve/", decision(report)).status_code == 302


def test_zero_minutes_ask_each_time(client: Client, cast: Cast, settings: Settings) -> None:
    settings.CONFIRM_MINUTES = 0
    client.force_login(cast.admin)
    address = f"/admin/people/{cast.outsider.pk}/password/"
    assert asked(client.post(address))
    assert not asked(client.post(address, {"confirm_password": PASSWORD}))
    assert asked(client.post(address))


def test_reopening_and_the_acts_on_accounts_ask_too(client: Client, cast: Cast, report: Report) -> None:
    snapshot = report.snapshots.get()
    approve_report(report, by=cast.officer, seen=(snapshot.number, snapshot.sha256))
    report.refresh_from_db()
    sign_in_long_ago(client, cast.admin)
    person = f"/admin/people/{cast.clerk.pk}"
    reopening = {"version": report.version, "reason": "数据有误。"}
    acts: dict[str, dict[str, object]] = {
        f"/admin/reports/{report.pk}/reopen/": reopening,
        f"/reports/{report.pk}/moves/reopen/": reopening,
        f"{person}/role/": {"role": Role.HEAD.value, "unit": cast.bureau.pk},
        f"{person}/role/{cast.clerk.memberships.get().pk}/end/": {},
        f"{person}/password/": {},
    }
    before = AuditEntry.objects.count()
    assert [asked(client.post(address, said)) for address, said in acts.items()] == [True] * 5
    assert AuditEntry.objects.count() == before

    address, said = next(iter(acts.items()))
    assert client.post(address, said | {"confirm_password": PASSWORD}).status_code == 302
    assert not asked(client.post(f"{person}/password/"))


def test_returning_a_report_asks_for_nothing(client: Client, cast: Cast, report: Report) -> None:
    sign_in_long_ago(client, cast.officer)
    assert client.post(f"/reports/{report.pk}/moves/return/", decision(report)).status_code == 302


def test_a_password_typed_while_the_clock_was_ahead_is_asked_for_again(
    client: Client, cast: Cast, report: Report
) -> None:
    client.force_login(cast.officer)
    session = client.session
    session[sessions.CONFIRMED_AT] += 3600
    session.save()
    assert asked(client.post(f"/reports/{report.pk}/moves/approve/", decision(report)))
