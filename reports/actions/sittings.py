"""What is kept while somebody writes: each save in the sitting it belongs to, and the texts that aren't sent yet.

A save by a button has its audit entry. Those that a page sends by itself every few seconds would flood the audit: they
melt into the person's sitting, which has one entry when it begins and one, with all that changed, when it ends.
"""

import datetime
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.actions.audit import Note, record
from reports.actions.storing import written_once
from reports.document.texts import printable
from reports.errors import InvalidInput, WrongState
from reports.models import OpenPage, Person, Report, Sitting, UnsentText
from reports.models.sittings import LONGEST_PLACE

# A save after so long a silence begins a new sitting.
SILENCE = datetime.timedelta(minutes=30)
LONGEST_UNSENT = 10_000
MOST_UNSENT = 300
# Pages are forgotten after this.
PAGE_KEPT = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """A save that a page sends by itself: the page, its step, and the how-manieth of its saves this is."""

    key: uuid.UUID
    step: str
    sequence: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that a save changes: its step and name, what it is called, its values as a browser sends them.

    `words` are the values as a person reads them, where those are others; `base` is the short name of the value after.
    """

    step: str
    name: str
    title: str
    label: str
    before: Sequence[str]
    after: Sequence[str]
    base: str
    words: tuple[str, str] | None = None

    @property
    def place(self) -> str:
        """The field's name in the report: step and name."""
        return f"{self.step}/{self.name}"


@dataclass(slots=True)
class _Melted:
    """Takes the place of the audit for a save that melts into its sitting."""

    events: list[str] = field(default_factory=list)

    def note(self, event: str, *, by: Person | None, report: Report | None = None, **detail: Any) -> None:
        self.events.append(event)


@transaction.atomic
def save_in_sitting(
    report: Report,
    save: Callable[[Note], object],
    changes: Sequence[FieldChange],
    *,
    by: Person,
    window: Window | None = None,
    apart: bool = False,
) -> bool:
    """Let `save` write, and keep what it changes in the person's sitting; both or neither.

    `window` tells a save that a page sent by itself; then the answer is whether it was the page's newest, and an older
    one writes nothing. One that stands `apart` has a sitting of its own, so that the text before it is kept. `save`
    gets what it tells its event to. Raises what `save` raises.
    """
    if window is not None and not _is_newest(report, window, by=by):
        return False
    version = report.version
    melted = _Melted()
    save(record if window is None else melted.note)
    if report.version == version:
        return True
    sitting = _sitting(report, by=by, apart=apart)
    if melted.events and not sitting.typed:
        record("report.sitting_began", by=by, report=report)
    sitting.typed += len(melted.events)
    sitting.version = report.version
    _add(sitting, changes)
    page = str(window.key) if window else ""
    sitting.stored |= {change.place: [sitting.last_at.timestamp(), page, change.base] for change in changes}
    sitting.save()
    if apart:
        _end(sitting)
    return True


def end_sittings(report: Report) -> None:
    """End all sittings of a report that is handed on; each has its audit entry now."""
    for sitting in Sitting.objects.select_for_update(of=("self",)).filter(report=report, ended_at__isnull=True):
        _end(sitting)


@transaction.atomic
def see_page(report: Report, window: Window, *, by: Person) -> None:
    """Remember that the person has this page of the report open."""
    now = timezone.now()
    OpenPage.objects.filter(report=report, seen_at__lt=now - PAGE_KEPT).delete()
    seen = {"step": window.step, "seen_at": now, "left": False}
    if not OpenPage.objects.filter(key=window.key, person=by, report=report).update(**seen):
        with written_once():
            OpenPage.objects.create(key=window.key, person=by, report=report, **seen)


def close_page(report: Report, key: uuid.UUID, *, by: Person) -> None:
    """Remember that a page was left: the person isn't shown to others there any more."""
    OpenPage.objects.filter(key=key, person=by, report=report).update(left=True)


