"""A text becomes an expression, by recursive descent; what it gives is checked on the way, so that judging can't fail.

condition   = sum [ ("=" | "<>" | "<" | "<=" | ">" | ">=") sum ]
sum         = product { ("+" | "-") product }
product     = factor { ("*" | "/") factor }
factor      = "-" factor | primary [ "%" ]
primary     = number | figure [ "@" scope ] | function "(" condition { "," condition } ")" | "(" condition ")"
"""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from reports.checking.evaluating import number_of
from reports.checking.expressions import Binary, Call, Constant, Expression, ExpressionError, Kind, Value
from reports.checking.tokens import Token, tokens
from reports.choices import Scope
from reports.document import Reference
from reports.marking import mark as _

LONGEST = 500
_DEEPEST = 20
_LONGEST_NUMBER = 12
_FINEST = 6
_COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
SCOPES = {scope.value: scope for scope in Scope} | {
    "本期": Scope.PERIOD,
    "上半年": Scope.FIRST_HALF,
    "下半年": Scope.SECOND_HALF,
    "上年": Scope.LAST_YEAR,
    "上年同期": Scope.LAST_YEAR,
}
_N, _C = Kind.NUMBER, Kind.CONDITION
_MANY = 20


@dataclass(frozen=True, slots=True)
class Function:
    """What a function takes (the last kind again and again), how many of them, and what it gives."""

    takes: tuple[Kind, ...]
    fewest: int
    most: int
    gives: Kind


FUNCTIONS = {
    "and": Function((_C,), 1, _MANY, _C),
    "or": Function((_C,), 1, _MANY, _C),
    "not": Function((_C,), 1, 1, _C),
    "if": Function((_C,), 2, 3, _C),
    "abs": Function((_N,), 1, 1, _N),
    "min": Function((_N,), 1, _MANY, _N),
    "max": Function((_N,), 1, _MANY, _N),
    "sum": Function((_N,), 1, _MANY, _N),
    "round": Function((_N, _N), 2, 2, _N),
    "change": Function((_N,), 1, 1, _N),
}

_EMPTY = _("Write what must hold, such as problem_fixed <= problem_found.")
_TOO_LONG = _("The expression is longer than %(most)s characters. Make two rules of it.")
_TOO_DEEP = _("There are too many brackets within each other here. Make two rules of it.")
_LONG_NUMBER = _("This number is too long.")
_OPERAND = _("A number, an indicator or a bracket is expected here, not “%(found)s”.")
_OPERAND_AT_END = _("A number, an indicator or a bracket is missing at the end.")
_CLOSING = _("A closing bracket is expected here, not “%(found)s”.")
_CLOSING_AT_END = _("A closing bracket is missing at the end.")
_GOES_ON = _("“%(found)s” is too much here. Between two numbers stands one of + - * / or a comparison such as <=.")
_BY_NOTHING = _("This is 0, and nothing can be divided by it.")
_ONE_PERCENT = _("One percent sign behind a number is enough.")
_TWO_COMPARISONS = _("Two comparisons in a row. Join them as AND(a <= b, b <= c).")
_NOT_A_CONDITION = _("This gives a number. Compare it with something, such as <= 5.")
_NOT_A_NUMBER = _("A number is expected here, and this says whether something holds.")
_NO_INDICATOR = _("There is no indicator “%(found)s”. Take its code from the list.")
_NO_FUNCTION = _("There is no function “%(found)s”. There are: %(known)s.")
_NO_SCOPE = _("After @ stands one of: %(known)s.")
_ARGUMENTS = _("%(found)s takes another number of values here: from %(fewest)s to %(most)s, divided by commas.")
_PLACES = _("ROUND takes the number of decimals as its second value: a whole number from 0 to 6.")
_OF_AN_INDICATOR = _("CHANGE takes one indicator, without @.")


