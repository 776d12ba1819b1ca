"""The figures of a run: one line each, what it has to be, and the table of them in docs/reliability.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- figures: `make faults` writes them -->", "<!-- end of figures -->"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
# The row of a fault that says which run its figures are from; a figure that a database doesn't have.
RUN, NONE = "", "–"


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


Table = dict[tuple[str, str], dict[str, str]]


def read(page: str) -> Table:
    """The figures that stand between the marks of the page, by fault and what was counted; a value a database."""
    _before, _begin, rest = page.partition(BEGIN)
    found: Table = {}
    fault = ""
    for row in rest.partition(END)[0].splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if len(cells) != 1 + len(NAMES) or cells[0].startswith("---") or not cells[0]:
            continue
        what = cells[0]
        if what.startswith("**"):
            fault, what = what.strip("*"), RUN
        found[fault, what] = {name: cell for name, cell in zip(NAMES, cells[1:], strict=True) if cell != NONE}
    return found


def table(figures: Table) -> str:
    """The figures as a table: a part for each fault, a column for each database."""
    rows = ["| | " + " | ".join(NAMES.values()) + " |", "| --- |" + " --- |" * len(NAMES)]
    for fault in dict.fromkeys(fault for fault, _what in figures):
        parts = {what: values for (of, what), values in figures.items() if of == fault and values}
        for what in [RUN, *(one for one in parts if one != RUN)]:
            name = f"**{fault}**" if what == RUN else what
            rows.append(f"| {name} | " + " | ".join(parts.get(what, {}).get(one, NONE) for one in NAMES) + " |")
    return "\n".join(rows)


def write(results: Mapping[str, Mapping[str, Sequence[Line]]], run: str, path: Path) -> None:
    """Put the lines of each fault on each database into the page's table, in the place of those of an earlier run.

    `run` says which form it was and when. Raises ValueError where the page has no place for figures.
    """
    page = path.read_text(encoding="utf-8")
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path} has no place for the figures")
    figures = read(page)
    for database, faults in results.items():
        for fault, lines in faults.items():
            for (of, _what), values in figures.items():
                if of == fault:
                    values.pop(database, None)
            for what, value in [(RUN, run), *((line.what, line.value) for line in lines)]:
                figures.setdefault((fault, what), {})[database] = value.replace("|", "/")
    path.write_text(f"{before}{BEGIN}\n\n{table(figures)}\n\n{END}{after}", encoding="utf-8")
