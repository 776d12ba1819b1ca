"""`python -m scripts.faults`: every fault on every database, the figures as they come, and 1 where one isn't right.

`--size tiny|short|long` says how much, `--database` and `--only` choose, `--write` puts what ran into the docs' table.
"""

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from scripts.faults import clock, deadline, disk, kills, malformed, races, restarts, servers
from scripts.faults.county import County
from scripts.faults.figures import NAMES, Line, write
from scripts.faults.place import ROOT, Place, a_place

Run = Callable[[Place, County, str], Iterator[Line]]
FAULTS: dict[str, Run] = {
    "races": races.run,
    "kills": kills.run,
    "deadline": deadline.run,
    "malformed": malformed.run,
    "restarts": restarts.run,
    "clock": clock.run,
    "disk": disk.run,
    "servers": servers.run,
}
BUREAUS = {"tiny": 24, "short": 60, "long": 320}


def try_on(database: str, faults: Sequence[str], size: str) -> dict[str, list[Line]]:
    """The lines of each fault on this database, printed as they come."""
    found: dict[str, list[Line]] = {}
    with a_place(database) as place:
        county = County(place, BUREAUS[size])
        for name in faults:
            begin = time.monotonic()
            print(f"== {name} on {NAMES[database]}", flush=True)
            found[name] = []
            for line in FAULTS[name](place, county, size):
                found[name].append(line)
                print(line, flush=True)
            print(f"    {time.monotonic() - begin:.0f} s", flush=True)
    return found


def main() -> int:
    """Run what the command line asks for; 1 where a figure isn't as it must be."""
    # Also when it is ended from outside, what it started ends with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    parser = argparse.ArgumentParser(prog="python -m scripts.faults", description=__doc__)
    parser.add_argument("--size", choices=list(BUREAUS), default="short")
    parser.add_argument("--database", choices=list(NAMES), action="append")
    parser.add_argument("--only", choices=list(FAULTS), action="append")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/reliability.md")
    asked = parser.parse_args()
    results = {one: try_on(one, asked.only or list(FAULTS), asked.size) for one in asked.database or NAMES}
    if asked.write:
        write(results, f"{asked.size}, {date.today()}", ROOT / "docs" / "reliability.md")
    wrong = [line for of in results.values() for lines in of.values() for line in lines if line.right is False]
    for line in wrong:
        print(line, file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