@transaction.atomic
def keep_unsent(report: Report, texts: Mapping[str, str], *, by: Person) -> None:
    """Keep what stands in boxes that a button sends, by the name of the box; a blank text clears it.

    Raises InvalidInput for a name that is too long, a text above any that can be sent, and for more than a report's
    pages have.
    """
    if any(not place or len(place) > LONGEST_PLACE for place in texts):
        raise InvalidInput(_("The page sent something that can't be used. Load it again and repeat the step."))
    texts = {printable(place): printable(text) for place, text in texts.items()}
    if any(len(text) > LONGEST_UNSENT for text in texts.values()):
        raise InvalidInput(
            _("This text is longer than can be sent. Shorten it; until then only this computer keeps it.")
        )
    mine = UnsentText.objects.filter(report=report, person=by)
    mine.filter(place__in=[place for place, text in texts.items() if not text.strip()]).delete()
    kept = {place: text for place, text in texts.items() if text.strip()}
    if kept and mine.exclude(place__in=kept).count() + len(kept) > MOST_UNSENT:
        raise InvalidInput(
            _("Too many texts of this report wait to be sent. Send some of them, or empty their fields.")
        )
    for place, text in kept.items():
        UnsentText.objects.update_or_create(report=report, person=by, place=place, defaults={"text": text})


def clear_unsent(report: Report, *places: str, by: Person) -> None:
    """Forget what stood in these boxes: it was sent."""
    UnsentText.objects.filter(report=report, person=by, place__in=places).delete()


def _is_newest(report: Report, window: Window, *, by: Person) -> bool:
    """Count the page's save in the one row that this page has; False where a newer one was there before."""
    now = timezone.now()
    page = OpenPage.objects.filter(key=window.key, person=by, report=report)
    seen = {"sequence": window.sequence, "step": window.step, "seen_at": now, "typed_at": now}
    if page.filter(sequence__lt=window.sequence).update(**seen):
        return True
    if page.exists():
        return False
    try:
        with written_once():
            OpenPage.objects.create(key=window.key, person=by, report=report, **seen)
    except WrongState:
        return False
    return True


def _sitting(report: Report, *, by: Person, apart: bool) -> Sitting:
    """The sitting that goes on, or a new one; the claim of the save before this holds the report."""
    now = timezone.now()
    sitting = Sitting.objects.filter(report=report, person=by, ended_at__isnull=True).first()
    # A clock that jumped back has begun another day, too.
    if sitting is not None and (apart or abs(now - sitting.last_at) > SILENCE):
        _end(sitting)
        sitting = None
    if sitting is None:
        sitting = Sitting(report=report, person=by, began_at=now)
    sitting.last_at = max(now, sitting.began_at)
    return sitting


def _end(sitting: Sitting) -> None:
    sitting.ended_at = sitting.last_at
    sitting.save(update_fields=["ended_at"])
    if sitting.typed:
        record(
            "report.sitting_ended",
            by=sitting.person,
            report=sitting.report,
            sitting=sitting.pk,
            saves=sitting.typed,
            fields=[f"{one['title']} · {one['label']}" for one in sitting.changes.values()],
            replaced={place: one["before"] for place, one in sitting.changes.items()},
            written={place: one["after"] for place, one in sitting.changes.items()},
        )


def _add(sitting: Sitting, changes: Sequence[FieldChange]) -> None:
    """Melt the changes in: of each field the text before the sitting, and the last one; one typed back is none."""
    for change in changes:
        place = change.place
        first = sitting.changes.get(place)
        before = first["before"] if first else list(change.before)
        after = list(change.after)
        if before == after:
            sitting.changes.pop(place, None)
            continue
        words = None
        if change.words:
            words = [first["words"][0] if first and first["words"] else change.words[0], change.words[1]]
        sitting.changes[place] = {
            "step": change.step,
            "name": change.name,
            "title": change.title,
            "label": change.label,
            "before": before,
            "after": after,
            "words": words,
        }