def parse(text: str, codes: Collection[str] | None = None, *, gives: Kind = Kind.CONDITION) -> Expression:
    """Read what a rule says; with `codes` there are no other indicators. Raises ExpressionError, and nothing else.

    `gives` is what the whole must be: that something holds, or a number.
    """
    if len(text) > LONGEST:
        raise ExpressionError(_TOO_LONG, LONGEST, len(text), most=str(LONGEST))
    if not text.strip():
        raise ExpressionError(_EMPTY, len(text), len(text))
    parser = _Parser(list(tokens(text)), codes)
    part = parser.condition()
    end = parser.here
    if end.kind != "end":
        again = end.text in _COMPARISONS
        raise ExpressionError(_TWO_COMPARISONS if again else _GOES_ON, end.start, end.end, found=end.text)
    return part.of(gives)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece that was read: what it is, what it gives, and where it stands."""

    expression: Expression
    kind: Kind
    start: int
    end: int

    def of(self, kind: Kind) -> Expression:
        """The expression, which must give that."""
        if self.kind is not kind:
            raise ExpressionError(_NOT_A_NUMBER if kind is Kind.NUMBER else _NOT_A_CONDITION, self.start, self.end)
        return self.expression


class _Parser:
    """Reads from token to token; the last token is the end, and nothing steps over it."""

    def __init__(self, all_tokens: list[Token], codes: Collection[str] | None) -> None:
        self._tokens = all_tokens
        self._codes = codes
        self._place = 0
        self._depth = 0

    @property
    def here(self) -> Token:
        return self._tokens[self._place]

    def condition(self) -> _Part:
        left = self._sum()
        if self.here.text not in _COMPARISONS:
            return left
        sign = self._step().text
        return self._binary(sign, left, self._sum(), Kind.CONDITION)

    def _sum(self) -> _Part:
        left = self._product()
        while self.here.text in ("+", "-"):
            sign = self._step().text
            left = self._binary(sign, left, self._product(), Kind.NUMBER)
        return left

    def _product(self) -> _Part:
        left = self._factor()
        while self.here.text in ("*", "/"):
            sign = self._step().text
            right = self._factor()
            if sign == "/" and right.kind is Kind.NUMBER and number_of(right.expression, {}) == 0:
                raise ExpressionError(_BY_NOTHING, right.start, right.end)
            left = self._binary(sign, left, right, Kind.NUMBER)
        return left

    def _binary(self, sign: str, left: _Part, right: _Part, kind: Kind) -> _Part:
        both = Binary(sign, left.of(Kind.NUMBER), right.of(Kind.NUMBER))
        return _Part(both, kind, left.start, right.end)

    def _factor(self) -> _Part:
        if self.here.text == "-":
            minus = self._step()
            self._deeper(minus)
            inner = self._factor()
            self._depth -= 1
            negative = Binary("-", Constant(Fraction(0)), inner.of(Kind.NUMBER))
            return _Part(negative, Kind.NUMBER, minus.start, inner.end)
        part = self._primary()
        if self.here.text != "%":
            return part
        end = self._step().end
        if self.here.text == "%":
            raise ExpressionError(_ONE_PERCENT, self.here.start, self.here.end)
        return _Part(Binary("/", part.of(Kind.NUMBER), Constant(Fraction(100))), Kind.NUMBER, part.start, end)

    def _primary(self) -> _Part:
        token = self._step()
        if token.kind == "number":
            if len(token.text) > _LONGEST_NUMBER:
                raise ExpressionError(_LONG_NUMBER, token.start, token.end)
            return _Part(Constant(Fraction(token.text)), Kind.NUMBER, token.start, token.end)
        if token.kind == "word":
            return self._call(token) if self.here.text == "(" else self._figure(token)
        if token.text == "(":
            self._deeper(token)
            inner = self.condition()
            end = self._close()
            return _Part(inner.expression, inner.kind, token.start, end)
        missing = token.kind == "end"
        raise ExpressionError(_OPERAND_AT_END if missing else _OPERAND, token.start, token.end, found=token.text)

    def _figure(self, word: Token) -> _Part:
        code = word.text
        if self._codes is not None and code not in self._codes:
            raise ExpressionError(_NO_INDICATOR, word.start, word.end, found=code)
        scope, end = Scope.PERIOD, word.end
        if self.here.text == "@":
            self._step()
            name = self._step()
            if name.text not in SCOPES:
                raise ExpressionError(_NO_SCOPE, name.start, name.end, known=", ".join(SCOPES))
            scope, end = SCOPES[name.text], name.end
        return _Part(Value(Reference(code, scope)), Kind.NUMBER, word.start, end)

    def _call(self, word: Token) -> _Part:
        name = word.text.lower()
        function = FUNCTIONS.get(name)
        if function is None:
            known = ", ".join(FUNCTIONS).upper()
            raise ExpressionError(_NO_FUNCTION, word.start, word.end, found=word.text, known=known)
        self._deeper(self._step())
        parts = [self.condition()]
        while self.here.text == ",":
            self._step()
            parts.append(self.condition())
        end = self._close()
        if not function.fewest <= len(parts) <= function.most:
            limits = {"fewest": str(function.fewest), "most": str(function.most)}
            raise ExpressionError(_ARGUMENTS, word.start, end, found=name.upper(), **limits)
        arguments = tuple(part.of(function.takes[min(i, len(function.takes) - 1)]) for i, part in enumerate(parts))
        self._check_special(name, parts)
        return _Part(Call(name, arguments), function.gives, word.start, end)

    def _check_special(self, name: str, parts: list[_Part]) -> None:
        """ROUND and CHANGE take less than any number."""
        last, wanted = parts[-1], parts[-1].expression
        if name == "round":
            decimals = wanted.value if isinstance(wanted, Constant) else None
            if decimals is None or decimals.denominator != 1 or decimals > _FINEST:
                raise ExpressionError(_PLACES, last.start, last.end)
        if name == "change" and not (isinstance(wanted, Value) and wanted.reference.scope is Scope.PERIOD):
            raise ExpressionError(_OF_AN_INDICATOR, last.start, last.end)

    def _step(self) -> Token:
        """The token here, and go on to the next."""
        token = self.here
        self._place = min(self._place + 1, len(self._tokens) - 1)
        return token

    def _deeper(self, token: Token) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionError(_TOO_DEEP, token.start, token.end)

    def _close(self) -> int:
        """Step over the closing bracket; the answer is where it ends."""
        token = self._step()
        if token.text != ")":
            what = _CLOSING_AT_END if token.kind == "end" else _CLOSING
            raise ExpressionError(what, token.start, token.end, found=token.text)
        self._depth -= 1
        return token.end
