"""The cross-checks of a report: rules over its figures and its text, in as many queries whatever its length."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.db.models import Q

from reports.checking import (
    EACH,
    Expression,
    ExpressionError,
    Kind,
    Manner,
    Mention,
    Named,
    evaluate,
    figures_of,
    mentions_in,
    parse,
    percentage,
    rates_in,
    says_something,
)
from reports.choices import ChapterKind, CheckKind, CheckSeverity, Computation, PeriodKind, Scope
from reports.composing.manuscripts import Rows, manuscript_of, read_rows
from reports.document import Manuscript, Reference
from reports.document.building import keyed_chapters
from reports.document.figures import reference_of, split
from reports.marking import mark as _
from reports.models import CheckRule, Explanation, Indicator, Report, Waiver
from reports.models.checks import CheckAnswer
from reports.proofreading.places import Place, places
from reports.queries.figures import ABOUT_PROBLEMS, FigureValue, figure_values

# What the expressions of each kind of rule give; the other kinds have none.
GIVES = {
    CheckKind.EXPRESSION: Kind.CONDITION,
    CheckKind.FEW: Kind.CONDITION,
    CheckKind.RATE: Kind.NUMBER,
}
IN_THE_TEXT = _("In the text")
COMPUTED = _("Computed from the figures")
_COUNTED = (Computation.COUNT, Computation.ATTENDANCE, Computation.QUANTITY, Computation.DISTINCT)
# Words of the catalogue that are shorter than this stand in too many other words; an indicator's name always counts.
_SHORTEST = 4
# What a name explains or leaves open, and texts don't: 签订责任书（状）.
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
# Problems of which a sentence says this are others' than those that the report lists.
_FOUND_BY_OTHERS = (
    "检查", "抽查", "督查", "督导", "暗访", "巡察", "巡视", "审计", "反馈", "移交", "转办", "信访", "线索",
    "通报", "案",
)  # fmt: skip
# 运用第一种形态处理9人次，其中提醒谈话6人次: what one of the four forms consists of is no count of its own.
_FORM = "形态"
# Stands for a figure of the text where numbers that were typed are looked for.
_FIGURE = "\ufffc"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the sides that don't agree: a figure with its indicator's name and time, or words of the text.

    `key` names it for good; `name` is a message id or an indicator's name, `anchor` and `field` where it stands in the
    text, blank where it doesn't.
    """

    key: str
    name: str
    shown: str
    scope: str = ""
    anchor: str = ""
    field: str = ""

    @property
    def reference(self) -> Reference | None:
        """The figure that it is; None for words of the text, and for what is computed of figures."""
        return None if self.name in (IN_THE_TEXT, COMPUTED) else reference_of("{{" + self.key + "}}")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A rule that doesn't hold, the sides that don't agree, and what the unit said to it."""

    rule: CheckRule
    key: str
    parts: tuple[Part, ...]
    explanation: Explanation | None = None
    waiver: Waiver | None = None

    @property
    def id(self) -> str:
        """What tells it from the others of the report."""
        return f"{self.rule.pk}-{self.key}"

    @property
    def about(self) -> dict[str, str]:
        """What an explanation is about; one that was given for other figures doesn't count any more."""
        return {part.key: part.shown for part in self.parts}

    @property
    def hard(self) -> bool:
        """Whether it has to be put right or waived; the others are to be explained."""
        return self.rule.severity == CheckSeverity.HARD

    @property
    def answer(self) -> CheckAnswer | None:
        """What the unit said to it, of the kind that the rule asks for."""
        return self.waiver if self.hard else self.explanation

    @property
    def outdated(self) -> bool:
        """Whether the answer was given for other figures."""
        return self.answer is not None and self.answer.about != self.about

    @property
    def hollow(self) -> bool:
        """Whether the answer says nothing."""
        return self.answer is not None and not says_something(self.answer.text)

    @property
    def settled(self) -> bool:
        """Whether the report may be submitted with it."""
        return self.answer is not None and not self.outdated and not self.hollow


