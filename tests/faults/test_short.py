"""The shortest form of `make faults`: servers are killed, raced and given a wrong clock, and nothing is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.faults
@pytest.mark.parametrize(("database", "fault"), [("sqlite", "kills"), ("postgresql", "races"), ("sqlite", "clock")])
def test_nothing_is_lost(database: str, fault: str) -> None:
    command = [sys.executable, "-m", "scripts.faults", "--size", "tiny", "--database", database, "--only", fault]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
