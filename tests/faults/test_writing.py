"""The comparison of what was acknowledged with what stands there: each kind of loss is found."""

import random
from typing import Any

import pytest

from reports.screening import screen
from scripts.faults.client import Browser, form_of, form_to
from scripts.faults.writing import Writer, body_of, heading_of, losses, number_in, picture


def writer(**values: Any) -> Writer:
    """Somebody whose third save was acknowledged, who submitted the second and uploaded one file."""
    made = Writer(Browser("http://127.0.0.1:1", "clerk", "", 1), 7, {"chapter-x": "e"}, random.Random(1))
    made.last = made.number = 3
    made.submitted, made.uploaded = [2], ["f"]
    made.acknowledged.update({"save": 2, "submit": 1, "upload": 1})
    for name, value in values.items():
        setattr(made, name, value)
    return made


def stored(number: int = 3, **values: Any) -> dict[str, Any]:
    """Everything that this writer was told."""
    row = {
        "entries": {"e": [heading_of(number), body_of(number)]},
        "snapshots": [f"… {heading_of(2)} …"],
        "decisions": {"submit": 1},
        "evidence": ["f"],
        "audit": {"report.submit": 1, "report.chapter_saved": 2, "evidence.added": 1},
    }
    whole = {"audit": "", "broken_snapshots": [], "broken_files": []}
    return {"reports": {"7": row | values}} | whole


def test_what_stands_as_it_was_acknowledged_is_no_loss() -> None:
    assert losses([writer()], stored()) == []


def test_a_save_that_got_no_answer_may_stand_or_not() -> None:
    unsure = {"number": 4, "may_stand": True}
    assert losses([writer(**unsure)], stored(3)) == losses([writer(**unsure)], stored(4)) == []
    assert losses([writer(number=4)], stored(4)) == ["report 7: save 3 was acknowledged, 4 stands there"]


@pytest.mark.parametrize(
    "found",
    [
        {"entries": {"e": [heading_of(2), body_of(2)]}},
        {"entries": {"e": [heading_of(3), body_of(2)]}},
        {"entries": {"e": [heading_of(3), body_of(3)[:-1]]}},
        {"snapshots": [f"… {heading_of(1)} …"]},
        {"snapshots": []},
        {"decisions": {}},
        {"evidence": []},
        {"audit": {"report.submit": 1, "report.chapter_saved": 1, "evidence.added": 1}},
        {"audit": {"report.submit": 1, "report.chapter_saved": 3, "evidence.added": 1}},
    ],
    ids=["older", "torn", "cut", "other version", "no version", "no decision", "no file", "audit less", "audit more"],
)
def test_every_loss_is_found(found: dict[str, Any]) -> None:
    assert losses([writer()], stored(**found))


@pytest.mark.parametrize("amiss", [{"audit": "entry 3"}, {"broken_snapshots": [1]}, {"broken_files": [1]}])
def test_what_is_no_longer_whole_is_found(amiss: dict[str, Any]) -> None:
    assert losses([writer()], stored() | amiss)


def test_only_one_save_as_a_whole_is_a_number() -> None:
    assert number_in(heading_of(12), body_of(12)) == 12
    assert number_in("第1项要点", "别的文字") == 0
    assert number_in(heading_of(12), body_of(13)) == -1


def test_the_files_that_are_sent_are_taken() -> None:
    screen("签到表.pdf", picture(5))
    assert picture(5) != picture(6)


def test_a_form_is_read_as_a_browser_sends_it() -> None:
    page = (
        '<form action="/a/"><input name="x" value="1"></form><form action="/b/">'
        '<input name="y" value="2"><input type="checkbox" name="z"><textarea name="t">\n\nText</textarea></form>'
    )
    assert form_of(page, "y") == {"y": "2", "t": "\nText"}
    assert form_to(page, "/a/") == {"x": "1"}
    assert form_to(page, "/c/") is None
