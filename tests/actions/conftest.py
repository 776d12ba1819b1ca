"""Every test of the actions also looks that an act makes all its writes in one transaction."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.db import connection

import reports.actions

ACTIONS = str(Path(reports.actions.__file__).parent)
WRITES = ("INSERT", "UPDATE", "DELETE")
# They go through many rows that have nothing to do with each other, one transaction for each.
PIECEWISE = {"tend_files"}


class Transactions:
    """Notes in which transaction each write of an action was made; "" stands for none.

    The test itself is in a transaction, so those of an action are savepoints there.
    """

    def __init__(self) -> None:
        self.of_call: dict[FrameType, list[str]] = defaultdict(list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Let a statement through."""
        call = outermost(sys._getframe(1)) if sql.startswith(WRITES) else None
        if call is not None:
            self.of_call[call].append(next(iter(connection.savepoint_ids), ""))
        return execute(sql, params, many, context)

    def torn(self) -> set[str]:
        """The actions that wrote several times, and not all of it in one transaction."""
        return {
            call.f_code.co_name
            for call, used in self.of_call.items()
            if len(used) > 1 and ("" in used or (len(set(used)) > 1 and call.f_code.co_name not in PIECEWISE))
        }


def outermost(frame: FrameType | None) -> FrameType | None:
    """The call of an action from outside that is going on, if any."""
    found = None
    while frame is not None:
        if frame.f_code.co_filename.startswith(ACTIONS):
            found = frame
        frame = frame.f_back
    return found


@pytest.fixture(autouse=True)
def one_transaction() -> Iterator[None]:
    """Fail the test of an act that can break off half done."""
    if not connection.in_atomic_block:
        yield
        return
    watched = Transactions()
    with connection.execute_wrapper(watched):
        yield
    assert watched.torn() == set()
