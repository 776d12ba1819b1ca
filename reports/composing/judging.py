"""How each kind of rule is judged: what it looks at, and which sides don't agree where it doesn't hold."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reports.checking import (
    EACH,
    Expression,
    ExpressionError,
    Kind,
    Manner,
    Mention,
    evaluate,
    figures_of,
    parse,
    percentage,
    rates_in,
)
from reports.choices import CheckKind, Computation, Scope
from reports.document import Reference
from reports.document.figures import reference_of, split
from reports.marking import mark as _
from reports.models import CheckRule, Indicator
from reports.proofreading.places import Place
from reports.queries.figures import ABOUT_PROBLEMS, FigureValue

# What the expressions of each kind of rule give; the other kinds have none.
GIVES = {
    CheckKind.EXPRESSION: Kind.CONDITION,
    CheckKind.FEW: Kind.CONDITION,
    CheckKind.RATE: Kind.NUMBER,
}
IN_THE_TEXT = _("In the text")
COMPUTED = _("Computed from the figures")
# Stands for a figure of the text where numbers that were typed are looked for.
_FIGURE = "\ufffc"
_HALVES = frozenset({Scope.FIRST_HALF, Scope.SECOND_HALF})


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

    def is_told(self, references: Sequence[Reference]) -> bool:
        """Whether a year that was typed above the ledger's count is held against its halves, which nobody prints.

        The reason says that records are missing; of which half they are isn't known.
        """
        if len({reference.code for reference in references}) != 1:
            return False
        found = {reference: self.values.get(reference.key) for reference in references}
        typed = [value for value in found.values() if value and value.typed]
        others = [reference for reference, value in found.items() if not (value and value.typed)]
        return (
            bool(typed and others)
            and all(value.typed.value > (value.counted or 0) for value in typed if value.typed)
            and all(other.scope in _HALVES and other.key not in self.standing for other in others)
        )

    def _value(self, reference: Reference) -> int | None:
        found = self.values.get(reference.key)
        return found.value if found else None

    def _is_no_half(self, reference: Reference) -> bool:
        return not self.whole_year and reference.scope in _HALVES


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
        if not case.is_told(bound) and evaluate(expression, values_bound(expression, case, bound)) is False:
            yield code, [case.figure(reference) for reference in bound]


def _rate_agrees(rule: CheckRule, case: Case) -> Sides:
    """A percentage that is typed equals the share, rounded to as many decimals."""
    expression = expression_of(rule)
    named = figures_of(expression) if expression else []
    for place in case.texts if expression else ():
        for rate in rates_in(typed_only(place.text), rule.words):
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


def typed_only(text: str) -> str:
    """The text with a sign for each figure: where numbers that somebody typed are looked for."""
    return "".join(part if isinstance(part, str) else _FIGURE for part in split(text))


def _by_code(case: Case, manner: Manner) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for said in case.said:
        if said.mention.manner is manner:
            found[said.mention.code].append(said)
    return found


def _quoted(place: Place, quote: str, number: int = 1) -> Part:
    return Part(f"text-{number}", IN_THE_TEXT, quote, anchor=place.anchor, field=place.field)
