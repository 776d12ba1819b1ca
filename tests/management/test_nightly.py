"""The night's work goes on where a part of it fails, and forgets old backups only when there is a new one."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reports.management.commands import nightly

pytestmark = pytest.mark.django_db


def work(folder: Path) -> tuple[str, str]:
    """What is said at the end of the night in words and as a failure."""
    out = StringIO()
    try:
        call_command("nightly", str(folder), stdout=out, stderr=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Backups of long ago and of yesterday, and something else."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for name in ("2020-01-31", f"{yesterday}", "before-upgrade-2020-01-31"):
        (tmp_path / name).mkdir()
    return tmp_path


def test_every_part_is_done_and_only_old_backups_are_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A backup needs committed rows; tests/management/test_backups.py makes some.
    monkeypatch.setattr(nightly, "PARTS", nightly.PARTS[1:])
    said, failed = work(folder)
    assert (failed, [line[3:] for line in said.splitlines() if line.startswith("== ")]) == ("", list(nightly.PARTS))
    assert "2020-01-31" not in [path.name for path in folder.iterdir()]
    assert len(list(folder.iterdir())) == 2


def test_a_part_that_fails_keeps_no_other_from_its_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / f"{timezone.localdate()}").mkdir()
    monkeypatch.setattr(nightly, "PARTS", ("backup", "there_is_no_such_part", "check_snapshots"))
    said, failed = work(folder)
    assert failed == "failed: backup, there_is_no_such_part"
    assert "0 submitted versions, all whole" in said
    assert (folder / "2020-01-31").exists()


@pytest.mark.parametrize("days", ["0", "-1"])
def test_no_backup_is_made_only_to_be_removed(folder: Path, days: str) -> None:
    with pytest.raises(CommandError, match="1 or more"):
        call_command("nightly", str(folder), "--keep-days", days)
    assert len(list(folder.iterdir())) == 3