@dataclass(frozen=True, slots=True)
class Said:
    """A place of the text that speaks of an indicator."""

    place: Place
    mention: Mention


@dataclass(frozen=True, slots=True)
class Case:
    """All that rules look at: the catalogue, the values by key, where figures stand, and what is typed."""

    indicators: Mapping[str, Indicator]
    texts: Sequence[Place]
    standing: Mapping[str, Place]
    said: Sequence[Said]
    values: Mapping[str, FigureValue] = field(default_factory=dict)
    whole_year: bool = True

    @property
    def taken(self) -> list[str]:
        """The codes of the indicators that the report takes, as figures, typed numbers or a chapter of problems."""
        numbers = (said.mention.code for said in self.said if said.mention.value is not None)
        return list(dict.fromkeys([*(key.split("|")[0] for key in self.standing), *numbers]))

    def known(self, references: Iterable[Reference]) -> dict[str, int | None]:
        """The values of figures by key; the halves of anything but a year are unknown."""
        return {r.key: None if self._is_no_half(r) else self._value(r) for r in references}

    def figure(self, reference: Reference) -> Part:
        """A figure as a side of a contradiction."""
        indicator, value = self.indicators.get(reference.code), self._value(reference)
        place = self.standing.get(reference.key)
        shown = "—" if value is None else f"{value}{indicator.unit_word if indicator else ''}"
        return Part(
            reference.key,
            indicator.name if indicator else reference.code,
            shown,
            "" if reference.scope is Scope.PERIOD else reference.scope.value,
            place.anchor if place else "",
            place.field if place else "",
        )

    def _value(self, reference: Reference) -> int | None:
        found = self.values.get(reference.key)
        return found.value if found else None

    def _is_no_half(self, reference: Reference) -> bool:
        return not self.whole_year and reference.scope in (Scope.FIRST_HALF, Scope.SECOND_HALF)


def contradictions(report: Report, rows: Rows | None = None) -> list[Contradiction]:
    """The rules that don't hold for the report as it stands, hard ones first, each with what the unit said to it."""
    rules = rules_for(report)
    if not rules:
        return []
    case = read_case(report, manuscript_of(report, rows or read_rows(report)), rules)
    found = [one for rule in rules for one in judge(rule, case)]
    if not found:
        return []
    explained = {(row.rule_id, row.key): row for row in report.explanations.select_related("by")}
    waived = {(row.rule_id, row.key): row for row in report.waivers.select_related("by")}
    answered = [
        replace(one, explanation=explained.get((one.rule.pk, one.key)), waiver=waived.get((one.rule.pk, one.key)))
        for one in found
    ]
    return sorted(answered, key=lambda one: not one.hard)


def rules_for(report: Report) -> list[CheckRule]:
    """The active rules of the report's type."""
    for_type = Q(report_types__isnull=True) | Q(report_types=report.report_type_id)
    return list(CheckRule.objects.filter(for_type, active=True).distinct())


def read_case(report: Report, manuscript: Manuscript, rules: Iterable[CheckRule]) -> Case:
    """Read what the rules look at: the catalogue, and the values of all figures that they or the text name."""
    indicators = {row.code: row for row in Indicator.objects.filter(active=True)}
    done = _without(manuscript, ChapterKind.PROBLEMS, ChapterKind.NEXT_STEPS)
    texts, all_texts = list(places(done)), list(places(manuscript))
    names = _names(indicators.values())
    own = {place.anchor for place in texts}
    said = [
        Said(place, mention)
        for place in all_texts
        for mention in mentions_in(_typed_only(place.text), names)
        if mention.manner is Manner.FEW or place.anchor in own
    ]
    standing = {**_named_by_chapters(manuscript, indicators.values()), **_standing(all_texts)}
    case = Case(indicators, texts, standing, said, whole_year=report.period.kind == PeriodKind.YEAR)
    wanted = {reference for rule in rules for _code, bound in figures_bound(rule, case) for reference in bound}
    wanted |= {Reference(one.mention.code) for one in said}
    return replace(case, values=figure_values(report, sorted(wanted)))


