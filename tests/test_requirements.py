"""What the code imports is asked for; the lock pins it by hash, holds what is asked for, and names no registry."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ["run", "dev"]
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ;.+)? \\$")


def lines_of(lock: str) -> list[str]:
    return (ROOT / "requirements" / f"{lock}.txt").read_text().splitlines()


def pins_of(lock: str) -> dict[str, str]:
    return {match["name"]: match["version"] for line in lines_of(lock) if (match := PIN.match(line))}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_a_hash_or_a_remark(lock: str) -> None:
    known = re.compile(PIN.pattern + r"|^    --hash=sha256:[0-9a-f]{64}(?: \\)?$|^    #( |$)")
    assert [line for line in lines_of(lock) if not known.match(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_line_names_a_registry(lock: str) -> None:
    assert [line for line in lines_of(lock) if "://" in line] == []


def imported(*folders: str) -> Iterator[str]:
    """The packages whose modules the Python files below these folders import themselves."""
    distributions = packages_distributions()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            tops = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
            yield from (canonicalize_name(distributions[top][0]) for top in tops if top in distributions)


def names_of(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(text).name) for text in requirements}


def test_nothing_is_imported_that_only_another_package_brings() -> None:
    serves = names_of(PROJECT["project"]["dependencies"])
    develops = names_of(PROJECT["dependency-groups"]["dev"])
    assert set(imported("reports", "reportsite")) - serves == set()
    assert set(imported("tests", "scripts")) - serves - develops == set()


def test_the_pins_are_what_the_project_asks_for() -> None:
    asked = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    pins = pins_of("run")
    assert [str(one) for one in asked if not one.specifier.contains(pins[canonicalize_name(one.name)])] == []


def test_what_develops_is_what_serves() -> None:
    assert pins_of("run").items() <= pins_of("dev").items()
