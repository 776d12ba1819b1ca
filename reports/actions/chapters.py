"""What is done with the chapters of a report: save one with all its entries, add one, move one, remove one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from reports.actions.audit import Note, record
from reports.actions.drafting import claim
from reports.actions.entries import LINKS, changed_values, plain_values, write_values
from reports.actions.storing import check
from reports.choices import ChapterKind, EntryStyle
from reports.errors import WrongState
from reports.models import Chapter, Entry, Person, Report
from reports.models.entries import ENTRY_MODELS
from reports.queries.figures import printed_now


@transaction.atomic
def save_chapter(
    report: Report,
    chapter: Chapter,
    *,
    heading: str,
    lead: str,
    entry_style: str,
    entries: Mapping[UUID, Mapping[str, Any]],
    by: Person,
    version: int,
    note: Note = record,
) -> Report:
    """Save a chapter's own text and, in the same version, the given fields of the entries with these uuids.

    An entry that was removed meanwhile comes back: its text was on somebody's screen and they chose to save it.
    Entries that are not given stay as they are. Raises what `claim` raises.
    """
    own = {"heading": heading, "lead": lead, "entry_style": entry_style}
    own = {name: value for name, value in own.items() if getattr(chapter, name) != value}
    changes = _entry_changes(chapter, entries)
    if not own and not changes:
        return report
    claim(report, by=by, version=version)
    replaced = _plain_texts(chapter, own, changes)
    if own:
        Chapter.objects.filter(pk=chapter.pk).update(**own)
        chapter.refresh_from_db(fields=list(own))
    for entry, changed in changes:
        write_values(entry, changed)
    note(
        "report.chapter_saved",
        by=by,
        report=report,
        chapter=str(chapter.uuid),
        fields=sorted(own),
        entries={str(entry.uuid): sorted(changed) for entry, changed in changes},
        replaced=replaced,
        written=_plain_texts(chapter, own, changes),
    )
    return report


@transaction.atomic
def add_chapter(
    report: Report, *, kind: ChapterKind, heading: str, after: Chapter | None, by: Person, version: int
) -> Chapter:
    """Add a chapter of the unit's own behind the chapter `after` of the report, or before all others for None.

    Raises InvalidInput for a heading that is too long, and what `claim` raises.
    """
    claim(report, by=by, version=version)
    others = list(report.chapters.all())
    chapter = Chapter(
        report=report,
        order=_free_place(others),
        kind=kind.value,
        heading=heading,
        own=True,
        entry_style=EntryStyle.TITLED.value,
    )
    check(chapter)
    chapter.save()
    place = others.index(after) + 1 if after else 0
    if place < len(others):
        _put_in_order(report, [*others[:place], chapter, *others[place:]])
    record("report.chapter_added", by=by, report=report, label=heading, chapter=str(chapter.uuid))
    return chapter


@transaction.atomic
def move_chapter(report: Report, chapter: Chapter, *, to: int, by: Person, version: int) -> None:
    """Move a chapter of the unit's own to the place `to` (from 0) among all chapters; beyond an end means that end.

    Raises WrongState for a chapter of the outline, and what `claim` raises.
    """
    if not chapter.own:
        raise WrongState(_("The chapters of the outline keep their order; only chapters of your own can be moved."))
    before = list(report.chapters.all())
    others = [other for other in before if other.pk != chapter.pk]
    wanted = [*others[: max(to, 0)], chapter, *others[max(to, 0) :]]
    if wanted == before:
        return
    claim(report, by=by, version=version)
    _put_in_order(report, wanted)
    place = wanted.index(chapter) + 1
    name = printed_now(report, str(chapter))
    record("report.chapter_moved", by=by, report=report, label=name, chapter=str(chapter.uuid), to=place)


@transaction.atomic
def remove_chapter(report: Report, chapter: Chapter, *, by: Person, version: int) -> None:
    """Take out a chapter that holds no text.

    Raises WrongState for a required one or one that has text, and what `claim` raises.
    """
    if chapter.required:
        raise WrongState(_("This kind of report needs the chapter, so it cannot be removed."))
    entries = ENTRY_MODELS[chapter.kind]._default_manager.filter(chapter=chapter)
    if chapter.lead.strip() or entries.filter(removed_at__isnull=True).exists():
        raise WrongState(_("The chapter still has text; remove that first."))
    claim(report, by=by, version=version)
    name = printed_now(report, str(chapter))
    record("report.chapter_removed", by=by, report=report, label=name, chapter=str(chapter.uuid))
    chapter.delete()


def _free_place(chapters: Sequence[Chapter]) -> int:
    """An order behind all of these."""
    return max((chapter.order for chapter in chapters), default=0) + 1


def _put_in_order(report: Report, wanted: Sequence[Chapter]) -> None:
    """Number the chapters of the report as they stand in `wanted`.

    First all go behind every place there is: the table takes no two chapters of one order, not even for the moment
    between two rows of an UPDATE.
    """
    report.chapters.update(order=F("order") + _free_place(wanted))
    for order, chapter in enumerate(wanted, 1):
        chapter.order = order
    Chapter.objects.bulk_update(wanted, ["order"])


def _entry_changes(chapter: Chapter, entries: Mapping[UUID, Mapping[str, Any]]) -> list[tuple[Entry, dict[str, Any]]]:
    """The entries that differ from what is given for them, each with what differs, in few queries."""
    model = ENTRY_MODELS[chapter.kind]
    links = [name for name in LINKS if hasattr(model, name)]
    rows = model._default_manager.filter(chapter=chapter, uuid__in=entries).prefetch_related(*links)
    changes = [(row, changed_values(row, {**entries[row.uuid], "removed_at": None})) for row in rows]
    return [(row, changed) for row, changed in changes if changed]


def _plain_texts(
    chapter: Chapter, own: Iterable[str], changes: Iterable[tuple[Entry, Mapping[str, Any]]]
) -> dict[str, Any]:
    """What a save touches as it stands: fields of the chapter, and of its entries by their uuid."""
    entries = {str(entry.uuid): plain_values(entry, changed) for entry, changed in changes}
    return {name: getattr(chapter, name) for name in own} | entries
