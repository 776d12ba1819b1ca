"""A unit over the years: what its approved reports said, what its ledger says, and what became of it.

Each function makes the same number of queries for one year as for twenty.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max, Min, OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from reports.access import looks_back_on
from reports.choices import FINISHED, Outcome, PeriodKind, RectificationState
from reports.document import Count
from reports.document.figures import references_in, written_out
from reports.models import (
    Activity,
    Answer,
    Decision,
    FrozenFigure,
    Indicator,
    NextStep,
    Person,
    Problem,
    Report,
    Unit,
    WorkItem,
)
from reports.queries.figures import Counted, Extent, Sums, counted_by, counted_kinds, counts_activities, sums_of
from reports.queries.ledger import subtree
from reports.queries.rectification import live_problems

# So many figures stand open on the page of the years; the others are folded away.
MOST_CHANGED = 8
Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure that a report was approved with: its value, and where its records can be read."""

    year: int
    code: str
    name: str
    word: str
    value: int
    report: int
    report_type: str
    number: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in one year: what approved reports said, each number once, and what the ledger counts now.

    `counted` is None where no ledger was kept that year, or where nobody counts it or may know.
    """

    year: int
    reported: tuple[Reported, ...]
    counted: int | None

    @property
    def first(self) -> int | None:
        """What the report said that was approved last; None without one."""
        return self.reported[0].value if self.reported else None

    @property
    def value(self) -> int | None:
        """What the report said, or else the ledger."""
        return self.counted if self.first is None else self.first

    @property
    def differs(self) -> bool:
        """Whether the ledger says something else today than a report did."""
        return self.counted is not None and any(one.value != self.counted for one in self.reported)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure through the years, in the order of the years."""

    code: str
    name: str
    word: str
    cells: tuple[Cell, ...]

    @property
    def change(self) -> float:
        """How far the last two values are apart, as a part of the larger: 0 for no change, and for a single value.

        What the ledger counts of a year that isn't over says nothing yet.
        """
        over = [cell for cell in self.cells if cell.reported or cell.year < timezone.localdate().year]
        known = [value for cell in over if (value := cell.value) is not None]
        *_rest, before, last = (0, 0, *known) if len(known) > 1 else (0, 0)
        return abs(last - before) / (max(last, before) or 1)


@dataclass(frozen=True, slots=True)
class FigureYears:
    """The figures that have any value in any year, and the years from the first to the last of them."""

    years: tuple[int, ...]
    lines: tuple[Line, ...]

    @property
    def parts(self) -> tuple[list[Line], list[Line]]:
        """The lines that changed most from the last year but one, and all the others in the catalogue's order.

        Few lines, or none that changed, are not parted.
        """
        changed = sorted((line for line in self.lines if line.change), key=lambda line: -line.change)[:MOST_CHANGED]
        if len(self.lines) <= MOST_CHANGED or not changed:
            return list(self.lines), []
        return changed, [line for line in self.lines if line not in changed]


def looked_back_on(person: Person, pk: int) -> Unit:
    """The unit `pk`; Http404 where there is none that the person may look at over the years."""
    unit: Unit = get_object_or_404(Unit, pk=pk)
    if not looks_back_on(person, unit):
        raise Http404
    return unit


def figure_years(unit: Unit, *, with_ledger: bool) -> FigureYears:
    """The unit's yearly figures: of its approved reports and, `with_ledger`, of its ledger over the same days.

    A year without an approved report is the calendar's.
    """
    reported, days = _reported(unit)
    sums = _sums(unit, days) if with_ledger else {}
    years = sorted({*days, *sums})
    span = tuple(range(years[0], years[-1] + 1)) if years else ()
    indicators = {row.code: row for row in Indicator.objects.all()}
    kinds = counted_kinds() if sums else {}
    lines = []
    for code in (*indicators, *sorted(reported.keys() - indicators.keys())):
        indicator, said = indicators.get(code), reported.get(code, {})
        cells = tuple(Cell(year, said.get(year, ()), _value(indicator, kinds, sums.get(year))) for year in span)
        if not said and not any(cell.counted for cell in cells):
            continue
        name, word = (indicator.name, indicator.unit_word) if indicator else _called(said)
        lines.append(Line(code, name, word, cells))
    return FigureYears(span, tuple(lines))


