"""How the benchmarks measure: medians of runs that take turns."""

import statistics
import time
from collections.abc import Callable, Mapping

ROUNDS = 15


def print_result(name: str, value: float, unit: str = "") -> None:
    """Print one line; a count has no decimals, a ratio no unit."""
    number = str(value) if isinstance(value, int) else f"{value:.2f}"
    print(f"{name}: {number} {unit}".rstrip(), flush=True)


def medians(things: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """The median milliseconds of each of `things`.

    They take turns, so that a busy moment of the machine hits all of them alike; the first turn only warms up.
    """
    taken: dict[str, list[float]] = {name: [] for name in things}
    for turn in range(rounds + 1):
        for name, call in things.items():
            start = time.perf_counter()
            call()
            if turn:
                taken[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}
