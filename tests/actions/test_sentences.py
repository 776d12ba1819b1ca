"""Sentences of the ledger come into a chapter as an ordinary save."""

import pytest
from django.utils import timezone

from reports.actions.sentences import draft_from_ledger, fill_zero_report
from reports.choices import ChapterKind, EntryStyle, Role
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import AuditEntry, Chapter, Entry, Outline, Person, Report, WorkItem
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
    assert entry.heading == "谈话"
    assert [row.drafted_from.count() for row in WorkItem.objects.all()] == [0, 1]
    assert AuditEntry.objects.get().event == "report.entry_added"


def test_where_entries_have_no_heading_a_new_one_has_none(chapter: Chapter, clerk: Person) -> None:
    chapter.entry_style = EntryStyle.INLINE
    chapter.save()
    assert draft(chapter, clerk).heading == ""


def test_or_stand_behind_the_text_of_an_entry(chapter: Chapter, clerk: Person) -> None:
    entry = draft(chapter, clerk, into=make_entry(chapter, body="先开会。\n"))

    assert entry.body == "先开会。谈话1次。"
    assert (entry.heading, WorkItem.objects.get().drafted_from.count()) == ("压实责任", 1)
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


ZERO = "{short}{period}没有需要报告的责任追究事项。"


def allow_zero(report: Report) -> Report:
    """The type takes a zero report, and its first chapter has to be written."""
    Outline.objects.filter(pk=report.outline_id).update(zero_report=ZERO, preamble_required=True)
    first = report.chapters.all()[0]
    Chapter.objects.filter(pk=first.pk).update(required=True)
    return Report.objects.select_related("outline", "unit", "period").get(pk=report.pk)


def test_a_zero_report_fills_what_the_report_must_have(report: Report, clerk: Person) -> None:
    report = allow_zero(report)
    fill_zero_report(report, by=clerk, version=report.version)

    report.refresh_from_db()
    sentence = f"{report.unit.short_name}2026年度没有需要报告的责任追究事项。"
    assert report.preamble == sentence
    assert [chapter.lead for chapter in report.chapters.all()] == [
        sentence if chapter.required else "" for chapter in report.chapters.all()
    ]
    assert AuditEntry.objects.get().event == "report.zero_filled"


def test_only_an_empty_report_of_a_type_that_takes_it_becomes_one(report: Report, clerk: Person) -> None:
    with pytest.raises(WrongState):
        fill_zero_report(report, by=clerk, version=report.version)
    report = allow_zero(report)
    make_entry(report.chapters.get(kind=ChapterKind.WORK))
    with pytest.raises(WrongState):
        fill_zero_report(report, by=clerk, version=report.version)

    report.refresh_from_db()
    assert (report.preamble, report.version) == ("", 1)


def test_a_zero_report_is_an_ordinary_save(report: Report, clerk: Person) -> None:
    report = allow_zero(report)
    with pytest.raises(NotAllowed):
        fill_zero_report(report, by=make_person(), version=report.version)
    with pytest.raises(StaleReport):
        fill_zero_report(report, by=clerk, version=report.version + 1)
    assert not report.chapters.exclude(lead="").exists()
