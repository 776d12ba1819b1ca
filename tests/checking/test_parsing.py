"""What an expression may say, and where one is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.checking import (
    LONGEST,
    Expression,
    ExpressionError,
    Kind,
    evaluate,
    figures_of,
    parse,
    percentage,
    with_codes,
)
from reports.checking.parsing import FUNCTIONS, SCOPES

PIECES = [
    "a",
    "problem_found",
    "each",
    "@",
    "%",
    ",",
    "(",
    ")",
    "12",
    "0.5",
    " ",
    "（",
    "≤",
    "上半年",
    "多次",
    "\x00",
    "#",
]
PIECES += [*FUNCTIONS, *SCOPES, "+", "-", "*", "/", "=", "<>", "<", "<=", ">", ">="]


@pytest.mark.parametrize(
    ("text", "says", "start", "end"),
    [
        ("", "Write what must hold", 0, 0),
        ("   ", "Write what must hold", 3, 3),
        ("a <", "missing at the end", 3, 3),
        ("a <= )", "expected here, not “)”", 5, 6),
        ("a", "gives a number", 0, 1),
        ("a + (b <= c)", "A number is expected", 4, 12),
        ("a <= b <= c", "Two comparisons", 7, 9),
        ("a b", "“b” is too much", 2, 3),
        ("(a <= b", "closing bracket is missing", 7, 7),
        ("(a, b)", "closing bracket is expected here, not “,”", 2, 3),
        ("a <= b # c", "“#” can't stand", 7, 8),
        ("a / 0 > 1", "nothing can be divided", 4, 5),
        ("a / (1 - 1) > 1", "nothing can be divided", 4, 11),
        ("a <= 50%%", "One percent sign", 8, 9),
        ("a@last_week <= b", "After @ stands one of", 2, 11),
        ("sin(a) <= 1", "no function “sin”. There are: AND, OR", 0, 3),
        ("round(a, b) = 1", "number of decimals", 9, 10),
        ("round(a, 7) = 1", "number of decimals", 9, 10),
        ("round(a, 0.5) = 1", "number of decimals", 9, 12),
        ("abs(a, b) = 1", "from 1 to 1", 0, 9),
        ("not(a) ", "gives a number", 4, 5),
        ("change(a@first_half) <= 1", "CHANGE takes one indicator", 7, 19),
        ("change(a + b) <= 1", "CHANGE takes one indicator", 7, 12),
        ("a <= 1234567890123", "too long", 5, 18),
        ("a <= 1.2.3", "“.” can't stand", 8, 9),
        ("(" * 21 + "a", "too many brackets", 20, 21),
        ("a <= " + "-" * 21 + "1", "too many brackets", 25, 26),
        ("a" * (LONGEST + 1), "longer than 500", 500, 501),
    ],
)
def test_an_error_says_what_is_expected_and_where(text: str, says: str, start: int, end: int) -> None:
    with pytest.raises(ExpressionError) as error:
        parse(text)

    assert says in error.value.what % error.value.params
    assert (error.value.start, error.value.end) == (start, end)


def test_only_known_indicators_are_taken_where_they_are_known() -> None:
    parse("a <= b", {"a", "b"})
    with pytest.raises(ExpressionError, match="no indicator “c”"):
        parse("a <= c", {"a", "b"})


def test_a_share_gives_a_number() -> None:
    share = parse("problem_fixed / problem_found", gives=Kind.NUMBER)

    assert [reference.code for reference in figures_of(share)] == ["problem_fixed", "problem_found"]
    with pytest.raises(ExpressionError, match="A number is expected"):
        parse("a <= b", gives=Kind.NUMBER)


def test_full_width_signs_and_chinese_words_mean_the_same() -> None:
    assert parse("（a＠上半年 ≤ b） ") == parse("(a@first_half <= b)")
    assert parse("a×2÷3 ≠ b％") == parse("a*2/3 <> b%")
    assert parse("ａｂｓ（a）＞＝１０．５") == parse("abs(a) >= 10.5")
    assert parse("ABS(a) >= 1") == parse("abs(a) >= 1")


def test_names_become_codes() -> None:
    codes = {"中心组学习": "theory_center_study", "研讨": "theory_seminar"}

    assert with_codes(" 研讨 <= 中心组学习@上半年 ", codes) == " theory_seminar <= theory_center_study@上半年 "
    assert with_codes("a <= b", codes) == "a <= b"


def test_the_figures_of_a_rule_are_named_once() -> None:
    keys = [reference.key for reference in figures_of(parse("and(change(a) <= 50%, a@last_year > 0, b <= a)"))]

    assert keys == ["a", "a|last_year", "b"]


@given(st.one_of(st.text(max_size=LONGEST + 20), st.lists(st.sampled_from(PIECES), max_size=120).map("".join)))
def test_any_text_is_an_expression_or_an_error_with_its_place(text: str) -> None:
    for kind in Kind:
        expression, error = read(text, kind)
        if error is not None:
            assert 0 <= error.start <= error.end <= len(text)
            assert error.what % error.params
        if expression is not None:
            keys = {reference.key: 3 for reference in figures_of(expression)}
            for values in ({}, keys, dict.fromkeys(keys, 0)):
                if kind is Kind.CONDITION:
                    assert evaluate(expression, values) in (True, False, None)
                else:
                    percentage(expression, values, 2)


def read(text: str, kind: Kind) -> tuple[Expression | None, ExpressionError | None]:
    try:
        return parse(text, gives=kind), None
    except ExpressionError as error:
        return None, error


@pytest.mark.parametrize("sign", ["+", "*", "/", "-"])
def test_the_longest_chains_are_judged(sign: str) -> None:
    chain = sign.join(["7"] * 240)
    evaluate(parse(f"{chain} <= 1"), {})
    deep = "(" * 19 + "a" + ")" * 19
    assert evaluate(parse(f"{deep} <= 1"), {"a": 1}) is True
