"""PostgreSQL is stopped and started while people write; every second time it crashes."""

import signal
import time
from collections.abc import Iterator, Sequence

from scripts.faults.client import Taken
from scripts.faults.county import County
from scripts.faults.figures import Line, none_of, percentile
from scripts.faults.place import Place
from scripts.faults.server import serving
from scripts.faults.writing import at_work, losses, total, wait_for_more, writers

# Writers, restarts, acknowledged writes between two of them.
SIZES = {"tiny": (3, 2, 8), "short": (4, 5, 12), "long": (8, 20, 100)}
# How long the database is away.
AWAY_SECONDS = 1.0
# How long after its return the last error may come: the pool tries again with growing pauses.
GRACE_SECONDS = 10.0

Window = tuple[float, float]


def run(place: Place, county: County, size: str) -> Iterator[Line]:
    """Nothing at all for SQLite, which has no server."""
    if place.cluster is None:
        return
    number, restarts, between = SIZES[size]
    windows: list[Window] = []
    recovered: list[float] = []
    with serving(place) as server:
        people = writers(server.url, county.take(number))
        with at_work(people):
            for turn in range(restarts):
                wait_for_more(people, between)
                begin = time.monotonic()
                place.cluster.stop(signal.SIGQUIT if turn % 2 else signal.SIGINT)
                time.sleep(AWAY_SECONDS)
                place.cluster.start()
                back = time.monotonic()
                windows.append((begin, back + GRACE_SECONDS))
                wait_for_more(people, number)
                recovered.append(time.monotonic() - back)
            wait_for_more(people, between)
        for writer in people:
            writer.look_again()
    taken = [one for writer in people for one in writer.browser.taken]
    yield Line("PostgreSQL stopped in order; crashed", f"{restarts - restarts // 2}; {restarts // 2}")
    yield Line("acknowledged writes", str(total(people, "acknowledged").total()))
    yield Line("requests that failed in the windows", str(len(errors(taken)) - len(outside(taken, windows))))
    yield none_of("requests that failed outside of them", outside(taken, windows))
    yield Line("until all write again, p50 and longest", f"{percentile(recovered, 0.5):.1f} s, {max(recovered):.1f} s")
    yield none_of("refused though nothing stood against it", list(total(people, "refused").elements()))
    yield none_of("lost, torn or done twice", losses(people, place.inside("look")))


def errors(taken: Sequence[Taken]) -> list[Taken]:
    """The requests that got no answer, or one that the server failed."""
    return [one for one in taken if one.status == 0 or one.status >= 500]


def outside(taken: Sequence[Taken], windows: Sequence[Window]) -> list[str]:
    """The failed requests that ended in none of the windows, with how long after one and how long they took."""
    found = []
    for one in errors(taken):
        if not any(begin <= one.at <= end for begin, end in windows):
            after = min((one.at - end for _begin, end in windows if end < one.at), default=0.0)
            found.append(f"{one.what} {one.status}, {after:.1f} s after the time allowed, taking {one.seconds:.1f} s")
    return found
