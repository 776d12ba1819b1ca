"""What decides whether a run of `make faults` was good: counting, and the table in the docs."""

from pathlib import Path

import pytest

from scripts.faults.figures import BEGIN, END, Line, as_many, none_of, percentile, write


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.99), percentile([3.0], 0.99)) == (51.0, 100.0, 3.0)
    assert percentile([], 0.5) == 0


def test_a_line_says_what_is_wrong() -> None:
    assert as_many("winners", 3, 3) == Line("winners", "3", True)
    assert as_many("winners", 4, 3) == Line("winners", "4, not 3", False)
    assert none_of("lost", []).right
    assert none_of("lost", ["one", "two"]) == Line("lost", "2 (one; two)", False)


def test_the_table_stands_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    results = {"sqlite": {"kills": [Line("lost", "0", True)]}, "postgresql": {"kills": [Line("cycles", "2")]}}
    write(results, "long, today", page)
    kept = page.read_text(encoding="utf-8")
    assert "old" not in kept
    assert "| **kills** | long, today | long, today |\n| lost | 0 | – |\n| cycles | – | 2 |" in kept
    assert (kept.startswith("before\n"), kept.endswith(f"{END}\nafter\n")) == (True, True)


def test_a_run_of_one_fault_keeps_the_figures_of_the_others(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    write({"sqlite": {"kills": [Line("lost", "0")], "races": [Line("rounds", "5"), Line("odd", "1 | 2")]}}, "old", page)
    write({"postgresql": {"races": [Line("rounds", "7")]}}, "new", page)
    write({"sqlite": {"races": [Line("rounds", "6")]}}, "newer", page)
    assert page.read_text(encoding="utf-8").splitlines()[4:-2] == [
        "| **kills** | old | – |",
        "| lost | 0 | – |",
        "| **races** | newer | new |",
        "| rounds | 6 | 7 |",
    ]


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match="no place"):
        write({}, "today", page)
    assert page.read_text(encoding="utf-8") == "nothing"
