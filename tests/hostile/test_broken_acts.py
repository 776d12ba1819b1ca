"""An act whose last write fails leaves nothing behind: every act that the access matrix knows is broken off once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.test_access_matrix import PARTS, PEOPLE, Rule, World, cases_in, fingerprint, make_world

pytestmark = pytest.mark.django_db

WRITES = ("INSERT", "UPDATE", "DELETE")
Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class Writes:
    """Counts what is written to the tables of the application, and refuses the write with the number `broken`."""

    def __init__(self, broken: int = 0) -> None:
        self.count = 0
        self.broken = broken

    def __call__(self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Let a statement through, or not."""
        if sql.startswith(WRITES) and '"reports_' in sql:
            self.count += 1
            if self.count == self.broken:
                raise DatabaseError("the disk is full")
        return execute(sql, params, many, context)


def act(world: World, person: str, address: str, said: dict[str, object], broken: int = 0) -> tuple[int, str]:
    """How many rows an act writes, and the fingerprint after it; with `broken` that write fails."""
    writes = Writes(broken)
    with transaction.atomic():
        with connection.execute_wrapper(writes):
            world.clients[person].post(address, said)
        after = fingerprint() if writes.count else ""
        transaction.set_rollback(True)
    return writes.count, after


def half_done(world: World, name: str, rule: Rule, before: str) -> str:
    """The act that left something behind when its last write failed, else ""."""
    address, said = reverse(name, args=tuple(rule.args(world))), rule.said(world)
    person = next((person for person in PEOPLE if rule.post[person] in (200, 302)), "")
    if not person:
        return ""
    count, after = act(world, person, address, said)
    if count < 2 or after == before:
        return ""
    return f"{person}: {address} {said}" if act(world, person, address, said, count)[1] != before else ""


@pytest.mark.parametrize(("stage", "part"), PARTS)
def test_an_act_that_breaks_off_leaves_nothing_behind(stage: str, part: int) -> None:
    world = make_world(stage)
    before = fingerprint()
    assert [broken for name, rule in cases_in(stage, part) if (broken := half_done(world, name, rule, before))] == []