def judge(rule: CheckRule, case: Case) -> Iterator[Contradiction]:
    """Where the rule doesn't hold."""
    for key, parts in JUDGES[CheckKind(rule.kind)](rule, case):
        yield Contradiction(rule, key, tuple(parts))


def expression_of(rule: CheckRule) -> Expression | None:
    """The rule's expression; None for a kind without one, and where it can't be read any more."""
    gives = GIVES.get(CheckKind(rule.kind))
    return _parsed(rule.expression, gives) if gives else None


def adds_up(indicator: Indicator) -> bool:
    """Whether its halves make the whole: a flow, and no count of titles or problems, which both halves may have."""
    return not indicator.stock and indicator.computation not in (Computation.DISTINCT, *ABOUT_PROBLEMS)


def figures_bound(rule: CheckRule, case: Case) -> list[tuple[str, list[Reference]]]:
    """The figures of the rule's expression in its order, with EACH replaced by each indicator that the report takes."""
    expression = expression_of(rule)
    if expression is None:
        return []
    named = figures_of(expression)
    if all(reference.code != EACH for reference in named):
        return [("", named)]
    codes = [code for code in case.taken if code in case.indicators and adds_up(case.indicators[code])]
    return [(code, [replace(r, code=code) if r.code == EACH else r for r in named]) for code in codes]


def values_bound(expression: Expression, case: Case, bound: list[Reference]) -> dict[str, int | None]:
    """The values by the keys of the expression's own figures, EACH among them."""
    known = case.known(bound)
    return {own.key: known[reference.key] for own, reference in zip(figures_of(expression), bound, strict=True)}


Sides = Iterator[tuple[str, list[Part]]]


def _figures_agree(rule: CheckRule, case: Case) -> Sides:
    """A rule over figures, judged where the report takes one of them; with EACH, for every one that it takes."""
    expression = expression_of(rule)
    taken = set(case.taken)
    for code, bound in figures_bound(rule, case):
        if expression is None or not taken & {reference.code for reference in bound}:
            continue
        if evaluate(expression, values_bound(expression, case, bound)) is False:
            yield code, [case.figure(reference) for reference in bound]


def _rate_agrees(rule: CheckRule, case: Case) -> Sides:
    """A percentage that is typed equals the share, rounded to as many decimals."""
    expression = expression_of(rule)
    named = figures_of(expression) if expression else []
    for place in case.texts if expression else ():
        for rate in rates_in(_typed_only(place.text), rule.words):
            share = percentage(expression, case.known(named), rate.decimals) if expression else None
            if share is not None and share != rate.value:
                computed = Part("computed", COMPUTED, f"{float(share):.{rate.decimals}f}%")
                yield "", [_quoted(place, rate.quote), computed, *map(case.figure, named)]
                return


def _typed_twice(rule: CheckRule, case: Case) -> Sides:
    """The numbers that are typed for one indicator are the same."""
    for code, said in _by_code(case, Manner.NUMBER).items():
        different = {one.mention.value: one for one in reversed(said)}
        if len(different) > 1:
            ordered = sorted(different.values(), key=said.index)
            yield code, [_quoted(one.place, one.mention.quote, n) for n, one in enumerate(ordered, 1)]


def _typed_and_counted(rule: CheckRule, case: Case) -> Sides:
    """A typed number is that of the ledger, where the ledger has one."""
    for code, said in _by_code(case, Manner.NUMBER).items():
        counted = case.known([Reference(code)])[code]
        other = next((one for one in said if one.mention.value != counted), None)
        if counted and other:
            yield code, [_quoted(other.place, other.mention.quote), case.figure(Reference(code))]


