"""Which blocks share their pages."""

import pytest

from reports.document import Block, Table
from reports.rendering.runs import Run, runs
from tests.rendering.samples import CHAPTER, ENTRY, RUN_IN, TABLE

WIDE = Table(("栏目",) * 14, (("内容",) * 14,), "", "table-2")


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((), ()),
        ((CHAPTER, RUN_IN, TABLE), (Run((CHAPTER, RUN_IN, TABLE)),)),
        ((RUN_IN, WIDE, RUN_IN), (Run((RUN_IN,)), Run((WIDE,), wide=True), Run((RUN_IN,)))),
        ((WIDE, WIDE), (Run((WIDE, WIDE), wide=True),)),
        ((RUN_IN, CHAPTER, ENTRY, WIDE), (Run((RUN_IN,)), Run((CHAPTER, ENTRY, WIDE), wide=True))),
        ((CHAPTER, WIDE), (Run((CHAPTER, WIDE), wide=True),)),
    ],
)
def test_runs(blocks: tuple[Block, ...], expected: tuple[Run, ...]) -> None:
    assert runs(blocks) == expected
