"""How much is tried of what has no end: of what `make test` tries, `make check` a tenth and `make slow` ten times."""

import os
from collections.abc import Sequence
from typing import TypeVar

TIMES = float(os.environ.get("LIANBAO_ROUNDS", "1"))
One = TypeVar("One")


def rounds(usual: int) -> int:
    """On how many made-up examples a property is tried, of which `make test` tries the `usual` ones."""
    return max(1, round(usual * TIMES))


def share(things: Sequence[One]) -> Sequence[One]:
    """All of these things, or every so many-th of them where less is tried."""
    return things[:: max(1, round(1 / TIMES))]
