"""What the loader made of a small county: loaded once, then looked at from all sides."""

import datetime
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from reports.management.demo import Account, load_county
from reports.models import (
    Activity,
    Attachment,
    AuditEntry,
    Comment,
    Decision,
    LetterheadSettings,
    Period,
    Person,
    Problem,
    Report,
    Snapshot,
    WorkItem,
)
from tests.management.demo.small_county import write_county


@pytest.fixture(scope="module")
def loaded(
    delivered: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Account]]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_county(write_county(tmp_path_factory.mktemp("county")))
        transaction.set_rollback(True)


pytestmark = [pytest.mark.usefixtures("loaded"), pytest.mark.django_db]


def test_every_account_comes_with_a_password_that_works_as_it_is(loaded: list[Account]) -> None:
    assert [account.person.username for account in loaded] == ["bian", "zhang", "shen", "jin", "guan"]
    for account in loaded:
        person = Person.objects.get(pk=account.person.pk)
        assert person.check_password(account.password)
        assert not person.must_change_password


def test_a_report_goes_its_way_in_the_hands_of_those_whose_turn_it_is() -> None:
    first = Report.objects.get(period__code="2023")
    assert (first.state, first.created_by.username) == ("archived", "bian")
    assert list(Decision.objects.filter(report=first).values_list("move", "by__username")) == [
        ("submit", "zhang"),
        ("approve", "jin"),
        ("archive", "jin"),
    ]


def test_everything_about_a_report_happened_on_the_days_of_its_story() -> None:
    first = Report.objects.get(period__code="2023")
    days = [timezone.localdate(decision.at).isoformat() for decision in first.decisions.order_by("pk")]
    snapshot = Snapshot.objects.get(report=first)
    assert days == ["2023-12-01", "2023-12-05", "2023-12-28"]
    assert snapshot.opened_at is not None
    assert timezone.localdate(snapshot.opened_at) == datetime.date(2023, 12, 4)
    assert timezone.localdate(first.created_at) == datetime.date(2023, 11, 25)
    assert timezone.localdate(first.state_since) == datetime.date(2023, 12, 28)
    told = AuditEntry.objects.filter(report=first)
    assert told.count() == told.filter(at__lt="2024-01-01T00:00:00+08:00").count()


def test_a_later_report_answers_the_earlier_one() -> None:
    kept = WorkItem.objects.get(heading="补上了")
    assert list(kept.answers.values_list("next_step__heading", flat=True)) == ["打算一"]
    carried = Problem.objects.get(heading="还缺一")
    assert carried.carried_from == Problem.objects.get(heading="缺一")
    first = Problem.objects.get(heading="缺一")
    assert [(move.move, move.by.username, timezone.localdate(move.at).day) for move in first.moves.all()] == [
        ("begin", "bian", 20),
        ("submit", "bian", 22),
        ("send_back", "jin", 23),
    ]
    assert (first.cause, first.responsible_leader, first.responsible_office) == ("没有人。", "甲", "乙股")
    assert list(first.answered_by.values_list("heading", flat=True)) == ["打算一"]


def test_a_returned_report_was_corrected_and_its_comment_answered() -> None:
    second = Report.objects.get(period__code="2024")
    texts = [snapshot.document for snapshot in second.snapshots.order_by("number")]
    assert second.state == "submitted"
    assert ["基本补上" in text for text in texts] == [True, False]
    assert ["补上三处" in text for text in texts] == [False, True]
    assert list(second.threads.values_list("state", "quote")) == [("answered", "（一）补上了。基本补上。")]
    assert list(Comment.objects.values_list("body", "by__username")) == [("几处？", "jin"), ("三处，已写。", "bian")]
    assert second.decisions.get(move="return").categories == ["hollow_measures"]


def test_ledgers_are_kept_by_the_units_and_nothing_lies_ahead_of_today() -> None:
    kept = Activity.objects.filter(first_day__lt="2023-11-01").order_by("pk")
    assert [(row.title, row.attendance, row.people) for row in kept if row.kind.code == "talk_heart"] == [
        ("与办公室谈心（1）", 2, "办公室"),
        ("与甲股谈心（2）", 5, "甲股"),
        ("与办公室谈心（3）", 2, "办公室"),
        ("与甲股谈心（4）", 4, "甲股"),
    ]
    assert {row.title for row in kept if row.kind.code != "talk_heart"} == {"党组专题研究"}
    assert {row.created_by.username for row in kept} == {"bian"}
    assert not Activity.objects.filter(first_day__gt=timezone.localdate()).exists()


def test_past_periods_are_closed_again_and_current_ones_stay_open() -> None:
    today = timezone.localdate()
    closes = dict(Period.objects.values_list("code", "closes"))
    assert closes["2023"] == datetime.date(2023, 12, 31)
    assert closes["2024"] == today + datetime.timedelta(days=20)


def test_letterheads_are_filled_in_and_attachments_stand_behind() -> None:
    letterhead = LetterheadSettings.objects.get()
    assert (letterhead.unit.code, letterhead.organ, letterhead.sealed) == ("X-1", "某局文件", False)
    report = Report.objects.get(period__code="2024")
    assert (report.serial, Attachment.objects.get().report, Attachment.objects.get().heading) == (7, report, "缺口清单")