def _called(said: Mapping[int, tuple[Reported, ...]]) -> tuple[str, str]:
    """Name and word of a figure that the catalogue has no more, as it was last reported."""
    newest = said[max(said)][0]
    return newest.name, newest.word


def _approved(report: str) -> Subquery:
    """The snapshot that was approved last of the report at `report`, also where it was opened again since."""
    decisions = Decision.objects.filter(report=OuterRef(report), move="approve").order_by("-pk")
    return Subquery(decisions.values("snapshot")[:1])


def _reported(unit: Unit) -> tuple[dict[str, dict[int, tuple[Reported, ...]]], dict[int, Days]]:
    """The figures of the unit's approved yearly reports by code and year, and the days that each year has there.

    Figures about another time than the report's period, or about one office, stay in the report.
    """
    rows = (
        FrozenFigure.objects.filter(
            snapshot=_approved("snapshot__report"),
            snapshot__report__unit=unit,
            snapshot__report__period__kind=PeriodKind.YEAR.value,
        )
        .exclude(key__contains="|")
        .exclude(printed="")
        .order_by("-snapshot")
        .values_list(
            "snapshot__report__period__year",
            "key",
            "name",
            "basis__unit_word",
            "value",
            "snapshot__report",
            "snapshot__report__report_type__name",
            "snapshot__number",
            "snapshot__report__period__first_day",
            "snapshot__report__period__last_day",
        )
    )
    found: dict[str, dict[int, tuple[Reported, ...]]] = defaultdict(dict)
    days: dict[int, Days] = {}
    for *said, first_day, last_day in rows:
        one = Reported(*said)
        days.setdefault(one.year, (first_day, last_day))
        others = found[one.code].get(one.year, ())
        if one.value not in {other.value for other in others}:
            found[one.code][one.year] = (*others, one)
    return found, days


def _sums(unit: Unit, days: Mapping[int, Days]) -> dict[int, Sums]:
    """By year and kind what the ledger of the unit and all below adds up to, from its first year to its last."""
    living = Activity.objects.filter(unit__in=subtree(unit.path), voided_at__isnull=True)
    kept = living.aggregate(first=Min("first_day"), last=Max("first_day"))
    if kept["first"] is None:
        return {}
    years = range(kept["first"].year, kept["last"].year + 1)
    extents = {year: Extent(unit.path, *days.get(year, _calendar(year))) for year in years}
    sums = sums_of(extents.values())
    return {year: sums[extent] for year, extent in extents.items()}


def _calendar(year: int) -> Days:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def _value(indicator: Indicator | None, kinds: Counted, sums: Sums | None) -> int | None:
    if indicator is None or sums is None or not counts_activities(indicator):
        return None
    return counted_by(indicator, kinds, sums)


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A problem that is not closed out, in the words of its approved report."""

    row: Problem
    words: str


def open_problems_of(unit: Unit) -> list[OpenProblem]:
    """The problems of the unit's approved reports that are neither closed out nor carried on, the oldest first."""
    rows = (
        live_problems()
        .filter(report__unit=unit)
        .exclude(rectification_state=RectificationState.CLOSED.value)
        .select_related("report__period")
        .order_by("report__period__last_day", "pk")
    )
    named = [(row, (row.report_id, row.heading or row.body)) for row in rows]
    counts = _counts_then(text for _row, text in named)
    return [OpenProblem(row, _printed(text, counts)) for row, text in named]


