"""Entries: added, saved, removed, brought back and moved; every refused case leaves the rows alone."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from reports.actions.entries import add_entry, move_entry, remove_entry, restore_entry, save_entry
from reports.choices import ChapterKind, ReportState
from reports.errors import NotAllowed, StaleReport, WrongState
from reports.models import AuditEntry, Chapter, Entry, NextStep, Problem, Report, WorkItem
from reports.queries.chain import digest_of
from tests.cast import Cast
from tests.factories import make_entry, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


def chapter(report: Report, kind: ChapterKind = ChapterKind.WORK) -> Chapter:
    return report.chapters.get(kind=kind)


def headings(report: Report) -> list[str]:
    return [item.heading for item in WorkItem.objects.filter(report=report, removed_at__isnull=True)]


@pytest.mark.parametrize(
    ("kind", "model"),
    [(ChapterKind.WORK, WorkItem), (ChapterKind.PROBLEMS, Problem), (ChapterKind.NEXT_STEPS, NextStep)],
)
def test_an_entry_is_of_its_chapters_kind(cast: Cast, report: Report, kind: ChapterKind, model: type[Entry]) -> None:
    make_entry(chapter(report, kind), "先有的")

    entry = add_entry(report, chapter(report, kind), heading="新的", by=cast.clerk, version=1)

    assert isinstance(entry, model)
    assert (entry.order, entry.heading, entry.body, report.version) == (2, "新的", "", 2)
    assert AuditEntry.objects.get(report=report).event == "report.entry_added"


def test_an_entry_is_added_with_its_fields_and_links(cast: Cast, report: Report) -> None:
    problem = make_entry(chapter(report, ChapterKind.PROBLEMS))
    step = add_entry(
        report,
        chapter(report, ChapterKind.NEXT_STEPS),
        heading="补签",
        responsible="工程股",
        deadline=datetime.date(2027, 3, 31),
        addresses=[problem],
        by=cast.clerk,
        version=1,
    )

    stored = NextStep.objects.get(pk=step.pk)
    assert (stored.responsible, stored.deadline, list(stored.addresses.all())) == (
        "工程股",
        datetime.date(2027, 3, 31),
        [problem],
    )


def test_only_changed_fields_are_saved(cast: Cast, report: Report) -> None:
    entry = make_entry(chapter(report), "旧", "正文")

    save_entry(report, entry, heading="新", body="正文", by=cast.clerk, version=1)
    save_entry(report, entry, heading="新", body="正文", by=cast.clerk, version=1)

    assert WorkItem.objects.get().heading == "新"
    noted = AuditEntry.objects.get(report=report)
    assert (noted.detail["fields"], noted.object_version) == (["heading"], 2)
    assert (noted.digest_before, noted.digest_after) == (digest_of({"heading": "旧"}), digest_of({"heading": "新"}))
    assert Report.objects.get().version == 2


def test_links_are_compared_as_sets(cast: Cast, report: Report) -> None:
    problem = make_entry(chapter(report, ChapterKind.PROBLEMS))
    step = make_entry(chapter(report, ChapterKind.NEXT_STEPS))

    save_entry(report, step, addresses=[problem], by=cast.clerk, version=1)
    save_entry(report, step, addresses=[problem], by=cast.clerk, version=2)

    assert list(NextStep.objects.get().addresses.all()) == [problem]
    assert Report.objects.get().version == 2


def test_a_removed_entry_comes_back_where_it_was(cast: Cast, report: Report) -> None:
    first, middle, _last = [make_entry(chapter(report), heading) for heading in "甲乙丙"]

    remove_entry(report, middle, by=cast.clerk, version=1)
    assert headings(report) == ["甲", "丙"]
    remove_entry(report, middle, by=cast.clerk, version=1)

    restore_entry(report, middle, by=cast.clerk, version=2)
    restore_entry(report, first, by=cast.clerk, version=2)
    assert (headings(report), report.version) == (["甲", "乙", "丙"], 3)


@pytest.mark.parametrize(
    ("heading", "to", "expected"),
    [("甲", 1, "乙甲丙"), ("丙", 0, "丙甲乙"), ("甲", 99, "乙丙甲"), ("乙", -5, "乙甲丙")],
)
def test_an_entry_moves_to_a_place(cast: Cast, report: Report, heading: str, to: int, expected: str) -> None:
    entries = {name: make_entry(chapter(report), name) for name in "甲乙丙"}

    move_entry(report, entries[heading], to=to, by=cast.clerk, version=1)

    assert "".join(headings(report)) == expected
    assert report.version == 2


def test_a_move_to_the_own_place_writes_nothing(cast: Cast, report: Report) -> None:
    entries = [make_entry(chapter(report), name) for name in "甲乙"]
    move_entry(report, entries[1], to=7, by=cast.clerk, version=1)
    assert Report.objects.get().version == 1


def test_a_removed_entry_does_not_move(cast: Cast, report: Report) -> None:
    entry = make_entry(chapter(report))
    remove_entry(report, entry, by=cast.clerk, version=1)
    with pytest.raises(WrongState):
        move_entry(report, entry, to=0, by=cast.clerk, version=2)


Write = Callable[..., Any]
WRITES: dict[str, Write] = {
    "add": lambda report, entry, **who: add_entry(report, entry.chapter, **who),
    "save": lambda report, entry, **who: save_entry(report, entry, heading="别的", **who),
    "remove": remove_entry,
    "move": lambda report, entry, **who: move_entry(report, entry, to=1, **who),
}


@pytest.mark.parametrize("name", WRITES)
def test_every_write_is_refused_alike(cast: Cast, report: Report, name: str) -> None:
    entry = make_entry(chapter(report), "甲")
    make_entry(chapter(report), "乙")
    for person in (cast.outsider, cast.officer, cast.admin):
        with pytest.raises(NotAllowed):
            WRITES[name](report, entry, by=person, version=1)
    with pytest.raises(StaleReport):
        WRITES[name](report, entry, by=cast.clerk, version=7)
    Report.objects.update(state=ReportState.SUBMITTED)
    with pytest.raises(WrongState):
        WRITES[name](report, entry, by=cast.clerk, version=1)

    assert (headings(report), Report.objects.get().version) == (["甲", "乙"], 1)
    assert not AuditEntry.objects.exists()
