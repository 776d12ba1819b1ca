"""Who is in a report now: the pages that said so a moment ago, and the texts that wait to be sent."""

import datetime
import uuid
from collections.abc import Iterable

from django.utils import timezone

from reports.access import writes_for
from reports.models import OpenPage, Person, Report, Sitting, UnsentText
from reports.queries.moments import AHEAD, lately

# A page says every 25 seconds that it is open.
LATELY = datetime.timedelta(seconds=70)
TYPED_LATELY = datetime.timedelta(minutes=2)
# As long as a browser keeps what wasn't stored (journal.js).
KEPT = datetime.timedelta(days=30)


def others_in(report: Report, *, by: Person) -> list[tuple[OpenPage, bool]]:
    """The newest page of each other person of the same side, with whether they typed a moment ago.

    The unit's writers see each other, and so do the officers; neither side sees the other at work.
    """
    pages: Iterable[OpenPage] = (
        OpenPage.objects.filter(report=report, left=False, seen_at__range=lately(LATELY))
        .exclude(person=by)
        .select_related("person")
        .order_by("seen_at")
    )
    writer = writes_for(by, report.unit)
    newest = {page.person_id: page for page in pages if writes_for(page.person, report.unit) == writer}
    since = timezone.now() - TYPED_LATELY
    return [(page, page.typed_at is not None and page.typed_at > since) for page in newest.values()]


def unsent_of(report: Report, *, by: Person) -> dict[str, str]:
    """What the person typed into boxes of the report and hasn't sent, by the name of the box."""
    return dict(UnsentText.objects.filter(report=report, person=by).values_list("place", "text"))


def stored_by(person: Person, report: Report, step: str) -> dict[str, tuple[float, str]]:
    """When the person last wrote in each field of a step (seconds since 1970), and from which page, by its name.

    The page is blank for a save by a button. What a wrong clock dated ahead is left out: nothing is newer than that.
    """
    latest = (timezone.now() + AHEAD).timestamp()
    return {name: (at, page) for name, (at, page, _base) in _stored(person, report, step).items() if at <= latest}


def stored_from(page: uuid.UUID, person: Person, report: Report, step: str) -> dict[str, str]:
    """The base of what the person stored in each field of a step, where that was last done from this page."""
    return {name: base for name, (_at, where, base) in _stored(person, report, step).items() if where == str(page)}


def _stored(person: Person, report: Report, step: str) -> dict[str, tuple[float, str, str]]:
    """When, from which page and what (its base) the person last stored in each field of a step."""
    sittings = Sitting.objects.filter(report=report, person=person, last_at__gt=timezone.now() - KEPT)
    found: dict[str, tuple[float, str, str]] = {}
    for stored in sittings.order_by("pk").values_list("stored", flat=True):
        for place, (at, page, *base) in stored.items():
            where, _slash, name = place.partition("/")
            if where == step:
                # Sittings of before know no base.
                found[name] = (at, page, base[0] if base else "")
    return found


def changed_by_others(report: Report, *, by: Person, place: str = "") -> Sitting | None:
    """The last sitting of somebody else in the report, or of one who changed the field at `place` (step/name)."""
    sittings = Sitting.objects.filter(report=report).exclude(person=by).select_related("person")
    if place:
        sittings = sittings.filter(changes__has_key=place)
    return sittings.order_by("-version", "-pk").first()
