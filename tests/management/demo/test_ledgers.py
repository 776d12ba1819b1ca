"""The ledgers of the demo: sums are shared out and spread over working days."""

import datetime

import pytest

from reports.management.demo.ledgers import shared_out, spread

FIRST, LAST = datetime.date(2026, 1, 6), datetime.date(2026, 10, 30)


@pytest.mark.parametrize(("total", "times"), [(118, 22), (9, 9), (13, 8), (97, 1), (1000, 7)])
def test_a_sum_is_shared_out_without_a_rest_and_nobody_gets_nothing(total: int, times: int) -> None:
    parts = shared_out(total, times)

    assert (len(parts), sum(part or 0 for part in parts)) == (times, total)
    assert all(part and part >= 1 for part in parts)


def test_parts_are_unlike_and_no_sum_has_none() -> None:
    assert len(set(shared_out(118, 22))) > 1
    assert shared_out(0, 3) == [None, None, None]


@pytest.mark.parametrize("times", [1, 4, 97])
@pytest.mark.parametrize("place", [0, 31])
def test_days_are_working_days_in_order_within_their_stretch(times: int, place: int) -> None:
    days = spread(FIRST, LAST, times, place)

    assert days == sorted(days)
    assert len(days) == times
    assert all(FIRST <= day <= LAST and day.weekday() < 5 for day in days)


def test_it_comes_out_the_same_every_time() -> None:
    assert spread(FIRST, LAST, 22, 3) == spread(FIRST, LAST, 22, 3)
    assert spread(FIRST, LAST, 22, 3) != spread(FIRST, LAST, 22, 4)
