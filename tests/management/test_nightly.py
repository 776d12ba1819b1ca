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


# A backup needs committed rows; tests/management/test_backups.py makes some.
BUT_BACKUP = nightly.PARTS[1:]
OTHERS = {"before-upgrade-2020-01-31", "20200131", "2020-01-31.partial"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Backups of long ago and of every day until yesterday for a month, and what nobody named by a day."""
    days = [f"{timezone.localdate() - timedelta(days=number)}" for number in range(1, 30)]
    for name in ("2020-01-31", *days, *OTHERS):
        (tmp_path / name).mkdir()
    return tmp_path


def days_in(folder: Path) -> list[str]:
    return sorted({path.name for path in folder.iterdir()} - OTHERS)


def backed_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if tonight's backup were made."""
    monkeypatch.setattr(nightly, "PARTS", BUT_BACKUP)
    (folder / f"{timezone.localdate()}").mkdir()


def test_every_part_is_done_and_only_old_backups_are_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backed_up(folder, monkeypatch)
    said, failed = work(folder)
    assert (failed, [line[3:] for line in said.splitlines() if line.startswith("== ")]) == ("", list(BUT_BACKUP))
    assert (len(days_in(folder)), days_in(folder)[-1]) == (30, f"{timezone.localdate()}")
    assert "2020-01-31" not in days_in(folder)
    assert {path.name for path in folder.iterdir()} >= OTHERS


def test_a_clock_years_ahead_costs_one_backup_and_its_own_goes_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now.replace(year=now.year + 10, day=1))
    backed_up(folder, monkeypatch)
    ahead = f"{timezone.localdate()}"
    work(folder)
    assert (len(days_in(folder)), days_in(folder)[-1], "2020-01-31" in days_in(folder)) == (30, ahead, False)
    monkeypatch.setattr(timezone, "now", lambda: now)
    backed_up(folder, monkeypatch)
    work(folder)
    assert (len(days_in(folder)), days_in(folder)[-1]) == (30, f"{timezone.localdate()}")


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
    assert len(days_in(folder)) == 30
