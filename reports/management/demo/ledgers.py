"""The ledgers of the demo county: how much of each kind was done in a stretch of time, spread over its days."""

import datetime
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from django.utils import timezone

from reports.actions.ledger import record_activities, record_activity, void_activity
from reports.choices import LeadingBody
from reports.management.demo.living import People
from reports.models import ActivityKind, Person, Unit

Row = tuple[Unit, Mapping[str, Any]]
# No two activities of a unit are alike: their sums are shared out in these proportions, one after the other.
SHARES = (3, 5, 2, 4, 6)
_SATURDAY = 5


def load_ledgers(told: Mapping[str, Any], people: People) -> None:
    """Record the `ledgers` that are told: under each kind's code how often, with how many people, and how much.

    What would lie after today is left out: no ledger takes it. Raises KeyError for a kind without `titles`.
    """
    kinds = {kind.code: kind for kind in ActivityKind.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.all()}
    today = timezone.localdate()
    by_person: dict[Person, list[Row]] = {}
    for ledger in told["ledgers"]:
        unit = units[ledger["unit"]]
        rows = by_person.setdefault(people.keeper(unit), [])
        for place, (code, numbers) in enumerate(ledger["kinds"].items()):
            days = spread(ledger["first_day"], ledger["last_day"], numbers[0], place)
            series = _series(unit, kinds[code], told["titles"][code], ledger["offices"], numbers, days)
            rows += ((unit, values) for values in series if values["last_day"] <= today)
    for person, rows in by_person.items():
        record_activities(rows, by=person)


def load_later(told: Mapping[str, Any], people: People) -> None:
    """Record the activities that are told as `later`, one by one; one that is `void` says why."""
    today = timezone.localdate()
    for one in told["later"]:
        unit = Unit.objects.get(code=one["unit"])
        kind = ActivityKind.objects.get(code=one["kind"])
        values = {name: value for name, value in one.items() if name not in ("unit", "kind", "day", "void")}
        day = min(one["day"], today)
        keeper = people.keeper(unit)
        activity = record_activity(unit, by=keeper, another=True, kind=kind, first_day=day, last_day=day, **values)
        if "void" in one:
            void_activity(activity, by=keeper, version=activity.version, reason=one["void"])


def read_ledgers(path: Path) -> dict[str, Any]:
    """The file of the ledgers as plain values: `titles`, `ledgers` and `later`."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def spread(first: datetime.date, last: datetime.date, times: int, place: int) -> list[datetime.date]:
    """So many working days from `first` to `last`, evenly apart; kinds at different places don't share their days."""
    span = (last - first).days
    offsets = ((span * (2 * i + 1) // (2 * times) + place) % (span + 1) for i in range(times))
    days = [first + datetime.timedelta(days=offset) for offset in offsets]
    return sorted(max(day - datetime.timedelta(days=max(day.weekday() - _SATURDAY + 1, 0)), first) for day in days)


def shared_out(total: int, times: int) -> list[int | None]:
    """A sum in so many unlike parts, each at least one; nothing each where there is no sum."""
    if not total:
        return [None] * times
    rest = total - times
    sums = [0, *accumulate(SHARES[i % len(SHARES)] for i in range(times))]
    return [1 + rest * upper // sums[-1] - rest * lower // sums[-1] for lower, upper in pairwise(sums)]


def _series(
    unit: Unit,
    kind: ActivityKind,
    titles: Sequence[str],
    offices: Sequence[str],
    numbers: Sequence[int],
    days: Sequence[datetime.date],
) -> Iterator[dict[str, Any]]:
    times, attendance, quantity = (*numbers, 0, 0)[:3]
    body = LeadingBody(unit.leading_body).word
    parts = zip(days, shared_out(attendance, times), shared_out(quantity, times), strict=True)
    for i, (day, present, amount) in enumerate(parts):
        office = offices[i % len(offices)]
        title = titles[i % len(titles)].format(body=body, n=i + 1, month=day.month, office=office, unit=unit.short_name)
        yield {
            "kind": kind,
            "first_day": day,
            "last_day": day,
            "title": title,
            "attendance": present,
            "quantity": amount,
            "people": office,
        }
