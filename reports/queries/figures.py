"""The values of the figures that a report takes, and the records behind each; as many queries for sixty as for one."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum, Value, prefetch_related_objects

from reports.choices import FINISHED, Computation, Outcome, Scope
from reports.document import Count as Printed
from reports.document import Reference
from reports.document.figures import references_in, written_out
from reports.models import (
    Activity,
    ActivityKind,
    Answer,
    Entry,
    FrozenFigure,
    Indicator,
    Problem,
    Report,
    ReportType,
    Snapshot,
    TypedFigure,
    Unit,
)
from reports.queries.ledger import counted, subtree

# These count the problems of reports; the others count activities, or nothing.
ABOUT_PROBLEMS = (Computation.PROBLEMS_FOUND, Computation.PROBLEMS_CLOSED, Computation.PROBLEMS_OPEN)


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


# By kind of activity, what the activities of one extent add up to: a value for each computation by its name.
Sums = Mapping[int, Mapping[str, Any]]
# The kinds of activity that each indicator counts, by its key: their codes by theirs.
Counted = Mapping[int, Mapping[int, str]]


class Figures:
    """The figures of a report at one moment: what was read for one of them is not read again for the next.

    As many queries for sixty as for one, none for those that were asked for before. Of a report that isn't stored it
    says what its unit's ledger does.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self._values: dict[str, FigureValue] = {}
        self._sums: dict[Extent, Sums] = {}
        self._problem_counts: dict[Extent, Mapping[str, int]] = {}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The whole catalogue by code."""
        return {row.code: row for row in Indicator.objects.all()}

    @cached_property
    def kinds(self) -> Counted:
        """The kinds of activity that each indicator counts."""
        return counted_kinds()

    @property
    def in_use(self) -> dict[str, Indicator]:
        """The active ones of the catalogue."""
        return {code: row for code, row in self.indicators.items() if row.active}

    def values(self, references: Iterable[Reference]) -> dict[str, FigureValue]:
        """The value of each figure by its key."""
        wanted = {reference.key: reference for reference in references}
        if missing := [reference for key, reference in wanted.items() if key not in self._values]:
            self._read(missing)
        return {key: self._values[key] for key in wanted}

    def sums(self, extents: Iterable[Extent]) -> Mapping[Extent, Sums]:
        """What the activities of each extent add up to."""
        self._sums |= sums_of(extent for extent in extents if extent not in self._sums)
        return self._sums

    @cached_property
    def _typed(self) -> dict[str, TypedFigure]:
        rows = TypedFigure.objects.filter(report=self.report.pk).select_related("by")
        return {row.key: row for row in rows}

    def _read(self, references: Iterable[Reference]) -> None:
        extents = extents_of(self.report, references)
        asked = [(one, self.indicators.get(one.code), extents[one.key]) for one in references]
        self.sums(extent for _one, indicator, extent in asked if extent and counts_activities(indicator))
        for one, indicator, extent in asked:
            reference = replace(one, about=False, bare=False)
            counted = self._counted(indicator, extent) if indicator and extent else None
            self._values[one.key] = FigureValue(reference, indicator, extent, counted, self._typed.get(one.key))

    def _counted(self, indicator: Indicator, extent: Extent) -> int | None:
        """The indicator's value there; None for one that nothing counts."""
        if counts_activities(indicator):
            return counted_by(indicator, self.kinds, self._sums[extent])
        return self._problems(extent)[indicator.computation] if indicator.computation in ABOUT_PROBLEMS else None

    def _problems(self, extent: Extent) -> Mapping[str, int]:
        if extent not in self._problem_counts:
            self._problem_counts[extent] = problem_counts(self.report, extent)
        return self._problem_counts[extent]


def figure_values(report: Report, references: Iterable[Reference]) -> dict[str, FigureValue]:
    """The value of each figure by its key, read now."""
    return Figures(report).values(references)


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


def sums_of(extents: Iterable[Extent]) -> dict[Extent, Sums]:
    """What the activities of each extent add up to, in one query; none where there is no extent."""
    wanted = list(dict.fromkeys(extents))
    sums: dict[Extent, dict[int, Mapping[str, Any]]] = {extent: {} for extent in wanted}
    # A part for each extent: a meeting that two offices recorded counts once within each.
    parts = [_sums_by_kind(extent, place) for place, extent in enumerate(wanted)]
    for row in parts[0].union(*parts[1:], all=True) if parts else ():
        sums[wanted[row["place"]]][row["kind"]] = row
    return dict(sums)


def _sums_by_kind(extent: Extent, place: int) -> QuerySet[Activity, Any]:
    rows = activities_in(extent).order_by().values("kind")
    return rows.annotate(
        place=Value(place),
        count=Count("pk"),
        attendance=Sum("attendance"),
        quantity=Sum("quantity"),
        distinct=Count("title", distinct=True),
    )


def counts_activities(indicator: Indicator | None) -> bool:
    """Whether there is such an indicator, and the ledger says its value."""
    return indicator is not None and indicator.computation not in (Computation.TYPED, *ABOUT_PROBLEMS)


def counted_kinds() -> Counted:
    """The kinds of activity that each indicator of the catalogue counts, without reading the kinds themselves."""
    counted: dict[int, dict[int, str]] = defaultdict(dict)
    pairs = Indicator.kinds.through.objects.values_list("indicator", "activitykind", "activitykind__code")
    for indicator, kind, code in pairs:
        counted[indicator][kind] = code
    return counted


def counted_by(indicator: Indicator, kinds: Counted, sums: Sums) -> int:
    """The value of an indicator that counts activities, given what those of its extent add up to."""
    return sum((sums.get(kind) or {}).get(indicator.computation) or 0 for kind in kinds.get(indicator.pk, ()))


