"""What `make mutations` can take out, and that the code with its switches does what it did before."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from textwrap import dedent
from types import SimpleNamespace
from typing import Any

import pytest

from scripts.mutations.places import NAMES, Place, with_switches
from scripts.mutations.switch import State


class Tried(Exception):
    """What the samples raise."""


class NotAllowed(Tried): ...


class StaleReport(Tried): ...


class Atomic:
    """Stands for `transaction`: notes that something ran inside."""

    def __init__(self) -> None:
        self.entered = 0

    def atomic(self, function: Callable[[], Any] | None = None) -> Any:
        def inside() -> Any:
            self.entered += 1
            return function() if function else None

        return inside if function else self.block()

    @contextmanager
    def block(self) -> Iterator[None]:
        self.entered += 1
        yield


@pytest.fixture(autouse=True)
def everything_in() -> Iterator[None]:
    yield
    State.out, State.met = "", set()


def filter_(*conditions: object, **named: object) -> tuple[tuple[object, ...], dict[str, object]]:
    return conditions, named


def sample(source: str, path: str) -> tuple[SimpleNamespace, list[Place]]:
    """The names that a source defines, with switches, and its places."""
    tree, places = with_switches(dedent(source), path)
    rows = SimpleNamespace(filter=filter_)
    names: dict[str, Any] = NAMES | {
        "transaction": Atomic(),
        "NotAllowed": NotAllowed,
        "StaleReport": StaleReport,
        "rows": rows,
        "Q": lambda: "everything",
        "claim": lambda: "claimed",
        "hold": lambda: "held",
    }
    exec(compile(tree, path, "exec"), names)
    return SimpleNamespace(**names), places


def take_out(place: Place) -> None:
    State.out = place.key


def test_a_refusal_is_not_made_while_it_is_taken_out() -> None:
    source = """
    def act(allowed, fresh):
        if not allowed:
            raise NotAllowed
        if not fresh:
            raise StaleReport
        if fresh == "no refusal":
            raise ValueError
        return "done"
    """
    names, (permission, version) = sample(source, "reports/actions/x.py")
    assert (permission.kind, permission.line, version.kind) == ("permission", 3, "version")
    with pytest.raises(NotAllowed):
        names.act(False, True)
    with pytest.raises(StaleReport):
        names.act(True, False)
    take_out(permission)
    assert names.act(False, True) == "done"
    take_out(version)
    assert names.act(True, False) == "done"


def test_an_answer_of_access_becomes_yes() -> None:
    source = """
    def may(person) -> bool:
        if person == "nobody":
            return False
        return person != "clerk"
    """
    names, (no, answer) = sample(source, "reports/access.py")
    assert [names.may(person) for person in ("nobody", "clerk", "head")] == [False, False, True]
    take_out(no)
    assert [names.may(person) for person in ("nobody", "clerk", "head")] == [True, False, True]
    take_out(answer)
    assert [names.may(person) for person in ("nobody", "clerk", "head")] == [False, True, True]
    assert sample(source, "reports/queries/x.py")[1] == []


def test_transactions_around_functions_and_blocks_are_left_out() -> None:
    source = """
    @transaction.atomic
    def whole():
        return "done"

    def part():
        with transaction.atomic():
            return "done"
    """
    names, (whole, part) = sample(source, "reports/actions/x.py")
    assert (names.whole(), names.part(), names.transaction.entered) == ("done", "done", 2)
    take_out(whole)
    assert (names.whole(), names.part(), names.transaction.entered) == ("done", "done", 3)
    take_out(part)
    assert (names.whole(), names.part(), names.transaction.entered) == ("done", "done", 4)


def test_each_condition_of_what_a_person_sees_is_left_out_by_itself() -> None:
    source = """
    def visible(person, more):
        return rows.filter(person, unit=1, **more)

    def of_unit(unit):
        return rows.filter(unit=unit)
    """
    names, places = sample(source, "reports/queries/x.py")
    assert [place.kind for place in places] == ["permission"] * 3
    assert names.visible("q", {"a": 2}) == (("q",), {"unit": 1, "a": 2})
    seen = []
    for place in places:
        take_out(place)
        seen.append(names.visible("q", {"a": 2}))
    assert seen == [(("everything",), {"unit": 1, "a": 2}), (("q",), {"a": 2}), (("q",), {"unit": 1})]


def test_a_write_loses_the_state_and_version_it_demands_and_its_locks() -> None:
    source = """
    def act():
        return hold(), claim(), rows.filter(pk=1, version=2)[1]
    """
    names, places = sample(source, "reports/actions/x.py")
    assert [place.kind for place in places] == ["lock", "version", "version"]
    assert names.act() == ("held", "claimed", {"pk": 1, "version": 2})
    seen = []
    for place in places:
        take_out(place)
        seen.append(names.act())
    assert seen == [
        (None, "claimed", {"pk": 1, "version": 2}),
        ("held", None, {"pk": 1, "version": 2}),
        ("held", "claimed", {"pk": 1}),
    ]


def test_what_was_met_is_kept_whether_it_is_taken_out_or_not() -> None:
    names, (place,) = sample("def act():\n    return claim()\n", "reports/actions/x.py")
    assert State.met == set()
    names.act()
    assert State.met == {place.key}


def test_a_place_inside_another_has_a_switch_too() -> None:
    source = """
    def act():
        if rows.filter(version=1)[1] == {}:
            raise StaleReport
        return "done"
    """
    names, (outer, inner) = sample(source, "reports/actions/x.py")
    assert names.act() == "done"
    take_out(inner)
    with pytest.raises(StaleReport):
        names.act()
    assert outer.what.endswith("raise StaleReport")


def test_lines_stay_where_they_are() -> None:
    source = "x = 1\n\n\ndef act():\n    return claim()\n"
    tree, _places = with_switches(source, "reports/actions/x.py")
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Return)] == [5]
