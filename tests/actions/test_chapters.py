"""Chapters: saved with all their entries in one version; the unit's own are added, moved, removed while empty."""

from typing import Any

import pytest

from reports.actions.chapters import add_chapter, move_chapter, remove_chapter, save_chapter
from reports.actions.entries import remove_entry
from reports.choices import ChapterKind, EntryStyle
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import AuditEntry, Chapter, Report, WorkItem
from reports.queries.chain import digest_of
from tests.cast import Cast
from tests.factories import make_chapter, make_entry, make_indicator, make_kind, make_report

pytestmark = pytest.mark.django_db


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

    chapter_heading = chapter.heading
    save_chapter(report, chapter, **values, by=cast.head, version=1)

    stored = Chapter.objects.get(pk=chapter.pk)
    assert (stored.heading, stored.lead, stored.entry_style) == ("主要工作", "", EntryStyle.INLINE)
    assert [item.body for item in WorkItem.objects.all()] == ["新甲文", "乙文"]
    assert (Report.objects.get().version, report.version) == (2, 2)
    noted = AuditEntry.objects.get(report=report)
    assert noted.detail == {
        "chapter": str(chapter.uuid),
        "fields": ["entry_style", "heading"],
        "entries": {str(one.uuid): ["body"]},
    }
    replaced = {"heading": chapter_heading, "entry_style": EntryStyle.TITLED.value, str(one.uuid): {"body": "甲文"}}
    written = {"heading": "主要工作", "entry_style": EntryStyle.INLINE.value, str(one.uuid): {"body": "新甲文"}}
    assert (noted.digest_before, noted.digest_after) == (digest_of(replaced), digest_of(written))


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
    with django_assert_num_queries(2 + 1):  # the savepoint around it, and the entries
        save_chapter(
            report,
            chapter,
            **own(chapter, entries={entry.uuid: {"heading": entry.heading} for entry in entries}),
            by=cast.clerk,
            version=1,
        )


OUTLINE = ["工作开展情况", "存在的主要问题", "下一步工作打算"]


def headings(report: Report) -> list[str]:
    return [chapter.heading for chapter in report.chapters.all()]


@pytest.mark.parametrize("place", range(4))
def test_an_own_chapter_stands_where_it_was_put(cast: Cast, report: Report, place: int) -> None:
    after = report.chapters.all()[place - 1] if place else None

    chapter = add_chapter(report, kind=ChapterKind.WORK, heading="专项治理", after=after, by=cast.clerk, version=1)

    assert headings(report) == [*OUTLINE[:place], "专项治理", *OUTLINE[place:]]
    assert [stored.order for stored in report.chapters.all()] == [1, 2, 3, 4]
    assert (chapter.own, chapter.required, report.version) == (True, False, 2)
    assert AuditEntry.objects.get(report=report).event == "report.chapter_added"


def test_a_chapter_goes_into_the_gap_that_a_removed_one_left(cast: Cast, report: Report) -> None:
    report.chapters.filter(order=2).delete()
    first = report.chapters.all()[0]
    add_chapter(report, kind=ChapterKind.WORK, heading="专项治理", after=first, by=cast.clerk, version=1)
    assert headings(report) == ["工作开展情况", "专项治理", "下一步工作打算"]


@pytest.mark.parametrize(("to", "place"), [(-3, 0), (0, 0), (1, 1), (2, 2), (9, 3)])
def test_an_own_chapter_moves_and_the_outlines_keep_their_order(
    cast: Cast, report: Report, to: int, place: int
) -> None:
    chapter = make_chapter(report, heading="专项治理")

    move_chapter(report, chapter, to=to, by=cast.clerk, version=1)

    assert headings(report) == [*OUTLINE[:place], "专项治理", *OUTLINE[place:]]
    assert Report.objects.get().version == (2 if place < 3 else 1)
    found = [(entry.event, entry.object_label, entry.detail) for entry in AuditEntry.objects.filter(report=report)]
    assert found == (
        [("report.chapter_moved", "专项治理", {"chapter": str(chapter.uuid), "to": place + 1})] * (place < 3)
    )


def test_two_own_chapters_change_places(cast: Cast, report: Report) -> None:
    make_chapter(report, heading="甲")
    other = make_chapter(report, heading="乙")
    move_chapter(report, other, to=3, by=cast.clerk, version=1)
    assert headings(report) == [*OUTLINE, "乙", "甲"]


def test_a_chapter_of_the_outline_does_not_move(cast: Cast, report: Report) -> None:
    make_chapter(report)
    before = headings(report)
    with pytest.raises(WrongState):
        move_chapter(report, report.chapters.all()[0], to=2, by=cast.clerk, version=1)
    assert (headings(report), Report.objects.get().version) == (before, 1)


def test_a_stale_move_and_a_stale_addition_change_nothing(cast: Cast, report: Report) -> None:
    chapter = make_chapter(report, heading="专项治理")
    with pytest.raises(StaleReport):
        move_chapter(report, chapter, to=0, by=cast.clerk, version=9)
    with pytest.raises(StaleReport):
        add_chapter(report, kind=ChapterKind.WORK, heading="乙", after=None, by=cast.clerk, version=9)
    assert (headings(report), AuditEntry.objects.count()) == ([*OUTLINE, "专项治理"], 0)


def test_others_move_no_chapter(cast: Cast, report: Report) -> None:
    chapter = make_chapter(report)
    with pytest.raises(NotAllowed):
        move_chapter(report, chapter, to=0, by=cast.outsider, version=1)


def test_moving_needs_no_more_queries_for_more_chapters(
    cast: Cast, report: Report, django_assert_num_queries: Any
) -> None:
    chapters = [make_chapter(report, heading=name) for name in "甲乙丙丁"]
    # the savepoint around it, the chapters, the person's roles, the claim and what it left, the two orders, the audit
    with django_assert_num_queries(2 + 1 + 1 + 2 + 2 + 1):
        move_chapter(report, chapters[-1], to=0, by=cast.clerk, version=1)


def test_only_an_empty_chapter_that_is_not_required_is_removed(cast: Cast, report: Report) -> None:
    make_indicator("learning", make_kind())
    required, own_one = report.chapters.all()[0], make_chapter(report, heading="学习{{learning}}")
    entry = make_entry(own_one)
    for chapter in (required, own_one):
        with pytest.raises(WrongState):
            remove_chapter(report, chapter, by=cast.clerk, version=1)
    remove_entry(report, entry, by=cast.clerk, version=1)

    remove_chapter(report, own_one, by=cast.clerk, version=2)

    assert (report.chapters.count(), Report.objects.get().version) == (3, 3)
    assert AuditEntry.objects.get(event="report.chapter_removed").object_label == "学习0次"


def test_a_heading_too_long_is_refused_in_words(cast: Cast, report: Report) -> None:
    with pytest.raises(InvalidInput) as caught:
        add_chapter(report, kind=ChapterKind.WORK, heading="长" * 121, after=None, by=cast.clerk, version=1)

    assert caught.value.field == "heading"
    report.refresh_from_db()
    assert report.version == 1
