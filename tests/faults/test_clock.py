"""The clock that a file sets."""

import time
from pathlib import Path

import pytest

from scripts.faults import clocked


def test_a_clock_follows_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passed = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: passed[0])
    monkeypatch.setattr(time, "time", lambda: 1_000.0)
    file = tmp_path / "clock"
    now = clocked.clock_of(file)
    assert now() == 1_000.0
    file.write_text("3600.5")
    assert now() == 1_000.0
    passed[0] += clocked.READ_EVERY
    assert now() == 4_600.5
    file.write_text("-60")
    passed[0] += clocked.READ_EVERY
    assert now() == 940.0
