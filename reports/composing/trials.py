"""A cross-check tried by its administrator on the figures of a unit and period."""

from dataclasses import dataclass, replace

from reports.checking import Expression, evaluate, percentage
from reports.choices import CheckKind, PeriodKind
from reports.composing.judging import Case, Part, expression_of, figures_bound, values_bound
from reports.document import Reference
from reports.models import CheckRule, Period, Report, Unit
from reports.proofreading.places import Place
from reports.queries.figures import Figures


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule says of some figures: whether it holds (None: not judged), or the percentage that it computes."""

    parts: tuple[Part, ...]
    holds: bool | None
    share: str = ""


def try_rule(rule: CheckRule, unit: Unit, period: Period) -> list[Trial]:
    """What the rule's expression says of the figures of a unit and period, of its report where it has one already.

    A rule for each indicator is tried on all that have a value.
    """
    expression = expression_of(rule)
    if expression is None:
        return []
    written = Report.objects.filter(unit=unit, period=period, discarded_at__isnull=True).first()
    figures = Figures(written or Report(unit=unit, period=period))
    indicators = figures.in_use
    everywhere = dict.fromkeys(indicators, Place("", "", ""))
    case = Case(indicators, (), everywhere, (), whole_year=period.kind == PeriodKind.YEAR)
    bounds = figures_bound(rule, case)
    wanted = {reference for _code, bound in bounds for reference in bound}
    case = replace(case, values=figures.values(sorted(wanted)))
    return [
        _trial(rule, expression, case, bound) for code, bound in bounds if not code or any(case.known(bound).values())
    ]


def _trial(rule: CheckRule, expression: Expression, case: Case, bound: list[Reference]) -> Trial:
    parts = tuple(map(case.figure, bound))
    if rule.kind == CheckKind.RATE:
        share = percentage(expression, case.known(bound), 2)
        return Trial(parts, None, "" if share is None else f"{float(share):.2f}%")
    return Trial(parts, evaluate(expression, values_bound(expression, case, bound)))
