"""kill -9 of a worker or of the whole server while people write."""

import random
import time
from collections.abc import Iterator

from scripts.faults.county import County
from scripts.faults.figures import Line, none_of
from scripts.faults.place import Place
from scripts.faults.server import Server, serving
from scripts.faults.writing import at_work, losses, total, wait_for_more, writers

# Writers, cycles, acknowledged writes between two kills.
SIZES = {"tiny": (3, 2, 8), "short": (4, 8, 15), "long": (8, 200, 50)}


def run(place: Place, county: County, size: str) -> Iterator[Line]:
    """Every second kill hits the whole server, the others one worker."""
    number, cycles, between = SIZES[size]
    chance = random.Random(cycles)
    with serving(place) as server:
        people = writers(server.url, county.take(number))
        with at_work(people):
            for cycle in range(cycles):
                wait_for_more(people, between)
                # Not always at the same point of a write.
                time.sleep(chance.random() / 2)
                _kill(server, chance, whole=cycle % 2 == 1)
            wait_for_more(people, between)
        errors = server.errors()
        for writer in people:
            writer.look_again()
    acknowledged, unknown, refused = (total(people, what) for what in ("acknowledged", "unknown", "refused"))
    yield Line("kill -9 of a worker", str(cycles - cycles // 2))
    yield Line("kill -9 of the whole server", str(cycles // 2))
    for what, count in sorted(acknowledged.items()):
        yield Line(f"acknowledged: {what}", str(count))
    yield Line("writes without an answer, each found whole or not there", str(unknown.total()))
    yield none_of("refused though nothing stood against it", list(refused.elements()))
    yield none_of("lost, torn or done twice", losses(people, place.inside("look")))
    yield none_of("unexpected errors in the server's log", errors)


def _kill(server: Server, chance: random.Random, *, whole: bool) -> None:
    if whole:
        server.kill()
        server.start()
    else:
        server.kill_worker(chance)
