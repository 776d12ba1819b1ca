"""The page with what happened, and the same as a file."""

import csv
import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.actions.audit import Origin, origin, record
from reports.models import AuditEntry, AuditVerification
from reports.rendering.csv_rows import render_csv
from tests.auditing import commit_chain
from tests.cast import Cast, make_cast
from tests.factories import make_report, make_snapshot

pytestmark = pytest.mark.django_db
QUERIES = 6


@pytest.fixture
def cast(client: Client) -> Cast:
    cast = make_cast()
    client.force_login(cast.admin)
    return cast


def found(client: Client, query: str = "") -> list[str]:
    return [entry.event for entry in client.get(f"/admin/audit/?{query}").context["page"].entries]


def test_the_newest_stands_first_in_words(client: Client, cast: Cast) -> None:
    record("account.signed_in", by=cast.clerk)
    record("report.submit", by=cast.clerk, report=make_report(cast.bureau), snapshot=3)
    assert found(client) == ["report.submit", "account.signed_in"]
    content = client.get("/admin/audit/").content.decode()
    assert "提交了报告" in content
    assert "<dd>3</dd>" in content


def test_each_field_filters(client: Client, cast: Cast) -> None:
    here = origin.set(Origin("10.0.0.7", "c" * 32))
    record("account.signed_in", by=cast.clerk, label="林小雨")
    origin.reset(here)
    report = make_report(cast.other_bureau)
    record("report.submit", by=cast.outsider, report=report)
    record("unit.moved", by=cast.admin, unit=cast.bureau)
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)
    everything = ["unit.moved", "report.submit", "account.signed_in"]

    assert found(client, "person=小雨") == ["account.signed_in"]
    assert found(client, "person=没有这个人") == []
    assert found(client, f"unit={cast.bureau.pk}") == ["unit.moved"]
    assert found(client, "event=unit.moved") == ["unit.moved"]
    assert found(client, "text=应急") == ["unit.moved"]
    assert found(client, f"report={report.pk}") == ["report.submit"]
    assert found(client, "address=::ffff:10.0.0.7") == ["account.signed_in"]
    assert found(client, "request=" + "c" * 32) == ["account.signed_in"]
    assert found(client, f"since={today}&until={today}") == everything
    assert found(client, f"since={tomorrow}") == []
    assert found(client, "until=9999-12-31") == everything
    nonsense = "event=nonsense&since=nonsense&before=nonsense&address=nonsense&report=nonsense"
    assert found(client, nonsense) == everything


def test_pages_go_by_key_forth_and_back_and_keep_the_filter(client: Client, cast: Cast) -> None:
    for number in range(120):
        record("unit.moved", by=None, n=number)
    record("unit.changed", by=None)

    def numbers(query: str) -> list[int]:
        page = client.get(f"/admin/audit/?event=unit.moved{query}").context["page"]
        pages.append(page)
        return [entry.detail["n"] for entry in page.entries]

    pages: list[object] = []
    assert numbers("") == list(range(119, 69, -1))
    assert (pages[-1].newer, pages[-1].older is None) == (None, False)  # type: ignore[attr-defined]
    assert numbers(f"&before={pages[-1].older}") == list(range(69, 19, -1))  # type: ignore[attr-defined]
    # What comes in meanwhile doesn't move the pages.
    record("unit.moved", by=None, n=120)
    assert numbers(f"&before={pages[-1].older}") == list(range(19, -1, -1))  # type: ignore[attr-defined]
    assert pages[-1].older is None  # type: ignore[attr-defined]
    assert numbers(f"&after={pages[-1].newer}") == list(range(69, 19, -1))  # type: ignore[attr-defined]
    assert numbers(f"&after={pages[-1].newer}") == list(range(119, 69, -1))  # type: ignore[attr-defined]
    assert numbers(f"&after={pages[-1].newer}") == [120]  # type: ignore[attr-defined]
    assert pages[-1].newer is None  # type: ignore[attr-defined]
    assert "?event=unit.moved&amp;before=" in client.get("/admin/audit/?event=unit.moved").content.decode()


