"""The writing history: who wrote what in one go, and taking the text of before back."""

import datetime
import re

import pytest
from django.test import Client

from reports.choices import ChapterKind
from reports.models import AuditEntry, Report, Sitting
from reports.queries.presence import changed_by_others
from tests.browsing import fields_of
from tests.cast import Cast
from tests.factories import make_entry, make_report
from tests.writing import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


def history(client: Client, report: Report) -> str:
    return client.get(f"/reports/{report.pk}/history/").content.decode()


def test_a_sitting_is_shown_with_its_differences(cast: Cast, report: Report) -> None:
    page = Page(cast.clerk, report, "preamble")
    page.send({"preamble": "今年以来，召开会议4次。"})
    Sitting.objects.update(last_at=report.created_at - datetime.timedelta(hours=1), began_at="2020-01-01T00:00Z")
    page.send({"preamble": "今年以来，召开会议5次。"})
    shown = history(page.client, report)
    assert shown.count('class="sheet sitting"') == 2
    assert "<del>4</del><ins>5</ins>" in shown


def test_a_save_by_the_button_is_in_the_history_too(cast: Cast, report: Report) -> None:
    page = Page(cast.clerk, report, "preamble")
    page.client.post(page.url, {**fields_of(page.page, "step-form"), "preamble": "按钮保存的"})
    assert "按钮保存的" in history(page.client, report)
    events = AuditEntry.objects.filter(report=report).values_list("event", flat=True)
    assert ("report.preamble_saved" in events, "report.sitting_began" in events) == (True, False)


def test_a_sitting_ends_after_a_silence_and_the_audit_says_what_changed(cast: Cast, report: Report) -> None:
    page = Page(cast.clerk, report)
    page.send({"closing": "特此报告。"})
    Sitting.objects.update(last_at="2020-01-01T00:00Z", began_at="2020-01-01T00:00Z")
    page.send({"closing": "专此报告。"})
    ended = AuditEntry.objects.get(event="report.sitting_ended")
    assert (ended.detail["saves"], ended.detail["fields"], Sitting.objects.count()) == (1, ["封面 · 结束语"], 2)


def test_the_text_of_before_comes_back(cast: Cast, report: Report) -> None:
    entry = make_entry(report.chapters.get(kind=ChapterKind.WORK), "甲", "原来的正文")
    page = Page(cast.clerk, report, f"chapter-{entry.chapter.uuid}")
    page.send({f"{entry.uuid}-body": "改坏了"})
    place = {"sitting": Sitting.objects.get().pk, "place": f"{page.step}/{entry.uuid}-body"}
    answer = page.client.post(f"/reports/{report.pk}/history/", place)
    entry.refresh_from_db()
    assert (answer.status_code, entry.body) == (302, "原来的正文")
    assert answer["Location"] == f"{page.url}?field=id_{entry.uuid}-body"


def test_taking_back_is_a_sitting_of_its_own_and_can_be_taken_back(cast: Cast, report: Report) -> None:
    page = Page(cast.clerk, report, "preamble")
    page.send({"preamble": "今年以来，召开会议4次。"})
    Sitting.objects.update(ended_at=report.created_at)
    page.send({"preamble": "今年以来，召开会议5次，另有2处在办。"})

    def take_back() -> str:
        place = {"sitting": Sitting.objects.order_by("-version")[0].pk, "place": "preamble/preamble"}
        assert page.client.post(f"/reports/{report.pk}/history/", place).status_code == 302
        return Report.objects.get().preamble

    assert take_back() == "今年以来，召开会议4次。"
    assert take_back() == "今年以来，召开会议5次，另有2处在办。"
    assert history(page.client, report).count('class="sheet sitting"') == 4
    # What is typed next doesn't melt into what was taken back.
    page = Page(cast.clerk, report, "preamble")
    page.send({"preamble": "今年以来，召开会议6次。"})
    assert take_back() == "今年以来，召开会议5次，另有2处在办。"


def test_what_is_gone_cannot_come_back(cast: Cast, report: Report) -> None:
    entry = make_entry(report.chapters.get(kind=ChapterKind.WORK), "甲", "原来的正文")
    page = Page(cast.clerk, report, f"chapter-{entry.chapter.uuid}")
    page.send({f"{entry.uuid}-body": "改坏了"})
    place = {"sitting": Sitting.objects.get().pk, "place": f"{page.step}/{entry.uuid}-body"}
    type(entry).objects.update(removed_at=report.created_at)  # type: ignore[attr-defined]
    assert page.client.post(f"/reports/{report.pk}/history/", place).status_code == 409
    for forged in ({"place": "cover/title"}, {"sitting": "x"}, {"sitting": "9" * 30}, {}):
        said = place | forged if forged else {}
        assert page.client.post(f"/reports/{report.pk}/history/", said).status_code == 404


def test_a_clock_that_jumped_back_changes_no_order(cast: Cast, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    for year, person, words in (
        (2036, cast.clerk, "钟快十年时写的"),
        (2026, cast.head, "拨正以后写的"),
        (2026, cast.clerk, "最后写的"),
    ):
        now = datetime.datetime(year, 11, 20, 9, tzinfo=datetime.UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        page = Page(person, report, "preamble")
        page.send({"preamble": words})
    shown = history(page.client, report)
    assert re.findall(r"<h2 [^>]*>(\w+) <time datetime=.(\d+)", shown) == [
        ("林小雨", "2026"),
        ("周明远", "2026"),
        ("林小雨", "2036"),
    ]
    other = changed_by_others(report, by=cast.head)
    assert other is not None
    assert (other.person, other.began_at.year) == (cast.clerk, 2026)
