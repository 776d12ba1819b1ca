"""Reads of the ledger; `kept_units` and `visible_activities` are `access.keeps_ledger` as filters."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone

from reports.access import memberships
from reports.choices import Role
from reports.comparing import ALIKE, likeness
from reports.models import ActivitiesApart, Activity, ActivityKind, ActivityVersion, Period, Person, Unit

# Two offices that note the same meeting may be a day apart.
NEAR = datetime.timedelta(days=1)


def kept_units(person: Person) -> QuerySet[Unit]:
    """The units whose ledger the person keeps, in tree order: the own ones with all below."""
    own = [m.unit for m in memberships(person) if m.role in (Role.CLERK, Role.HEAD) and m.unit is not None]
    below = reduce(or_, [Q(path__startswith=unit.path) for unit in own], Q(pk__in=[]))
    units: QuerySet[Unit] = Unit.objects.filter(below)
    return units


def visible_activities(person: Person) -> QuerySet[Activity]:
    """The activities in the ledgers that the person keeps, voided ones among them."""
    return Activity.objects.filter(unit__in=kept_units(person)).select_related("unit", "kind", "same_as__unit")


def visible_activity(person: Person, uuid: UUID) -> Activity:
    """The activity `uuid`; Http404 where there is none that the person may see."""
    rows = visible_activities(person).select_related("unit", "kind", "same_as__unit", "created_by", "changed_by")
    return get_object_or_404(rows, uuid=uuid)


def activities_found(
    person: Person,
    unit: Unit | None = None,
    kind: ActivityKind | None = None,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    text: str = "",
    voided: bool = False,
) -> QuerySet[Activity]:
    """The activities that somebody looks for, the newest first: those that stand, or with `voided` the others.

    A unit has those below it too; `text` is looked for in title, people, document number and summary.
    """
    given = {"kind": kind, "first_day__gte": since, "first_day__lte": until}
    rows = visible_activities(person).filter(
        voided_at__isnull=not voided, **{name: value for name, value in given.items() if value}
    )
    if unit:
        rows = rows.filter(unit__in=subtree(unit.path))
    for word in text.split():
        fields = ("title", "people", "document_number", "summary")
        rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in fields)))
    return rows


def subtree(path: str) -> QuerySet[Unit]:
    """The unit at this place of the tree with all below it, for `unit__in`.

    The few units are found first, then the rows of each by the index of their table; `unit__path__startswith` reads
    every unit's rows, since no database takes an index for the beginning of a path unless it is told to.
    """
    units: QuerySet[Unit] = Unit.objects.filter(path__startswith=path)
    return units


def counted(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Those of the living `rows` that count: of rows that are the same meeting the first, where it is among them."""
    living = rows.filter(voided_at__isnull=True)
    # Few rows repeat another. Said like this, PostgreSQL looks up those alone, also before it knows the table's sizes.
    first_elsewhere = ~Exists(living.filter(pk=OuterRef("same_as")))
    return living.filter(Q(same_as__isnull=True) | first_elsewhere)


@dataclass(frozen=True, slots=True)
class KindTotal:
    """What the activities of one kind add up to; None where none of them has such a number."""

    code: str
    name: str
    quantity_word: str
    count: int
    attendance: int | None
    quantity: int | None


def totals_by_kind(rows: QuerySet[Activity]) -> list[KindTotal]:
    """What `rows` add up to by kind, in the order of the catalogue; the same meeting counts once."""
    sums = (
        counted(rows)
        .order_by("kind__order", "kind__code")
        .values("kind__code", "kind__name", "kind__quantity_word")
        .annotate(count=Count("pk"), attendance=Sum("attendance"), quantity=Sum("quantity"))
    )
    return [
        KindTotal(
            code=row["kind__code"],
            name=row["kind__name"],
            quantity_word=row["kind__quantity_word"],
            count=row["count"],
            attendance=row["attendance"],
            quantity=row["quantity"],
        )
        for row in sums
    ]