def test_more_entries_take_as_many_queries(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for person in (cast.admin, cast.clerk, cast.head):
        record("unit.moved", by=person, unit=cast.bureau)
        with django_assert_num_queries(QUERIES):
            client.get("/admin/audit/")


def test_the_page_says_whether_the_chain_was_whole(client: Client, cast: Cast) -> None:
    assert "还没有校验过" in client.get("/admin/audit/").content.decode()
    record("unit.moved", by=None)
    commit_chain()
    call_command("verify_audit", stdout=StringIO())
    assert AuditEntry.objects.get().hash in client.get("/admin/audit/").content.decode()
    AuditVerification.objects.create(number=1, hash="0", fault="entry 1: it is missing")
    assert "entry 1: it is missing" in client.get("/admin/audit/").content.decode()


def test_the_file_has_what_the_filter_asks_for_and_is_noted(client: Client, cast: Cast) -> None:
    record("unit.moved", by=cast.admin, unit=cast.bureau, label="=1+1")
    record("unit.changed", by=cast.admin)
    commit_chain()

    answer = client.get("/admin/audit.csv?event=unit.moved")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    heads, row = csv.reader(StringIO(text))
    told = dict(zip(heads, row, strict=True))
    assert (told["事项"], told["对象"], told["人员"]) == ("移动了单位", "'=1+1", "管理员")
    assert told["哈希"] == AuditEntry.objects.get(event="unit.moved").hash
    noted = AuditEntry.objects.get(event="audit.exported")
    assert (noted.person, noted.detail) == (cast.admin, {"filter": "event=unit.moved"})
    assert answer["Content-Disposition"].startswith('attachment; filename="audit-')


@pytest.mark.parametrize("sign", list("=+-@\t\r\n＝＋－＠"))
def test_nothing_in_a_file_is_a_formula(sign: str) -> None:
    [line] = render_csv([[f"{sign}cmd", "a"]])
    assert next(csv.reader(StringIO(line.removeprefix("\ufeff"), newline=""))) == [f"'{sign}cmd", "a"]


def test_an_officer_s_reading_is_noted_once_for_each_sign_in_and_version(client: Client, cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True, state="submitted")
    for _number in range(2):
        make_snapshot(report, opened_at=timezone.now(), opened_by=cast.officer)
    pages = ("review/", "snapshots/1/", "snapshots/2/", "differences/1/2/", "review/")

    def read() -> list[int]:
        for page in pages:
            assert client.get(f"/reports/{report.pk}/{page}").status_code == 200
        return [entry.detail["snapshot"] for entry in AuditEntry.objects.filter(event="report.read").order_by("pk")]

    client.force_login(cast.officer)
    assert read() == [2, 1]
    client.force_login(cast.officer)
    assert read() == [2, 1, 2, 1]
    client.force_login(cast.clerk)
    for page in pages[1:4]:
        assert client.get(f"/reports/{report.pk}/{page}").status_code == 200
    assert AuditEntry.objects.filter(event="report.read").count() == 4


def test_who_sends_what_they_may_not_is_noted(client: Client, cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True, state="submitted")
    make_snapshot(report)
    client.force_login(cast.clerk)
    assert client.post(f"/reports/{report.pk}/moves/approve/", {"number": 1, "sha256": "0"}).status_code == 403
    noted = AuditEntry.objects.get(event="access.refused")
    assert (noted.person, noted.object_label) == (cast.clerk, f"/reports/{report.pk}/moves/approve/")
    client.logout()
    client.post(f"/reports/{report.pk}/moves/approve/", {"reason": "x"})
    assert AuditEntry.objects.filter(event="access.refused").count() == 1


def test_who_asks_for_what_is_hidden_is_noted_once_a_minute(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hidden row and a missing one are answered alike, so both are on record; what the site doesn't have is not."""
    report = make_report(cast.bureau, by=cast.clerk)
    client.force_login(cast.outsider)
    missing = f"/reports/{report.pk + 1}/steps/\0cover/"
    for path in (f"/reports/{report.pk}/", f"/reports/{report.pk}/", missing.replace("\0", "%00"), "/nowhere/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/reports/{report.pk}/discard/").status_code == 404
    noted = AuditEntry.objects.filter(event="access.hidden").order_by("pk")
    assert {entry.person for entry in noted} == {cast.outsider}
    paths = [f"/reports/{report.pk}/", missing.replace("\0", ""), f"/reports/{report.pk}/discard/"]
    assert [entry.object_label for entry in noted] == paths
    monkeypatch.setattr("reports.actions.watching.REFUSED_AGAIN", datetime.timedelta(0))
    client.get(f"/reports/{report.pk}/")
    assert noted.all().count() == 4


def test_a_refusal_is_answered_though_the_disk_is_full(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **values: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("reports.middleware.note_refusal", full)
    client.force_login(cast.outsider)
    assert client.get("/admin/units/").status_code == 404


def test_what_was_noted_while_the_clock_was_ahead_keeps_nothing_from_being_noted(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True, state="submitted")
    make_snapshot(report, opened_at=timezone.now(), opened_by=cast.officer)
    now = timezone.now()
    for years in (10, 0):
        moment = now.replace(year=now.year + years, day=1)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        client.force_login(cast.officer)
        assert client.get(f"/reports/{report.pk}/snapshots/1/").status_code == 200
        assert client.get("/admin/units/").status_code == 404
    noted = AuditEntry.objects.filter(event__in=("report.read", "access.hidden"))
    assert sorted(noted.values_list("event", flat=True)) == ["access.hidden"] * 2 + ["report.read"] * 2
