"""Which blocks share their pages: a wide table stands on turned pages of its own (横排表格, clause 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from reports.document import Block, Heading, Table
from reports.rendering.tables import is_wide


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks that follow each other; they begin a new page, and all their pages are turned where `wide`."""

    blocks: tuple[Block, ...]
    wide: bool = False


def runs(blocks: Iterable[Block]) -> tuple[Run, ...]:
    """The blocks in runs; headings right above a wide table go along with it. No blocks give no run."""
    found: list[Run] = []
    for wide, group in groupby(blocks, key=lambda block: isinstance(block, Table) and is_wide(block)):
        some = tuple(group)
        if wide and found:
            last = found.pop().blocks
            kept = len(last)
            while kept and isinstance(last[kept - 1], Heading):
                kept -= 1
            found += [Run(last[:kept])] if kept else []
            some = (*last[kept:], *some)
        found.append(Run(some, wide))
    return tuple(found)
