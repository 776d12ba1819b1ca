"""What was done in a report's period, and the sentences that the catalogue's patterns make of it; nothing else is said.

A pattern has {count}, {attendance} and {quantity}. Where an indicator counts the kind, its token stands there, so that
the figure opens its records and follows the ledger; else the number.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from reports.choices import Computation
from reports.composing.figures import places_of, read_key
from reports.composing.patterns import fill_pattern, pattern_words
from reports.document import Count, Manuscript, Reference
from reports.document.figures import written_out
from reports.models import Activity, ActivityKind, Indicator, Outline, Period, Report, Unit, WorkItem
from reports.queries.figures import Extent, Figures, Sums, activities_in, extents_of
from reports.queries.ledger import KindTotal, totals_by_kind

MOST_NAMED = 3
# Where a pattern has a number.
NUMBER = re.compile(r"\{(count|attendance|quantity)\}")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done of one kind, the sentence with its figures as tokens, and the same as it reads now.

    The sentence is blank where the kind has no pattern, or the ledger none of its numbers. `also` are the other kinds
    that its numbers count, since its indicator does.
    """

    total: KindTotal
    sentence: str
    shown: str
    also: tuple[KindTotal, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """Sentences with their figures as tokens, and the names of the kinds that they are about."""

    text: str
    kinds: tuple[str, ...]

    @property
    def heading(self) -> str:
        """What an entry of these sentences is called: its kinds, the first of many."""
        names = "、".join(self.kinds[:MOST_NAMED])
        return f"{names}等" if len(self.kinds) > MOST_NAMED else names


@dataclass(frozen=True, slots=True)
class Used:
    """The anchors of what stands in the report already: by code of the kind as a figure, by activity as a sentence."""

    figures: Mapping[str, tuple[str, ...]]
    activities: Mapping[UUID, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]


def zero_sentence(outline: Outline, unit: Unit, period: Period) -> str:
    """The sentence of a zero report of this outline; blank where it takes none."""
    return fill_pattern(outline.zero_report, pattern_words(unit, period)) if outline.zero_report else ""


def anything_done(figures: Figures) -> bool:
    """Whether the ledger has anything of the report's period; no query where its figures were read."""
    return bool(_own_sums(figures))


def done_in_period(figures: Figures) -> list[Done]:
    """What the unit with all below it did in the report's period by kind; one query where its figures were read."""
    sums = _own_sums(figures)
    kinds = _worded(figures.report, ActivityKind.objects.filter(pk__in=sums))
    totals = {code: _total(kind, sums[kind.pk]) for code, kind in kinds.items()}
    indicators = _Indicators(figures)
    return [_done(kind, totals, indicators) for kind in kinds.values()]


def used_in(figures: Figures, manuscript: Manuscript) -> Used:
    """What of the ledger the report's texts say already, in one query: by figures, and by sentences put in.

    A sentence stands there as long as its words do, whatever was changed around them.
    """
    places = {read.code: anchors for key, anchors in places_of(manuscript).items() if (read := read_key(key))}
    counted: dict[str, tuple[str, ...]] = {}
    for indicator in figures.indicators.values() if places else ():
        for code in figures.kinds.get(indicator.pk, {}).values() if indicator.code in places else ():
            counted[code] = (*counted.get(code, ()), *places[indicator.code])
    activities: dict[UUID, tuple[str, ...]] = {}
    report, kinds = figures.report, dict(counted)
    links = WorkItem.drafted_from.through.objects.filter(workitem__report=report, workitem__removed_at__isnull=True)
    kind = ("activity__kind__code", "activity__kind__name", "activity__kind__sentence")
    for item, body, uuid, code, name, sentence in links.values_list(
        "workitem__uuid", "workitem__body", "activity__uuid", *kind
    ):
        pattern = report.report_type.sentences.get(code, sentence)
        if not any(words in body for words in (name, _said_by(pattern)) if words):
            continue
        anchor = f"entry-{item}"
        activities[uuid] = (*activities.get(uuid, ()), anchor)
        if anchor not in kinds.get(code, ()):
            kinds[code] = (*kinds.get(code, ()), anchor)
    return Used(counted, activities, kinds)


def drafted_activities(report: Report, codes: Collection[str], uuids: Collection[UUID]) -> QuerySet[Activity]:
    """The activities of which `drafted` makes sentences."""
    return activities_in(_extent(report)).filter(Q(uuid__in=uuids) | Q(kind__code__in=codes))


def done_of_kind(report: Report, code: str) -> list[Activity]:
    """The activities of one kind in the report's period, oldest first."""
    rows = activities_in(_extent(report)).filter(kind__code=code).select_related("unit")
    return list(rows.order_by("first_day", "pk"))


def drafted(report: Report, codes: Collection[str], uuids: Collection[UUID]) -> Drafted:
    """The sentences of these kinds, and of these activities by their kinds, in the order of the catalogue.

    A kind that is chosen whole says nothing of its single activities. Blank where nothing can be said.
    """
    sentences = {one.total.code: one.sentence for one in done_in_period(Figures(report)) if one.total.code in codes}
    single = activities_in(_extent(report)).filter(uuid__in=uuids).exclude(kind__code__in=codes)
    kinds = _worded(report, ActivityKind.objects.filter(activities__in=single).distinct())
    for total in totals_by_kind(single):
        sentences[total.code] = _filled(kinds[total.code].sentence, _numbers([total]))
    order = ActivityKind.objects.filter(code__in=[code for code in sentences if sentences[code]])
    said = list(order.values_list("code", "name"))
    return Drafted("".join(f"{sentences[code]}。" for code, _name in said), tuple(name for _code, name in said))


class _Indicators:
    """The indicators by what they compute and over which kinds."""

    def __init__(self, figures: Figures) -> None:
        self._own: dict[tuple[str, str], Indicator] = {}
        self._over: dict[tuple[str, frozenset[str]], Indicator] = {}
        self._kinds = {pk: frozenset(codes.values()) for pk, codes in figures.kinds.items()}
        for one in figures.in_use.values():
            self._own[one.computation, one.code] = one
            self._over.setdefault((one.computation, self.kinds(one)), one)

    def first(self, computation: str, kind: str) -> Indicator | None:
        """The one that counts this kind alone, else the one that is called like it, whatever else it counts."""
        found = self.over(computation, frozenset({kind})) or self._own.get((computation, kind))
        return found if found and kind in self.kinds(found) else None

    def kinds(self, indicator: Indicator) -> frozenset[str]:
        """The codes of the kinds that it counts."""
        return self._kinds.get(indicator.pk, frozenset())

    def over(self, computation: str, kinds: frozenset[str]) -> Indicator | None:
        """The one that counts exactly these kinds."""
        return self._over.get((computation, kinds))


def _total(kind: ActivityKind, sums: Mapping[str, Any]) -> KindTotal:
    return KindTotal(kind.code, kind.name, kind.quantity_word, sums["count"], sums["attendance"], sums["quantity"])


def _own_sums(figures: Figures) -> Sums:
    extent = _extent(figures.report)
    return figures.sums([extent])[extent]


def _extent(report: Report) -> Extent:
    own = Reference("own")
    extent = extents_of(report, [own])[own.key]
    assert extent is not None  # noqa: S101  # without an office it is that of the unit  # nosec B101
    return extent


def _worded(report: Report, kinds: Iterable[ActivityKind]) -> dict[str, ActivityKind]:
    """The kinds by code, each with the sentence that the report's type has for it, where it has one."""
    by_code = {kind.code: kind for kind in kinds}
    for kind in by_code.values():
        kind.sentence = report.report_type.sentences.get(kind.code, kind.sentence)
    return by_code


def _done(kind: ActivityKind, totals: Mapping[str, KindTotal], indicators: _Indicators) -> Done:
    named = [Computation(match[1]) for match in NUMBER.finditer(kind.sentence)]
    first = indicators.first(named[0], kind.code) if named else None
    # All numbers of a sentence are about the same activities: those that its first figure counts.
    over = indicators.kinds(first) if first else frozenset({kind.code})
    numbers = _numbers(total for code, total in totals.items() if code in over)
    found = {name: first if name == named[0] and first else indicators.over(name, over) for name in named}
    figures = {str(name): indicator for name, indicator in found.items() if indicator}
    sentence = _filled(kind.sentence, numbers, figures)
    counts = {one.code: Count(numbers[name], one.unit_word) for name, one in figures.items()}
    also = tuple(total for code, total in totals.items() if code in over and code != kind.code)
    return Done(totals[kind.code], sentence, written_out(sentence, counts), also)


def _said_by(pattern: str) -> str:
    """The longest words of a pattern between its numbers: what remains of its sentence when that is reworded."""
    return max(re.split(r"\{\w+\}|[，。]", pattern), key=len)


def _numbers(totals: Iterable[KindTotal]) -> dict[str, int]:
    rows = list(totals)
    return {
        "count": sum(row.count for row in rows),
        "attendance": sum(row.attendance or 0 for row in rows),
        "quantity": sum(row.quantity or 0 for row in rows),
    }


def _filled(pattern: str, numbers: Mapping[str, int], figures: Mapping[str, Indicator] | None = None) -> str:
    """The pattern with its numbers; a clause whose number the ledger doesn't have is left out."""
    clauses = (part for part in pattern.split("，") if all(numbers[name] for name in NUMBER.findall(part)))
    return "，".join(_clause(part, numbers, figures or {}) for part in clauses)


def _clause(clause: str, numbers: Mapping[str, int], figures: Mapping[str, Indicator]) -> str:
    """A figure prints the word that it counts in by itself, where the pattern has the same one."""
    said, end = "", 0
    for match in NUMBER.finditer(clause):
        said += clause[end : match.start()]
        end = match.end()
        indicator = figures.get(match[1])
        if indicator is None:
            said += str(numbers[match[1]])
        elif clause.startswith(indicator.unit_word, end):
            said += Reference(indicator.code).token
            end += len(indicator.unit_word)
        else:
            said += Reference(indicator.code, bare=True).token
    return said + clause[end:]
