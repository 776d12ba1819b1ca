"""Takes each permission check, version check, transaction and lock out of the code, one at a time; a test must notice.

First all tests on the database that need no browser run once, which tells for each place which of them reach it; then
each place is taken out and these tests run, likely ones first, until one is red. Last the tests that were red run with
nothing taken out, and must be green. Prints who noticed, or that nobody did, and, last, `mutations: N, noticed: N`.

What a test noticed is believed in later runs, on the other database too, as long as neither the changed file nor the
file of that test has changed; so a run that was ended goes on where it was. Locks are only taken out where DATABASE_URL
names PostgreSQL: SQLite has one writer at a time, whatever is locked.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.mutations.places import KINDS, ROOT, Place, all_places
from scripts.mutations.trying import Crew, Outcome, Trial

# Who may do what, and what becomes of an act that breaks off or has a rival: worth their time, as each tries much.
BROAD = ("tests/test_access", "tests/hostile/")
WORTH = 10
# What a file of tests may take for one run through it, or a place until it counts as unnoticed.
SECONDS = 600
GIT = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
# What every test depends on.
CODE = ("scripts/mutations/places.py", "reports/", "reportsite/", "templates/", "fixtures/")
SHARED = (*CODE, "tests/", ":(exclude,glob)tests/*/**/test_*.py")


@cache
def digest(*patterns: str) -> str:
    """A hash over the files git knows by these names, as they were when it was first asked for: when the run began."""
    names = subprocess.run([*GIT, "--", *patterns], cwd=ROOT, capture_output=True, check=True)
    hashed = hashlib.sha256()
    for name in filter(None, names.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            hashed.update(f"{name}\0".encode() + (ROOT / name).read_bytes())
    return hashed.hexdigest()


def file_of(test: str) -> str:
    """The file where a test is."""
    return test.partition("::")[0]


class Kept:
    """What a run leaves for the next one, in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.values: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}

    def get(self, key: str, seen: str) -> Any:
        """What is kept by this name, None where it was kept of other files."""
        kept = self.values.get(key)
        return kept["value"] if kept and kept["seen"] == seen else None

    def put(self, key: str, seen: str, value: Any) -> None:
        """Keep a value and what it was seen of."""
        self.values[key] = {"seen": seen, "value": value}
        self.save()

    def forget(self, test: str) -> None:
        """Keep nothing of what this test noticed."""
        self.values = {key: kept for key, kept in self.values.items() if kept["value"][0] != test}
        self.save()

    def save(self) -> None:
        """Write the file anew, whole."""
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps(self.values, ensure_ascii=False))
        new.replace(self.path)


class Reach:
    """Which tests reach a place, and how long they take."""

    def __init__(self) -> None:
        self.took: dict[str, float] = {}
        self.tests: dict[str, list[str]] = defaultdict(list)

    def add(self, took: dict[str, float], met: dict[str, list[str]]) -> None:
        """Take in what a file of tests did."""
        self.took |= took
        for test, keys in met.items():
            for key in keys:
                self.tests[key].append(test)

    def likely(self, place: Place) -> tuple[str, ...]:
        """The tests that reach a place: those of the same noun, then the others, short and broad ones first."""
        noun = Path(place.path).stem

        def order(test: str) -> tuple[bool, float]:
            broad = test.startswith(BROAD)
            near = not broad and Path(file_of(test)).stem.startswith(f"test_{noun}")
            return not near, self.took[test] / (WORTH if broad else 1)

        return tuple(sorted(self.tests[place.key], key=order))


def reach(crew: Crew, kept: Kept) -> Reach:
    """Run all tests with nothing taken out, as far as it isn't known what they reach."""
    found, by_file = Reach(), defaultdict(list)
    for test in crew.tests:
        by_file[file_of(test)].append(test)
    shared = digest(*SHARED)
    seen = {file: f"{shared} {digest(file)}" for file in by_file}
    for file in by_file:
        if known := kept.get(file, seen[file]):
            found.add(*known)
    new = [file for file in by_file if kept.get(file, seen[file]) is None]
    trials = (Trial(tuple(by_file[file]), SECONDS) for file in new)
    for file, outcome in zip(new, crew.each(trials), strict=True):
        if outcome.failed or outcome.killed or len(outcome.took) < len(by_file[file]):
            sys.exit(f"Before anything is taken out: {outcome.failed or file} fails; mend that first.")
        kept.put(file, seen[file], [outcome.took, outcome.met])
        found.add(outcome.took, outcome.met)
    return found


def words(place: Place) -> str:
    """A place for the person who reads the output."""
    return f"{place.path}:{place.line}: {place.kind}: {place.what}"


def verdict(outcome: Outcome, tests: int) -> str:
    """Who noticed, or how many tests did not of those that reach the place."""
    if outcome.failed or outcome.killed:
        return f"noticed by {outcome.failed or 'a test that never ended'}"
    tried = len(outcome.took)
    return f"NOT NOTICED by {tried} of {tests} tests"


def try_out(crew: Crew, kept: Kept, places: list[Place], seconds: float) -> int:
    """Take out each of these places; how many went unnoticed."""
    found = reach(crew, kept)
    tests = [found.likely(place) for place in places]
    trials = (Trial(row, seconds, place.key) for place, row in zip(places, tests, strict=True))
    count, red = 0, set[str]()
    for place, row, outcome in zip(places, tests, crew.each(trials), strict=True):
        count += not (outcome.failed or outcome.killed)
        print(f"{verdict(outcome, len(row))}: {words(place)}", flush=True)
        if outcome.failed:
            kept.put(place.key, digest(place.path), [outcome.failed, digest(file_of(outcome.failed))])
            red.add(outcome.failed)
    control = crew.attempt(Trial(tuple(sorted(red)), SECONDS * 10))
    if control.failed:
        kept.forget(control.failed)
        sys.exit(f"{control.failed} is red with nothing taken out too; what it noticed doesn't count.")
    return count


def believed(kept: Kept, place: Place) -> bool:
    """Whether a test that is still the same noticed this place while its file was the same."""
    value = kept.get(place.key, digest(place.path))
    return value is not None and digest(file_of(value[0])) == value[1]


def main() -> int:
    """Try all changes, or only list them; 1 where one went unnoticed."""
    parser = argparse.ArgumentParser(prog="mutations", description=__doc__)
    parser.add_argument("--only", default="", help="files whose path contains this")
    parser.add_argument("--kind", default="", choices=["", *KINDS])
    parser.add_argument("--list", action="store_true", help="only list the changes")
    parser.add_argument("--again", action="store_true", help="believe nothing of an earlier run")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many are tried at once")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long to look for a test that notices")
    said = parser.parse_args()
    left_out = "" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "lock"
    chosen = [
        one for one in all_places() if said.only in one.path and said.kind in ("", one.kind) and one.kind != left_out
    ]
    if said.list:
        print(*map(words, chosen), f"mutations: {len(chosen)}", sep="\n")
        return 0
    folder = Path(os.environ.get("LIANBAO_VAR", ROOT / "var"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = Kept(folder / "mutations.json")
    left = [place for place in chosen if said.again or not believed(kept, place)]
    if len(left) < len(chosen):
        print(f"noticed in an earlier run: {len(chosen) - len(left)}")
    missed = 0
    if left:
        with TemporaryDirectory(prefix="lianbao-mutations-") as own, Crew(said.jobs, Path(own)) as crew:
            missed = try_out(crew, kept, left, said.seconds)
    print(f"mutations: {len(chosen)}, noticed: {len(chosen) - missed}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