def records_of(report: Report, values: Iterable[FigureValue]) -> dict[str, list[Activity] | list[Problem]]:
    """The rows behind each figure by its key, oldest first; none behind one that is typed by its nature."""
    figures = [value for value in values if value.indicator and value.extent]
    prefetch_related_objects([value.indicator for value in figures if value.indicator], "kinds")
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
        if value.indicator.computation in ABOUT_PROBLEMS:
            records[value.reference.key] = problems_in(report, value.extent, value.indicator.computation)
        elif value.indicator.computation != Computation.TYPED:
            own = {kind.pk for kind in value.indicator.kinds.all()}
            records[value.reference.key] = [row for row in activities[value.extent] if row.kind_id in own]
    return records


# A text of a report, by the report's key.
Text = tuple[int, str]
Named = TypeVar("Named", bound=Entry)


def printed_figures(snapshot: Snapshot) -> QuerySet[FrozenFigure]:
    """The figures of the version's text, without those that only its cross-checks compare."""
    return FrozenFigure.objects.filter(snapshot=snapshot).exclude(printed="")


def printed_then(report: Report, text: str) -> str:
    """A text of an approved report with its figures as its newest snapshot printed them; without figures no query."""
    return texts_then([(report.pk, text)])[0]


def texts_then(texts: Iterable[Text]) -> list[str]:
    """The texts of approved reports with their figures as the newest snapshots printed them, in one query or none."""
    told = list(texts)
    reports = {report for report, text in told if references_in(text)}
    if not reports:
        return [text for _report, text in told]
    counts: dict[int, dict[str, Printed]] = defaultdict(dict)
    newest = Snapshot.objects.filter(report=OuterRef("snapshot__report"), withdrawn_at__isnull=True).order_by("-number")
    frozen = FrozenFigure.objects.filter(snapshot__report__in=reports, snapshot=newest.values("pk")[:1])
    for report, key, value, word in frozen.values_list("snapshot__report", "key", "value", "basis__unit_word"):
        counts[report][key] = Printed(value, word)
    return [written_out(text, counts[report]) for report, text in told]


def called_then(rows: Iterable[Named]) -> list[Named]:
    """Entries of approved reports, each with `called`: its name, with its figures as they were printed."""
    named = list(rows)
    names = texts_then((row.report_id, str(row)) for row in named)
    for row, name in zip(named, names, strict=True):
        row.called = name  # type: ignore[attr-defined]  # for the templates
    return named


def printed_now(report: Report, text: str) -> str:
    """A text of a draft with its figures as they are now; without figures no query."""
    values = figure_values(report, references_in(text)).values()
    known = {one.reference.key: Printed(one.value, one.indicator.unit_word) for one in values if one.indicator}
    return written_out(text, known)


def problems_in(report: Report, extent: Extent, computation: str) -> list[Problem]:
    """The problems that the unit had before it between the days; of those the ones that were settled, or that are left.

    Before it are those that reports of those days name, and those that were open from earlier; one that is carried on
    is one problem. Settled is what was closed out between the days, or what a report of those days says is done. Only
    approved reports are asked, and `report` itself.
    """
    return [row for row in _problems_told(report, extent) if _counts_as(computation, vars(row))]


def problem_counts(report: Report, extent: Extent) -> dict[str, int]:
    """How many `problems_in` has for each computation, in one query."""
    rows = _problems_told(report, extent).order_by().values(*_FATES).annotate(number=Count("pk"))
    return {
        computation.value: sum(row["number"] for row in rows if _counts_as(computation, row))
        for computation in ABOUT_PROBLEMS
    }


# What may have become of a problem.
_FATES = ("told_by_then", "told_again", "closed_before", "closed_then", "done", "dropped")


def _problems_told(report: Report, extent: Extent) -> QuerySet[Problem, Any]:
    """The unit's problems that no report had ended before the days, each with its fates."""
    first, last = extent.first_day, extent.last_day
    told = Q(report=report.pk) | Q(report__state__in=FINISHED)
    known = told & Q(report__discarded_at__isnull=True)
    answers = Answer.objects.filter(known, problem=OuterRef("pk"))
    answered = answers.filter(report__period__first_day__gte=first, report__period__last_day__lte=last)
    ended = (Outcome.DONE.value, Outcome.DROPPED.value)
    ended_before = answers.filter(outcome__in=ended, report__period__last_day__lt=first)
    by_then = Q(report__period__last_day__lte=last)
    named_again = Problem.objects.filter(known, by_then, carried_from=OuterRef("pk"), removed_at__isnull=True)
    rows = Problem.objects.filter(known, removed_at__isnull=True, report__unit__in=subtree(extent.path))
    return rows.exclude(Exists(ended_before)).annotate(
        told_by_then=by_then,
        told_again=Exists(named_again),
        closed_before=Q(closed_at__isnull=False, closed_at__date__lt=first),
        closed_then=Q(closed_at__isnull=False, closed_at__date__range=(first, last)),
        done=Exists(answered.filter(outcome=Outcome.DONE.value)),
        dropped=Exists(answered.filter(outcome=Outcome.DROPPED.value)),
    )


def _counts_as(computation: str, fate: Mapping[str, Any]) -> bool:
    settled = bool(fate["closed_then"] or fate["done"])
    if computation == Computation.PROBLEMS_CLOSED:
        return settled
    found = bool(fate["told_by_then"] or settled) and not fate["closed_before"] and not fate["told_again"]
    return found and (computation == Computation.PROBLEMS_FOUND or not (settled or fate["dropped"]))


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
