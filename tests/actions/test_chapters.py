"""Chapters: saved with all their entries in one version, added, removed while empty."""

from typing import Any

import pytest

from reports.actions.chapters import add_chapter, remove_chapter, save_chapter
from reports.actions.entries import remove_entry
from reports.choices import ChapterKind, EntryStyle
from reports.errors import StaleReport, WrongState
from reports.models import AuditEntry, Chapter, Report, WorkItem
from tests.cast import Cast, make_cast
from tests.factories import make_chapter, make_entry, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


def own(chapter: Chapter, **changes: Any) -> dict[str, Any]:
    return {
        "heading": chapter.heading,
        "lead": chapter.lead,
        "entry_style": chapter.entry_style,
        "entries": {},
    } | changes


def test_a_chapter_and_its_entries_are_one_version_and_one_entry_of_the_audit(cast: Cast, report: Report) -> None:
    chapter = report.chapters.all()[0]
    one, two = make_entry(chapter, "甲", "甲文"), make_entry(chapter, "乙", "乙文")
    values = own(
        chapter,
        heading="主要工作",
        entry_style=EntryStyle.INLINE.value,
        entries={one.uuid: {"heading": "甲", "body": "新甲文"}, two.uuid: {"heading": "乙", "body": "乙文"}},
    )

    save_chapter(report, chapter, **values, by=cast.head, version=1)

    stored = Chapter.objects.get(pk=chapter.pk)
    assert (stored.heading, stored.lead, stored.entry_style) == ("主要工作", "", EntryStyle.INLINE)
    assert [item.body for item in WorkItem.objects.all()] == ["新甲文", "乙文"]
    assert (Report.objects.get().version, report.version) == (2, 2)
    assert AuditEntry.objects.get(report=report).detail == {
        "chapter": str(chapter.uuid),
        "fields": ["entry_style", "heading"],
        "entries": {str(one.uuid): ["body"]},
    }


def test_nothing_changed_means_nothing_written(cast: Cast, report: Report) -> None:
    chapter = report.chapters.all()[0]
    entry = make_entry(chapter, "甲", "甲文")
    save_chapter(report, chapter, **own(chapter, entries={entry.uuid: {"heading": "甲"}}), by=cast.clerk, version=1)
    assert (Report.objects.get().version, AuditEntry.objects.count()) == (1, 0)


def test_a_stale_save_leaves_chapter_and_entries_alone(cast: Cast, report: Report) -> None:
    chapter = report.chapters.all()[0]
    entry = make_entry(chapter, "甲")
    with pytest.raises(StaleReport):
        save_chapter(
            report,
            chapter,
            **own(chapter, heading="改", entries={entry.uuid: {"heading": "改"}}),
            by=cast.clerk,
            version=9,
        )
    assert (Chapter.objects.get(pk=chapter.pk).heading, WorkItem.objects.get().heading) == ("工作开展情况", "甲")


def test_a_removed_entry_that_somebody_saves_comes_back(cast: Cast, report: Report) -> None:
    chapter = report.chapters.all()[0]
    entry = make_entry(chapter, "甲")
    remove_entry(report, entry, by=cast.clerk, version=1)

    save_chapter(report, chapter, **own(chapter, entries={entry.uuid: {"heading": "还要"}}), by=cast.clerk, version=2)

    stored = WorkItem.objects.get()
    assert (stored.heading, stored.removed_at) == ("还要", None)


def test_an_entry_of_another_chapter_is_not_touched(cast: Cast, report: Report) -> None:
    work, problems, _steps = report.chapters.all()
    problem = make_entry(problems, "问题")
    save_chapter(report, work, **own(work, entries={problem.uuid: {"heading": "改"}}), by=cast.clerk, version=1)
    problem.refresh_from_db()
    assert (problem.heading, Report.objects.get().version) == ("问题", 1)


def test_saving_needs_no_more_queries_for_more_entries(
    cast: Cast, report: Report, django_assert_num_queries: Any
) -> None:
    chapter = report.chapters.all()[0]
    entries = [make_entry(chapter, str(number)) for number in range(4)]
    with django_assert_num_queries(2 + 2):  # the savepoint around it, the entries and their links
        save_chapter(
            report,
            chapter,
            **own(chapter, entries={entry.uuid: {"heading": entry.heading} for entry in entries}),
            by=cast.clerk,
            version=1,
        )


def test_an_own_chapter_stands_at_the_end(cast: Cast, report: Report) -> None:
    chapter = add_chapter(report, kind=ChapterKind.WORK, heading="专项治理", by=cast.clerk, version=1)
    assert (chapter.order, chapter.required, report.version) == (4, False, 2)
    assert [c.heading for c in report.chapters.all()][-1] == "专项治理"


def test_only_an_empty_chapter_that_is_not_required_is_removed(cast: Cast, report: Report) -> None:
    required, own_one = report.chapters.all()[0], make_chapter(report)
    entry = make_entry(own_one)
    for chapter in (required, own_one):
        with pytest.raises(WrongState):
            remove_chapter(report, chapter, by=cast.clerk, version=1)
    remove_entry(report, entry, by=cast.clerk, version=1)

    remove_chapter(report, own_one, by=cast.clerk, version=2)

    assert (report.chapters.count(), Report.objects.get().version) == (3, 3)
    assert AuditEntry.objects.filter(event="report.chapter_removed").count() == 1