def recorded_twice(rows: Iterable[Activity], person: Person) -> dict[int, list[Activity]]:
    """By the key of each row, what was recorded besides it that looks like the same meeting, in two queries.

    It has the same kind, a similar title, and the same day, or in another office one at most beside it; it stands
    neither voided nor merged, and nobody said that the two are different.
    """
    alone = [row for row in rows if row.voided_at is None and row.same_as_id is None]
    days = {row.first_day + NEAR * step for row in alone for step in (-1, 0, 1)}
    kinds = {row.kind_id for row in alone}
    others = visible_activities(person).filter(
        first_day__in=days, kind__in=kinds, voided_at__isnull=True, same_as__isnull=True
    )
    near: dict[tuple[int, datetime.date], list[Activity]] = {}
    for other in others.order_by("pk") if alone else ():
        near.setdefault((other.kind_id, other.first_day), []).append(other)
    apart = _apart_from(alone)
    found = {}
    for row in alone:
        candidates = [one for step in (-1, 0, 1) for one in near.get((row.kind_id, row.first_day + NEAR * step), ())]
        found[row.pk] = [
            one
            for one in candidates
            if one.pk != row.pk
            and (one.unit_id != row.unit_id or one.first_day == row.first_day)
            and (row.pk, one.pk) not in apart
            and alike(one.title, row.title)
        ]
    return {pk: alike for pk, alike in found.items() if alike}


def kept_apart_from(activity: Activity, person: Person) -> list[Activity]:
    """The standing activities of which somebody said that they are not the same meeting as this one."""
    others = {other for _one, other in _apart_from([activity])} - {activity.pk}
    return list(visible_activities(person).filter(pk__in=others, voided_at__isnull=True).order_by("pk"))


def _apart_from(rows: Sequence[Activity]) -> set[tuple[int, int]]:
    """The pairs of keys, both ways round, of which somebody said that they are not the same meeting."""
    keys = [row.pk for row in rows]
    pairs = ActivitiesApart.objects.filter(Q(first__in=keys) | Q(second__in=keys)).values_list("first", "second")
    return {pair for one, other in pairs for pair in ((one, other), (other, one))}


def recorded_here(unit: Unit, kind: ActivityKind, day: datetime.date, title: str) -> list[Activity]:
    """What the unit's own ledger has of that kind and day under the same or a similar title, void ones apart."""
    rows = Activity.objects.filter(unit=unit, kind=kind, first_day=day, voided_at__isnull=True).order_by("pk")
    return [row for row in rows if alike(row.title, title)]


def alike(one: str, other: str) -> bool:
    """Whether two titles may well name the same thing."""
    return likeness(one, other) >= ALIKE


def kinds_in_use() -> QuerySet[ActivityKind]:
    """The kinds that can be chosen, in the order of the catalogue."""
    return ActivityKind.objects.filter(active=True)


def last_of_each_kind(unit: Unit, limit: int = 6) -> list[Activity]:
    """The unit's last activity of each kind, the most recent kinds first: what "same as last time" offers."""
    newest: dict[int, Activity] = {}
    for row in Activity.objects.filter(unit=unit, voided_at__isnull=True).select_related("kind")[:100]:
        newest.setdefault(row.kind_id, row)
    return list(newest.values())[:limit]


def recordable_years(today: datetime.date | None = None) -> frozenset[int]:
    """The years in which activities can be recorded: this one, and those of the periods that are open today."""
    today = today or timezone.localdate()
    periods = Period.objects.filter(opens__lte=today, closes__gte=today).values_list("first_day", "last_day")
    years = {year for first, last in periods for year in range(first.year, last.year + 1)}
    return frozenset({today.year} | years)


def versions_of(activity: Activity) -> list[ActivityVersion]:
    """What the activity said before its changes, the newest first."""
    return list(activity.versions.select_related("by"))
