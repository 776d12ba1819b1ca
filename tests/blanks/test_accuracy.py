"""How well the finder does on labelled texts: `tuned` were looked at while it was made, `held_out` only counted."""

import time

import pytest

from reports.blanks import find_blanks
from tests.blanks.labelled import CATALOGUE, Labelled, bound_before, found_in, samples, score, sort_of

FILES = ("tuned.txt", "held_out.txt")
EVERY = [text for name in FILES for text in samples(name)]


@pytest.mark.parametrize("sample", EVERY, ids=lambda sample: sample.text[:16])
def test_every_blank_is_found_and_nothing_else(sample: Labelled) -> None:
    assert found_in(sample.text) == [sort_of(label) for label in sample.labels]


@pytest.mark.parametrize(("name", "first", "three"), [("tuned.txt", 0.97, 0.98), ("held_out.txt", 0.9, 0.95)])
def test_the_right_indicator_is_proposed(name: str, first: float, three: float) -> None:
    found = score(samples(name))

    assert found.counts >= 45
    assert found.first / found.counts >= first
    assert found.three / found.counts >= three


@pytest.mark.parametrize("name", FILES)
def test_what_is_called_sure_is_right(name: str) -> None:
    found = score(samples(name))

    assert found.sure / found.counts > 0.75
    assert found.wrongly_sure == 0


def test_what_is_bound_already_makes_the_rest_no_worse() -> None:
    several = [bound_before(sample, number) for sample in EVERY for number in range(1, len(sample.labels))]

    found = score([sample for sample in several if sample.labels])

    assert found.counts >= 60
    assert found.first / found.counts >= 0.97
    assert found.sure / found.counts > 0.75
    assert found.wrongly_sure == 0


def test_what_would_change_the_count_word_is_never_sure() -> None:
    talks, people = find_blanks("开展谈心谈话*次。开展谈心谈话*人次。", CATALOGUE)

    assert (talks.indicator, talks.sure) == ("talk_heart", False)
    assert (people.indicator, people.sure) == ("talk_heart", True)


@pytest.mark.parametrize("sample", EVERY, ids=lambda sample: sample.text[:16])
def test_a_proposal_comes_with_others_to_choose_from_and_never_twice(sample: Labelled) -> None:
    for blank in find_blanks(sample.text, CATALOGUE):
        codes = [blank.indicator, *blank.alternatives]
        assert blank.indicator is None or len(codes) >= 3
        assert len(set(codes)) == len(codes)


def test_a_text_full_of_counts_takes_no_longer_than_it_is_long() -> None:
    several = "召开警示教育会**次，" * 5_000

    started = time.process_time()
    found = find_blanks(several, CATALOGUE)
    spent = time.process_time() - started

    assert len(found) == 5_000
    assert found[0].indicator == "warning_meeting"
    # Far from what it takes, and far from the minutes that looking at the whole text for each of them would take.
    assert spent < 10
