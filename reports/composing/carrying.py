"""Which texts of the unit's last approved report are offered to the new one.

Its problems and next steps are not offered but asked for: `queries.carrying`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reports.choices import ChapterKind
from reports.composing.fitting import match_chapters
from reports.composing.manuscripts import living_entries
from reports.models import Chapter, Entry, Report
from reports.queries import earlier_report


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
    """All texts that can be taken over from `earlier`; what the new report has already is not offered again."""

    earlier: Report
    preamble: str
    chapters: tuple[OfferedChapter, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing left to take."""
        return not (self.preamble or self.chapters)


def offer_for(report: Report) -> Offer | None:
    """What the earlier report offers to `report`; None where the unit has no approved one."""
    earlier = earlier_report(report)
    if earlier is None:
        return None
    return Offer(
        earlier=earlier,
        preamble="" if report.preamble.strip() else earlier.preamble.strip(),
        chapters=tuple(_texts(report, earlier, list(report.chapters.all()))),
    )


def _texts(report: Report, earlier: Report, chapters: list[Chapter]) -> Iterator[OfferedChapter]:
    """The chapters that nobody has to answer for, each with what the new report's chapter doesn't say yet."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in living_entries(earlier):
        entries[entry.chapter_id].append(entry)
    said = {(entry.chapter_id, entry.heading, entry.body) for entry in living_entries(report)}
    asking = any(chapter.kind == ChapterKind.WORK for chapter in chapters)
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
        asked = asking and old.kind == ChapterKind.NEXT_STEPS
        offered = () if asked else entries[old.pk]
        fresh = tuple(entry for entry in offered if (into.pk, entry.heading, entry.body) not in said)
        lead = "" if into.lead.strip() else old.lead.strip()
        if fresh or lead:
            yield OfferedChapter(old, into, lead, fresh)


def _first_of(kind: str, chapters: list[Chapter]) -> Chapter | None:
    return next((chapter for chapter in chapters if chapter.kind == kind), None)
