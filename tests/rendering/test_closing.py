"""Recipient, date and the place of the signature without a seal (GB/T 9704-2012, 7.3.2 and 7.3.5)."""

import datetime

import pytest

from reports.rendering.closing import closing_indents, printed_date, recipient_line, width


@pytest.mark.parametrize("written", ["县纪委监委", "县纪委监委：", "县纪委监委:", "县纪委监委： "])
def test_recipient_ends_with_one_full_width_colon(written: str) -> None:
    assert recipient_line(written) == "县纪委监委："


def test_date_has_no_leading_noughts() -> None:
    assert printed_date(datetime.date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(("text", "characters"), [("", 0), ("廉政", 2), ("2026年", 3), ("𠮷“—", 3), ("Ab", 1)])
def test_width_in_characters(text: str, characters: float) -> None:
    assert width(text) == characters


@pytest.mark.parametrize(
    ("signature", "date", "indents"),
    [
        ("青石县农业农村局", "2026年1月5日", (2, 2)),
        ("青石县住房和城乡建设局", "2026年1月5日", (2, 5)),
        ("青石县财政局", "2026年1月5日", (2, 0)),
        ("财政局", "2026年1月5日", (7, 2)),
        ("财政局", "2026年12月15日", (8, 2)),
        ("", "2026年1月5日", (10, 2)),
    ],
)
def test_date_starts_two_characters_right_of_the_signature(
    signature: str, date: str, indents: tuple[float, float]
) -> None:
    assert closing_indents(signature, date) == indents


@pytest.mark.parametrize("signature", ["财政局", "青石县财政局", "青石县住房和城乡建设局"])
def test_left_edges_differ_by_two_characters(signature: str) -> None:
    date = "2026年12月15日"
    signed, dated = closing_indents(signature, date)
    assert (signed + width(signature)) - (dated + width(date)) == 2
