"""How rules are judged: exactly, and not at all where a figure is unknown."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.checking import Kind, evaluate, parse, percentage
from reports.checking.evaluating import rounded

FORMS = {"f1": 368, "f2": 231, "f3": 22, "f4": 33, "total": 654}


@pytest.mark.parametrize(
    ("text", "values", "holds"),
    [
        # part not above whole
        ("seminar <= study", {"seminar": 3, "study": 4}, True),
        ("seminar <= study", {"seminar": 5, "study": 4}, False),
        ("seminar <= study", {"seminar": 5}, None),
        ("seminar <= study", {"seminar": 5, "study": None}, None),
        # parts add up (654人次, 368/231/22/33)
        ("f1 + f2 + f3 + f4 = total", FORMS, True),
        ("SUM(f1, f2, f3, f4) = total", {**FORMS, "total": 655}, False),
        # rate equals its fraction (688 of 697 are 98.71 %)
        ("round(9871 / 10000, 4) = round(fixed / found, 4)", {"fixed": 688, "found": 697}, True),
        ("round(fixed / found * 100, 2) = 98.71", {"fixed": 688, "found": 697}, True),
        ("fixed / found <= 1", {"fixed": 0, "found": 0}, None),
        # half-years
        ("m@first_half <= m", {"m|first_half": 7, "m": 6}, False),
        ("m = m@first_half + m@second_half", {"m|first_half": 7, "m|second_half": 8, "m": 15}, True),
        # change
        ("change(m) <= 50%", {"m": 15, "m|last_year": 10}, True),
        ("change(m) <= 50%", {"m": 4, "m|last_year": 10}, False),
        ("change(m) <= 50%", {"m": 4, "m|last_year": 0}, None),
        ("abs(m - m@last_year) <= 50% * m@last_year", {"m": 16, "m|last_year": 10}, False),
        # what is asked on a condition only
        ("if(people > 0, people >= times)", {"people": 0, "times": 3}, True),
        ("if(people > 0, people >= times)", {"people": 2, "times": 3}, False),
        ("if(people > 0, people >= times, times = 0)", {"people": 0, "times": 3}, False),
        ("if(people > 0, people >= times)", {"times": 3}, None),
        # what decides is enough
        ("or(a = 1, b = 1)", {"a": 1}, True),
        ("or(a = 1, b = 1)", {"a": 2}, None),
        ("and(a = 1, b = 1)", {"a": 2}, False),
        ("and(a = 1, b = 1)", {"a": 1}, None),
        ("and(a = 1, b = 1)", {"a": 1, "b": 1}, True),
        ("not(a = 1)", {"a": 1}, False),
        ("not(a = 1)", {}, None),
        # arithmetic
        ("1 + 2 * 3 = 7", {}, True),
        ("(1 + 2) * 3 = 9", {}, True),
        ("7 - 2 - 1 = 4", {}, True),
        ("-a + 1 < 0", {"a": 2}, True),
        ("0.1 + 0.2 = 0.3", {}, True),
        ("min(a, b) <> max(a, b)", {"a": 1, "b": 2}, True),
        ("max(a, b) > 1", {"a": 2}, None),
        ("a >= 2", {"a": 2}, True),
    ],
)
def test_a_rule_is_judged(text: str, values: dict[str, int | None], holds: bool | None) -> None:
    assert evaluate(parse(text), values) is holds


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 6))
def test_rounding_is_that_of_a_spreadsheet(number: Fraction, decimals: int) -> None:
    result = rounded(number, decimals)

    assert abs(result - number) <= Fraction(1, 2 * 10**decimals)
    assert (result * 10**decimals).denominator == 1
    assert rounded(-number, decimals) == -result


def test_a_half_goes_up() -> None:
    assert rounded(Fraction("2.5"), 0) == 3
    assert rounded(Fraction("-2.345"), 2) == Fraction("-2.35")


def test_a_share_in_percent() -> None:
    share = parse("fixed / found", gives=Kind.NUMBER)

    assert percentage(share, {"fixed": 688, "found": 697}, 2) == Fraction("98.71")
    assert percentage(share, {"fixed": 688, "found": 0}, 2) is None
