"""The values of the figures that a report takes, and the records behind each; as many queries for sixty as for one."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value

from reports.choices import FINISHED, Computation, Scope
from reports.document import Count as Printed
from reports.document import Reference
from reports.document.figures import references_in, written_out
from reports.models import (
    Activity,
    ActivityKind,
    FrozenFigure,
    Indicator,
    Problem,
    Report,
    ReportType,
    TypedFigure,
    Unit,
)
from reports.queries.ledger import counted, subtree


@dataclass(frozen=True, slots=True)
class Extent:
    """What a figure is counted over: the unit at this place of the tree with all below it, between two days."""

    path: str
    first_day: datetime.date
    last_day: datetime.date


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A figure of a report: what was counted (None: nothing counts it), and what a person typed in its place.

    `indicator` is None for a code that the catalogue doesn't have, `extent` for an office that isn't below the unit.
    """

    reference: Reference
    indicator: Indicator | None
    extent: Extent | None
    counted: int | None
    typed: TypedFigure | None

    @property
    def value(self) -> int | None:
        """What is printed: the typed value, or else the counted one."""
        return self.typed.value if self.typed else self.counted


def figure_values(report: Report, references: Iterable[Reference]) -> dict[str, FigureValue]:
    """The value of each figure by its key; of a report that isn't stored what its unit's ledger says."""
    wanted = {reference.key: replace(reference, about=False, bare=False) for reference in references}
    if not wanted:
        return {}
    codes = {reference.code for reference in wanted.values()}
    indicators = {row.code: row for row in Indicator.objects.filter(code__in=codes).prefetch_related("kinds")}
    typed = {row.key: row for row in TypedFigure.objects.filter(report=report.pk, key__in=wanted).select_related("by")}
    extents = extents_of(report, wanted.values())
    counts = {extent: _Counts(report, extent) for extent in extents.values() if extent}
    values = {}
    for key, reference in wanted.items():
        indicator, extent = indicators.get(reference.code), extents[key]
        counted = counts[extent].value(indicator) if indicator and extent else None
        values[key] = FigureValue(reference, indicator, extent, counted, typed.get(key))
    return values


def extents_of(report: Report, references: Iterable[Reference]) -> dict[str, Extent | None]:
    """What each figure is counted over, by its key; None where its office isn't the report's unit or one below it."""
    wanted = list(references)
    offices = {reference.office for reference in wanted if reference.office}
    below = Unit.objects.filter(code__in=offices, path__startswith=report.unit.path) if offices else ()
    paths = {"": report.unit.path, **{unit.code: unit.path for unit in below}}
    return {
        reference.key: Extent(paths[reference.office], *days_of(report, reference.scope))
        if reference.office in paths
        else None
        for reference in wanted
    }


def days_of(report: Report, scope: Scope) -> tuple[datetime.date, datetime.date]:
    """First and last day of the time that a figure of the report is about."""
    period = report.period
    match scope:
        case Scope.PERIOD:
            return period.first_day, period.last_day
        case Scope.FIRST_HALF:
            return datetime.date(period.year, 1, 1), datetime.date(period.year, 6, 30)
        case Scope.SECOND_HALF:
            return datetime.date(period.year, 7, 1), datetime.date(period.year, 12, 31)
        case Scope.LAST_YEAR:
            return _year_before(period.first_day), _year_before(period.last_day)


def activities_in(extent: Extent) -> QuerySet[Activity]:
    """The activities that count there: not voided, and of those that are the same meeting only the first."""
    days = (extent.first_day, extent.last_day)
    return counted(Activity.objects.filter(unit__in=subtree(extent.path), first_day__range=days))


def sums_by_kind(extent: Extent, **marks: int) -> QuerySet[Activity, Any]:
    """What the activities there add up to: a row for each `kind`, with a value for each computation by its name.

    `marks` are put into each row as they are, so that rows of several extents can be told from each other.
    """
    rows = activities_in(extent).order_by().values("kind")
    return rows.annotate(
        **{name: Value(mark) for name, mark in marks.items()},
        count=Count("pk"),
        attendance=Sum("attendance"),
        quantity=Sum("quantity"),
        distinct=Count("title", distinct=True),
    )


