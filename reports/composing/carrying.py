"""What the unit's last approved report offers to the new one: its texts, its promises and its open problems."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reports.choices import ChapterKind
from reports.composing.fitting import match_chapters
from reports.composing.manuscripts import living_entries
from reports.models import Chapter, Entry, NextStep, Problem, Report
from reports.queries import earlier_report, open_problems, promises_of


@dataclass(frozen=True, slots=True)
class OfferedChapter:
    """A chapter of the earlier report: what can be taken from it, and the new report's chapter that gets it.

    Attachments of a report that has no chapter for them yet go `into` one that is stored with the first of them.
    """

    chapter: Chapter
    into: Chapter
    lead: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """All that can be taken over from `earlier`; what the new report has already is not offered again."""

    earlier: Report
    preamble: str
    chapters: tuple[OfferedChapter, ...]
    promises: tuple[NextStep, ...]
    promises_into: tuple[Chapter, ...]
    problems: tuple[Problem, ...]
    problems_into: Chapter | None

    @property
    def empty(self) -> bool:
        """Whether there is nothing left to take."""
        return not (self.preamble or self.chapters or self.promises or self.problems)


def offer_for(report: Report) -> Offer | None:
    """What the earlier report offers to `report`; None where the unit has no approved one.

    Problems are only offered to be carried over, so that their history stays with them, and promises only where the
    new report has a chapter for work done.
    """
    earlier = earlier_report(report)
    if earlier is None:
        return None
    chapters = list(report.chapters.all())
    by_kind = {kind: [chapter for chapter in chapters if chapter.kind == kind] for kind in ChapterKind}
    problem_chapters, work_chapters = by_kind[ChapterKind.PROBLEMS], by_kind[ChapterKind.WORK]
    return Offer(
        earlier=earlier,
        preamble="" if report.preamble.strip() else earlier.preamble.strip(),
        chapters=tuple(_texts(report, earlier, chapters)),
        promises=_promises(report, earlier) if work_chapters else (),
        promises_into=tuple(work_chapters),
        problems=_problems(report, earlier) if problem_chapters else (),
        problems_into=problem_chapters[0] if problem_chapters else None,
    )


def _promises(report: Report, earlier: Report) -> tuple[NextStep, ...]:
    kept = report.workitems.filter(removed_at__isnull=True).values("fulfils")
    return tuple(promises_of(earlier).exclude(pk__in=kept.exclude(fulfils=None)))


def _problems(report: Report, earlier: Report) -> tuple[Problem, ...]:
    carried = report.problems.filter(removed_at__isnull=True, carried_from__isnull=False)
    return tuple(open_problems(earlier).exclude(pk__in=carried.values("carried_from")))


def _texts(report: Report, earlier: Report, chapters: list[Chapter]) -> Iterator[OfferedChapter]:
    """The chapters that are not about problems, each with what the new report's chapter doesn't say yet."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in living_entries(earlier):
        entries[entry.chapter_id].append(entry)
    said = {(entry.chapter_id, entry.heading, entry.body) for entry in living_entries(report)}
    olds = list(earlier.chapters.all())
    pairs = match_chapters(olds, chapters)
    for place, old in enumerate(olds):
        if old.kind == ChapterKind.PROBLEMS:
            continue
        into = chapters[pairs[place]] if place in pairs else _first_of(old.kind, chapters)
        if into is None and old.kind == ChapterKind.ATTACHMENTS:
            behind = max((chapter.order for chapter in chapters), default=0) + 1
            into = Chapter(report=report, order=behind, kind=old.kind, own=True)
            chapters.append(into)
        if into is None:
            continue
        fresh = tuple(entry for entry in entries[old.pk] if (into.pk, entry.heading, entry.body) not in said)
        lead = "" if into.lead.strip() else old.lead.strip()
        if fresh or lead:
            yield OfferedChapter(old, into, lead, fresh)


def _first_of(kind: str, chapters: list[Chapter]) -> Chapter | None:
    return next((chapter for chapter in chapters if chapter.kind == kind), None)
