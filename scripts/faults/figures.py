"""The figures of a run: one line each, what it has to be, and the table of them in docs/reliability.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- figures: `make faults` writes them -->", "<!-- end of figures -->"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure; `right` is whether it is as it must be, None where nothing is promised."""

    what: str
    value: str
    right: bool | None = None

    def __str__(self) -> str:
        mark = {True: "ok ", False: "BAD", None: "   "}[self.right]
        return f"{mark} {self.what}: {self.value}"


def none_of(what: str, found: Sequence[object]) -> Line:
    """A line that counts what must not be; where there is some, the first few are named."""
    named = "; ".join(str(one) for one in found[:3])
    return Line(what, f"{len(found)}" + (f" ({named})" if found else ""), not found)


def as_many(what: str, counted: int, expected: int) -> Line:
    """A line of two counts that must agree."""
    return Line(what, str(counted) if counted == expected else f"{counted}, not {expected}", counted == expected)


def percentile(values: Sequence[float], part: float) -> float:
    """The value that `part` of them don't exceed; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else 0.0


def table(results: Mapping[str, Mapping[str, Sequence[Line]]], command: str) -> str:
    """The figures by fault, a column for each database, under the command that made them."""
    databases = list(results)
    rows = [f"`{command}`:", "", "| | " + " | ".join(NAMES[one] for one in databases) + " |"]
    rows.append("| --- |" + " --- |" * len(databases))
    for fault in dict.fromkeys(fault for of in results.values() for fault in of):
        rows.append(f"| **{fault}** |" + " |" * len(databases))
        by_database = [{line.what: line.value for line in results[one].get(fault, ())} for one in databases]
        for what in dict.fromkeys(what for lines in by_database for what in lines):
            rows.append(f"| {what} | " + " | ".join(lines.get(what, "–") for lines in by_database) + " |")
    return "\n".join(rows)


def write(text: str, path: Path) -> None:
    """Put the table between its marks in the page; raises ValueError where the page has none."""
    page = path.read_text(encoding="utf-8")
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path} has no place for the figures")
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
