"""Sentences of the ledger come into a chapter as an ordinary save."""

import pytest
from django.utils import timezone

from reports.actions.sentences import draft_from_ledger
from reports.choices import ChapterKind, Role
from reports.errors import InvalidInput, NotAllowed, StaleReport
from reports.models import AuditEntry, Chapter, Entry, Person, Report, WorkItem
from tests.factories import give_role, make_activity, make_entry, make_kind, make_period, make_person, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    report = make_report(period=make_period(year=2026))
    make_activity(report.unit, make_kind("谈话", code="talk", sentence="谈话{count}次"), "2026-03-02")
    return report


@pytest.fixture
def chapter(report: Report) -> Chapter:
    return report.chapters.get(kind=ChapterKind.WORK)


@pytest.fixture
def clerk(report: Report) -> Person:
    clerk = make_person()
    give_role(clerk, Role.CLERK, report.unit)
    return clerk


def draft(chapter: Chapter, by: Person, into: Entry | None = None, **values: object) -> Entry:
    report = chapter.report
    given = {
        "kinds": ["talk"],
        "activities": [],
        "into": into.uuid if into else None,
        "version": report.version,
        **values,
    }
    return draft_from_ledger(report, chapter, by=by, **given)  # type: ignore[arg-type]


def test_they_make_a_new_entry_at_the_end_of_the_chapter(chapter: Chapter, clerk: Person) -> None:
    make_entry(chapter)
    entry = draft(chapter, clerk)

    assert list(WorkItem.objects.values_list("body", flat=True)) == ["层层签订责任书。", "谈话1次。"]
    assert WorkItem.objects.last() == entry
    assert AuditEntry.objects.get().event == "report.entry_added"


def test_or_stand_behind_the_text_of_an_entry(chapter: Chapter, clerk: Person) -> None:
    entry = draft(chapter, clerk, into=make_entry(chapter, body="先开会。\n"))

    assert entry.body == "先开会。谈话1次。"
    assert AuditEntry.objects.get().event == "report.entry_saved"


@pytest.mark.parametrize("values", [{"kinds": []}, {"kinds": ["unknown"]}])
def test_what_says_nothing_is_refused(chapter: Chapter, clerk: Person, values: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        draft(chapter, clerk, **values)  # type: ignore[arg-type]

    assert not WorkItem.objects.exists()
    assert Report.objects.get().version == chapter.report.version


def test_an_entry_that_was_removed_takes_nothing(chapter: Chapter, clerk: Person) -> None:
    entry = make_entry(chapter, removed_at=timezone.now())

    with pytest.raises(InvalidInput):
        draft(chapter, clerk, into=entry)


def test_only_its_writers_do_it_and_only_on_what_they_saw(chapter: Chapter, clerk: Person) -> None:
    with pytest.raises(NotAllowed):
        draft(chapter, make_person())
    with pytest.raises(StaleReport):
        draft(chapter, clerk, version=chapter.report.version + 1)
    assert not WorkItem.objects.exists()
