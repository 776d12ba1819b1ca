"""Whether an act makes all its writes in one transaction; every test of the actions looks."""

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import connection

import reports.actions

ACTIONS = str(Path(reports.actions.__file__).parent)
WRITES = ("INSERT", "UPDATE", "DELETE")
# That a form was taken is kept whatever becomes of the act.
OF_NO_ACT = '"reports_receipt"'
# Goes through many rows that have nothing to do with each other, with one transaction for each.
PIECEWISE = {"tend_files"}
# Is no act: it uses up a code, or else has a failed try noted.
NO_ACT = {"is_right_code"}


class Transactions:
    """Notes in which transaction each write of an action was made; "" stands for none.

    The test itself is in a transaction, so those of an action are savepoints there.
    """

    def __init__(self) -> None:
        self.of_call: dict[FrameType, list[str]] = defaultdict(list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Let a statement through."""
        writes = sql.startswith(WRITES) and OF_NO_ACT not in sql
        call = outermost(sys._getframe(1)) if writes else None
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
        if frame.f_code.co_filename.startswith(ACTIONS) and frame.f_code.co_name not in NO_ACT:
            found = frame
        frame = frame.f_back
    return found
