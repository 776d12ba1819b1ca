"""The lock pins every package by hash, holds what pyproject.toml asks for, and names no registry."""

import re
import tomllib
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


def test_the_pins_are_what_the_project_asks_for() -> None:
    asked = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    pins = pins_of("run")
    assert [str(one) for one in asked if not one.specifier.contains(pins[canonicalize_name(one.name)])] == []


def test_what_develops_is_what_serves() -> None:
    assert pins_of("run").items() <= pins_of("dev").items()