def records_of(report: Report, values: Iterable[FigureValue]) -> dict[str, list[Activity] | list[Problem]]:
    """The rows behind each figure by its key, oldest first; none behind one that is typed by its nature."""
    figures = [value for value in values if value.indicator and value.extent]
    kinds = {kind.pk for value in figures if value.indicator for kind in value.indicator.kinds.all()}
    activities = {
        extent: list(
            activities_in(extent).filter(kind__in=kinds).select_related("unit", "kind").order_by("first_day", "pk")
        )
        for extent in {value.extent for value in figures if value.extent}
    }
    records: dict[str, list[Activity] | list[Problem]] = {}
    for value in figures:
        if value.indicator is None or value.extent is None:
            continue
        if value.indicator.computation in _PROBLEMS:
            records[value.reference.key] = list(problems_in(report, value.extent, value.indicator.computation))
        elif value.indicator.computation != Computation.TYPED:
            own = {kind.pk for kind in value.indicator.kinds.all()}
            records[value.reference.key] = [row for row in activities[value.extent] if row.kind_id in own]
    return records


def printed_then(report: Report, text: str) -> str:
    """A text of an approved report with its figures as its newest snapshot printed them; without figures no query."""
    if not references_in(text):
        return text
    snapshot = report.snapshots.filter(withdrawn_at__isnull=True).order_by("-number").first()
    figures = FrozenFigure.objects.filter(snapshot=snapshot)
    return written_out(text, {row.key: Printed(row.value, row.basis["unit_word"]) for row in figures})


class _Counts:
    """What was done within an extent by kind, read once and only when asked for."""

    def __init__(self, report: Report, extent: Extent) -> None:
        self._report = report
        self._extent = extent
        self._sums: dict[int, Mapping[str, Any]] | None = None
        self._problem_counts: dict[str, int] = {}

    def value(self, indicator: Indicator) -> int | None:
        """The indicator's value; None for one that nothing counts."""
        if indicator.computation == Computation.TYPED:
            return None
        if indicator.computation in _PROBLEMS:
            return self._problems(indicator.computation)
        return sum(self._of(kind.pk, indicator.computation) for kind in indicator.kinds.all())

    def _problems(self, computation: str) -> int:
        if computation not in self._problem_counts:
            self._problem_counts[computation] = problems_in(self._report, self._extent, computation).count()
        return self._problem_counts[computation]

    def _of(self, kind: int, computation: str) -> int:
        if self._sums is None:
            self._sums = {row["kind"]: row for row in sums_by_kind(self._extent)}
        return (self._sums.get(kind) or {}).get(computation) or 0


_PROBLEMS: Sequence[str] = (Computation.PROBLEMS_FOUND, Computation.PROBLEMS_CLOSED)


def problems_in(report: Report, extent: Extent, computation: str) -> QuerySet[Problem]:
    """The problems that were found there, or those that were closed out between the days, whenever they were found.

    Found is what approved reports of those days, or `report` itself, name for the first time.
    """
    days = (extent.first_day, extent.last_day)
    rows = Problem.objects.filter(
        removed_at__isnull=True, report__discarded_at__isnull=True, report__unit__in=subtree(extent.path)
    )
    if computation == Computation.PROBLEMS_CLOSED:
        return rows.filter(closed_at__date__range=days)
    told = Q(report=report.pk) | Q(report__state__in=FINISHED)
    within = {"report__period__first_day__gte": days[0], "report__period__last_day__lte": days[1]}
    return rows.filter(told, carried_from__isnull=True, **within)


def _year_before(day: datetime.date) -> datetime.date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def sought_indicators(report_type: ReportType, words: str, limit: int = 40) -> list[Indicator]:
    """The active indicators that `words` name, wholly or in part; those that the type asks for come first."""
    wanted = set(report_type.indicators.values_list("pk", flat=True))
    active = Indicator.objects.filter(active=True).prefetch_related("kinds")
    sought = "".join(words.split()).casefold()
    found = [one for one in active if any(sought in text.casefold() for text in (one.name, one.code, *one.words))]
    return sorted(found, key=lambda one: (one.pk not in wanted, one.order, one.code))[:limit]


def offices_of(unit: Unit) -> list[tuple[str, str]]:
    """Code and short name of the units below this one, in the order of the tree."""
    below = Unit.objects.filter(path__startswith=unit.path).exclude(pk=unit.pk)
    return list(below.order_by("path").values_list("code", "short_name"))


def indicators_with_use() -> QuerySet[Indicator]:
    """All indicators with what they count, are part of and are asked for in, in three queries."""
    return Indicator.objects.select_related("part_of").prefetch_related("kinds", "wanted_by")


def kinds_with_use() -> QuerySet[ActivityKind]:
    """All kinds of activities with `activity_count`, the activities of each that were not voided."""
    recorded = Count("activities", filter=Q(activities__voided_at__isnull=True))
    return ActivityKind.objects.annotate(activity_count=recorded)
