"""Judging an expression: exact fractions, and nothing is known of what depends on an unknown figure."""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from reports.checking.expressions import Binary, Call, Constant, Expression, Value
from reports.choices import Scope
from reports.document import Reference

Values = Mapping[str, int | None]
_SIGNS: dict[str, Callable[[Fraction, Fraction], Fraction | bool]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_NUMBERS: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "abs": lambda numbers: abs(numbers[0]),
    "min": min,
    "max": max,
    "sum": lambda numbers: sum(numbers, Fraction()),
    "round": lambda numbers: rounded(numbers[0], int(numbers[1])),
}


def evaluate(expression: Expression, values: Values) -> bool | None:
    """Whether what a rule says holds; None where a figure that decides it is unknown, or it divides by nothing.

    `values` are the figures by their references' keys; one that is missing there is unknown.
    """
    return _holds(expression, values)


def percentage(expression: Expression, values: Values, decimals: int) -> Fraction | None:
    """The share that an expression gives, in percent with as many decimals; None where it is unknown."""
    share = number_of(expression, values)
    return None if share is None else rounded(share * 100, decimals)


def number_of(expression: Expression, values: Values) -> Fraction | None:
    """What an expression that gives a number comes to; None where a figure is unknown, or it divides by nothing."""
    match expression:
        case Constant(value):
            return value
        case Value(reference):
            return _figure(reference, values)
        case Binary(sign, left, right):
            a, b = number_of(left, values), number_of(right, values)
            if a is None or b is None or (sign == "/" and not b):
                return None
            return Fraction(a / b if sign == "/" else _SIGNS[sign](a, b))
        case Call("change", (Value(reference),)):
            return _change(_figure(reference, values), _figure(_last_year(reference), values))
        case Call(function, arguments):
            numbers = [number for argument in arguments if (number := number_of(argument, values)) is not None]
            return _NUMBERS[function](numbers) if len(numbers) == len(arguments) else None


def figures_of(expression: Expression) -> list[Reference]:
    """The figures that a rule names, in its order and each once; what CHANGE compares is among them."""
    return list(dict.fromkeys(_references(expression)))


def rounded(number: Fraction, decimals: int) -> Fraction:
    """Rounded as a spreadsheet does: a half goes away from zero."""
    factor = 10**decimals
    size = Fraction((abs(number) * factor + Fraction(1, 2)).__floor__(), factor)
    return size if number >= 0 else -size


def _references(expression: Expression) -> Iterator[Reference]:
    match expression:
        case Value(reference):
            yield reference
        case Binary(_, left, right):
            yield from _references(left)
            yield from _references(right)
        case Call(function, arguments):
            for argument in arguments:
                yield from _references(argument)
                if function == "change" and isinstance(argument, Value):
                    yield _last_year(argument.reference)


def _holds(expression: Expression, values: Values) -> bool | None:
    match expression:
        case Binary(sign, left, right):
            a, b = number_of(left, values), number_of(right, values)
            return None if a is None or b is None else bool(_SIGNS[sign](a, b))
        case Call("not", (inner,)):
            held = _holds(inner, values)
            return None if held is None else not held
        case Call("if", (condition, *branches)):
            chosen = _holds(condition, values)
            if chosen is None:
                return None
            # Without a third value nothing is asked where the condition doesn't hold.
            return _holds(branches[0], values) if chosen else _holds(branches[1], values) if branches[1:] else True
        case Call(function, arguments):
            # One that doesn't hold decides AND, one that holds decides OR, whatever is unknown beside it.
            decisive = function == "or"
            held_all = [_holds(argument, values) for argument in arguments]
            return decisive if decisive in held_all else None if None in held_all else not decisive
        case _:
            return None


def _figure(reference: Reference, values: Values) -> Fraction | None:
    value = values.get(reference.key)
    return None if value is None else Fraction(value)


def _last_year(reference: Reference) -> Reference:
    return replace(reference, scope=Scope.LAST_YEAR)


def _change(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    return abs(now - before) / before if now is not None and before else None
