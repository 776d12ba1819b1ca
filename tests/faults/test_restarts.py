"""Which failures of a restart are its own, and which must not be."""

from scripts.faults.client import Taken
from scripts.faults.restarts import errors, outside


def test_a_failure_counts_where_no_window_has_it() -> None:
    taken = [
        Taken("save", 1.0, status, at) for status, at in ((200, 5.0), (0, 11.0), (500, 19.0), (0, 25.0), (409, 30.0))
    ]
    assert [one.at for one in errors(taken)] == [11.0, 19.0, 25.0]
    assert outside(taken, [(10.0, 20.0)]) == ["save 0, 5.0 s after the time allowed, taking 1.0 s"]
    assert outside(taken, [(10.0, 20.0), (24.0, 26.0)]) == []