def _with_a_number(manner: Manner) -> "Judge":
    """Words for no exact number, where the ledger has one."""

    def judge_manner(rule: CheckRule, case: Case) -> Sides:
        for code, said in _by_code(case, manner).items():
            if case.known([Reference(code)])[code]:
                yield code, [_quoted(said[0].place, said[0].mention.quote), case.figure(Reference(code))]

    return judge_manner


def _not_too_few(rule: CheckRule, case: Case) -> Sides:
    """The text calls few what the rule's expression calls enough."""
    expression = expression_of(rule)
    named = figures_of(expression) if expression else []
    if expression is None or not evaluate(expression, case.known(named)):
        return
    codes = {reference.code for reference in named}
    for code, said in _by_code(case, Manner.FEW).items():
        if code in codes:
            yield code, [_quoted(said[0].place, said[0].mention.quote), *map(case.figure, named)]


Judge = Callable[[CheckRule, Case], Sides]
JUDGES: dict[CheckKind, Judge] = {
    CheckKind.EXPRESSION: _figures_agree,
    CheckKind.RATE: _rate_agrees,
    CheckKind.TYPED_TWICE: _typed_twice,
    CheckKind.TYPED_AND_COUNTED: _typed_and_counted,
    CheckKind.SEVERAL: _with_a_number(Manner.SEVERAL),
    CheckKind.NOTHING: _with_a_number(Manner.NOTHING),
    CheckKind.FEW: _not_too_few,
}


@lru_cache(maxsize=512)
def _parsed(text: str, gives: Kind) -> Expression | None:
    try:
        return parse(text, gives=gives)
    except ExpressionError:
        return None


def _names(indicators: Iterable[Indicator]) -> tuple[Named, ...]:
    """How texts name the indicators that records count; the others' numbers have other sources."""
    return tuple(
        Named(
            row.code,
            tuple({row.name, _BRACKETS.sub("", row.name), *(word for word in row.words if len(word) >= _SHORTEST)}),
            row.unit_word,
            (
                *(() if _FORM in row.name else (_FORM,)),
                *(_FOUND_BY_OTHERS if row.computation in ABOUT_PROBLEMS else ()),
            ),
        )
        for row in indicators
        if row.computation in (*_COUNTED, *ABOUT_PROBLEMS)
    )


def _without(manuscript: Manuscript, *kinds: ChapterKind) -> Manuscript:
    return replace(manuscript, chapters=tuple(one for one in manuscript.chapters if one.kind not in kinds))


def _standing(texts: Iterable[Place]) -> dict[str, Place]:
    """Where each figure of the text stands first, by its key."""
    found: dict[str, Place] = {}
    for place in texts:
        for part in split(place.text):
            if isinstance(part, Reference) and not part.office:
                found.setdefault(part.key, place)
    return found


def _named_by_chapters(manuscript: Manuscript, indicators: Iterable[Indicator]) -> dict[str, Place]:
    """The problems that were found, by the key of their figure: who reads a chapter of problems reads how many."""
    problems = (chapter for chapter in keyed_chapters(manuscript) if chapter[1].kind is ChapterKind.PROBLEMS)
    first = next((Place(entries[0][0], "heading", "") for _anchor, _chapter, entries in problems if entries), None)
    found = [one.code for one in indicators if one.computation == Computation.PROBLEMS_FOUND]
    return dict.fromkeys(found, first) if first else {}


def _typed_only(text: str) -> str:
    return "".join(part if isinstance(part, str) else _FIGURE for part in split(text))


def _by_code(case: Case, manner: Manner) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for said in case.said:
        if said.mention.manner is manner:
            found[said.mention.code].append(said)
    return found


def _quoted(place: Place, quote: str, number: int = 1) -> Part:
    return Part(f"text-{number}", IN_THE_TEXT, quote, anchor=place.anchor, field=place.field)
