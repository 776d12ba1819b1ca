"""Who else is in a report now, and what waits in its boxes to be sent."""

import json
import time
import uuid
from typing import Any

import pytest
from django.test import Client

from reports.actions.moves import submit_report
from reports.actions.reviews import open_snapshot, open_thread
from reports.choices import Role
from reports.models import OpenPage, Person, Report, Sitting, UnsentText
from reports.queries.presence import stored_by
from tests.cast import Cast
from tests.factories import give_role, make_period, make_person, make_report
from tests.writing import SCRIPT, Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_transaction")]


def tell(actor: Person, report: Report, what: str, /, **said: Any) -> tuple[int, dict[str, Any]]:
    client = Client()
    client.force_login(actor)
    body = json.dumps({"person": actor.pk, "page": str(uuid.uuid4()), "step": "cover", **said})
    answer = client.post(f"/reports/{report.pk}/{what}/", body, "application/json", headers=SCRIPT)
    return answer.status_code, answer.json() if answer.content else {}


def others(actor: Person, report: Report, /, **said: Any) -> list[str]:
    told: list[str] = tell(actor, report, "here", **said)[1]["others"]
    return told


def under_review(cast: Cast) -> Report:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    submit_report(report, by=cast.clerk, version=report.version)
    open_snapshot(report.snapshots.get(), by=cast.officer)
    return report


def test_writers_see_each_other_and_the_step(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    chapter = report.chapters.all()[1]
    assert others(cast.clerk, report, step=f"chapter-{chapter.uuid}") == []
    assert others(cast.head, report) == ["林小雨打开着“存在的主要问题”"]
    Page(cast.clerk, report).send({"closing": "特此报告。"})
    assert others(cast.head, report) == ["林小雨正在写“封面”"]


def test_what_a_person_stored_last_is_known_by_field_and_page(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    begin = time.time()
    first = Page(cast.clerk, report)
    first.send({"title": "一", "closing": "特此报告。"})
    second = Page(cast.clerk, report)
    second.send({"title": "二"})
    second.send({"title": "一"})
    Page(cast.head, report).send({"closing": "以上报告。"})
    Page(cast.clerk, report, "preamble").send({"preamble": "今年以来"})
    other = make_report(cast.bureau, by=cast.clerk, period=make_period(year=report.period.year + 1))
    Page(cast.clerk, other).send({"title": "三"})
    stored = stored_by(cast.clerk, report, "cover")
    assert {name: page for name, (_at, page) in stored.items()} == {"title": second.key, "closing": first.key}
    assert begin <= stored["closing"][0] <= stored["title"][0] <= time.time()
    assert f'"closing": [{stored["closing"][0]}, "{first.key}"]' in Page(cast.clerk, report).page
    # No page is open for so long.
    long_ago = report.created_at.replace(year=2020)
    Sitting.objects.update(began_at=long_ago, last_at=long_ago)
    assert stored_by(cast.clerk, report, "cover") == {}


def test_who_left_or_says_nothing_any_more_is_not_there(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    page = str(uuid.uuid4())
    others(cast.clerk, report, page=page)
    others(cast.clerk, report, page=page, gone=True)
    assert others(cast.head, report) == []
    # What it typed last comes after its goodbye.
    Page(cast.clerk, report, key=page).send({"closing": "特此报告。"})
    assert others(cast.head, report) == []
    others(cast.clerk, report, page=page)
    assert others(cast.head, report) == ["林小雨正在写“封面”"]
    OpenPage.objects.update(seen_at=report.created_at.replace(year=2020))
    assert others(cast.head, report) == []


def test_officers_see_officers_and_neither_side_sees_the_other(cast: Cast) -> None:
    report = under_review(cast)
    colleague = make_person("何志远")
    give_role(colleague, Role.OFFICER, cast.bureau)
    others(cast.officer, report, step="")
    assert others(cast.clerk, report) == []
    assert others(colleague, report, step="") == ["沈正也打开着这份报告"]


def test_a_text_that_is_not_sent_is_kept_for_its_person_until_it_is(cast: Cast) -> None:
    report = under_review(cast)
    for text in ("写清", "写清次数。"):
        assert tell(cast.officer, report, "unsent", texts={"comment-preamble-1": text})[0] == 200
    client = Client()
    client.force_login(cast.officer)
    assert "\\u5199\\u6e05\\u6b21\\u6570" in client.get(f"/reports/{report.pk}/review/").content.decode()
    assert UnsentText.objects.get().text == "写清次数。"
    open_thread(report.snapshots.get(), "preamble-1", "写清次数。", by=cast.officer)
    assert not UnsentText.objects.exists()


def test_an_emptied_box_is_forgotten(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    tell(cast.clerk, report, "unsent", texts={"thread-1": "在写"})
    tell(cast.clerk, report, "unsent", texts={"thread-1": " "})
    assert not UnsentText.objects.exists()


@pytest.mark.parametrize(
    ("what", "said", "status"),
    [
        ("unsent", {"texts": []}, 422),
        ("unsent", {"texts": {"x": 1}}, 422),
        ("unsent", {"texts": {"": "x"}}, 422),
        ("unsent", {"texts": {"x" * 141: "x"}}, 422),
        ("unsent", {"texts": {"x": "长" * 10_001}}, 422),
        ("unsent", {"texts": {str(number): "x" for number in range(301)}}, 422),
        ("unsent", {"texts": {"x\x00": "y\x00"}}, 200),
        ("unsent", {"texts": {"x": "x"}, "person": 0}, 409),
        ("here", {"page": None}, 422),
        ("here", {"person": 0}, 409),
        ("here", {"person": 1e400}, 422),
    ],
)
def test_what_no_page_sends_is_refused(cast: Cast, what: str, said: dict[str, Any], status: int) -> None:
    assert tell(cast.clerk, make_report(cast.bureau, by=cast.clerk), what, **said)[0] == status


@pytest.mark.parametrize("step", ["cover\ud800", "cover\x00", "\x00cover" + "\ud800" * 70])
def test_of_a_step_only_what_can_be_written_is_kept(cast: Cast, step: str) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    assert tell(cast.clerk, report, "here", step=step)[0] == 200
    assert OpenPage.objects.get().step == "cover"


def test_a_page_seen_while_the_clock_was_ahead_shows_nobody_for_years(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    others(cast.clerk, report)
    OpenPage.objects.update(seen_at=report.created_at.replace(year=2099))
    assert others(cast.head, report) == []


def test_what_was_stored_while_the_clock_was_ahead_outdoes_no_text_kept_in_a_browser(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    Page(cast.clerk, report).send({"closing": "特此报告。"})
    sitting = Sitting.objects.get()
    sitting.stored = {place: [at + 365 * 24 * 3600, *more] for place, (at, *more) in sitting.stored.items()}
    sitting.save()
    assert stored_by(cast.clerk, report, "cover") == {}
