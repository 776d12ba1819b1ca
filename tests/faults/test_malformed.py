"""The forms that `make faults` makes up: always the same for the same seed, and never as the page sent them."""

import random

from scripts.faults.malformed import changed

PAIRS = [("csrfmiddlewaretoken", "t"), ("title", "标题"), ("version", "1")]


def test_forms_are_changed_the_same_way_for_the_same_seed() -> None:
    made = [changed(PAIRS, random.Random(seed)) for seed in range(200)]
    assert made == [changed(PAIRS, random.Random(seed)) for seed in range(200)]
    assert all(("csrfmiddlewaretoken", "t") not in one for one in made)
    assert sum(one == PAIRS[1:] for one in made) < 5
    assert {len(one) for one in made} >= {0, 1, 2, 3}
