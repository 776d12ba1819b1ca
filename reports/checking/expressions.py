"""What an expression is made of, and the error that says where one can't be read."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from reports.document import Reference

# In the place of a code: the rule is judged for each indicator that the report takes.
EACH = "each"


class Kind(StrEnum):
    """What an expression gives: a number, or that something holds."""

    NUMBER = "number"
    CONDITION = "condition"


class ExpressionError(Exception):
    """An expression that can't be read; `what` is a message id with %(name)s parameters.

    `start` and `end` are the place of what is wrong there; both are the length of the text where something is missing.
    """

    def __init__(self, what: str, start: int, end: int, **params: str) -> None:
        """Keep the parts, so that a page can say them in its own language."""
        super().__init__(f"{start}: {what % params}")
        self.what = what
        self.start = start
        self.end = end
        self.params = params


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that is written in the rule."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Value:
    """A figure."""

    reference: Reference


@dataclass(frozen=True, slots=True)
class Binary:
    """Two sides and the sign between them: + - * / = <> < <= > >=."""

    sign: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `parsing.FUNCTIONS` with its arguments."""

    function: str
    arguments: "tuple[Expression, ...]"


Expression = Constant | Value | Binary | Call