@dataclass(frozen=True, slots=True)
class Promise:
    """A next step of an approved report, in its words, and what became of it.

    `answer` is what the next approved report said; `ticked` tells that the unit's own people have ticked it off, with
    no report about it yet. `basis` is what either rests on: a word, and the work and activities that were named.
    """

    row: NextStep
    words: str
    answer: Answer | None
    ticked: bool
    basis: tuple[str, ...]

    @property
    def basis_words(self) -> str:
        """What its end rests on, one after the other, in a line."""
        return "；".join(words.rstrip("。；") for words in self.basis)

    @property
    def kept(self) -> bool:
        """Whether it was kept: the next report says so, or until there is one the unit's people."""
        return self.answer.outcome == Outcome.DONE if self.answer else self.ticked


@dataclass(frozen=True, slots=True)
class Promises:
    """What one report promised."""

    report: Report
    rows: tuple[Promise, ...]

    @property
    def kept(self) -> int:
        """How many were kept."""
        return sum(one.kept for one in self.rows)


def promises_of_years(unit: Unit, *, with_ledger: bool) -> list[Promises]:
    """What the unit's approved reports promised, report by report, the newest first.

    What its own people ticked off since then is told only `with_ledger`, as it is no part of a report yet.
    """
    living = {"report__discarded_at__isnull": True, "report__state__in": FINISHED}
    items = Prefetch("work_items", WorkItem.objects.filter(removed_at__isnull=True))
    answers = Answer.objects.filter(**living).select_related("report__period").prefetch_related(items, "activities")
    rows = list(
        NextStep.objects.filter(report__unit=unit, removed_at__isnull=True, **living)
        .select_related("report__period", "report__report_type")
        .prefetch_related("activities", Prefetch("answers", answers, to_attr="given"))
        .order_by("-report__period__last_day", "-report", "chapter__order", "order", "pk")
    )
    told = [(row, *_told(row, with_ledger=with_ledger)) for row in rows]
    counts = _counts_then(text for _row, _answer, _ticked, texts in told for text in texts)
    by_report: dict[Report, list[Promise]] = defaultdict(list)
    for row, answer, ticked, texts in told:
        words, *basis = (_printed(text, counts) for text in texts)
        by_report[row.report].append(Promise(row, words, answer, ticked, tuple(basis)))
    return [Promises(report, tuple(promises)) for report, promises in by_report.items()]


# A text of a report, by the report's key.
Text = tuple[int, str]


def _told(row: NextStep, *, with_ledger: bool) -> tuple[Answer | None, bool, list[Text]]:
    """A promise's answer, whether it counts as ticked off, and its words with those of what it rests on."""
    given: list[Answer] = row.given  # type: ignore[attr-defined]  # the prefetch adds it
    answer = given[-1] if given else None
    ticked = with_ledger and answer is None and row.kept_at is not None
    basis: list[object] = []
    if answer is not None:
        basis = [answer.text, *answer.work_items.all(), *answer.activities.all()]
    elif ticked:
        basis = [row.kept_word, *row.activities.all()]
    about = answer.report_id if answer else row.report_id
    texts = [(about, text) for one in basis if (text := str(one))]
    return answer, ticked, [(row.report_id, row.heading or row.body), *texts]


def _counts_then(texts: Iterable[Text]) -> dict[int, dict[str, Count]]:
    """By report the figures that its approved version printed, of those whose texts take any."""
    reports = {report for report, text in texts if references_in(text)}
    counts: dict[int, dict[str, Count]] = defaultdict(dict)
    frozen = FrozenFigure.objects.filter(snapshot=_approved("snapshot__report"), snapshot__report__in=reports)
    for report, key, value, word in frozen.values_list("snapshot__report", "key", "value", "basis__unit_word"):
        counts[report][key] = Count(value, word)
    return counts


def _printed(text: Text, counts: Mapping[int, Mapping[str, Count]]) -> str:
    report, words = text
    return written_out(words, counts.get(report, {}))


def returns_of(unit: Unit) -> QuerySet[Decision]:
    """How often the unit's reports came back and why, the newest first."""
    decisions = Decision.objects.filter(report__unit=unit, move="return")
    return decisions.select_related("snapshot", "by", "report__period", "report__report_type").order_by("-pk")
