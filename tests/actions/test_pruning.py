"""Old entries of the audit leave the database only into a verified file, and the chain verifies on."""

import datetime
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from pytest_django import Settings

from reports.actions import pruning
from reports.actions.audit import Origin, origin, record
from reports.actions.pruning import KEPT, prune_audit, read_archive
from reports.errors import WrongState
from reports.models import AuditCheckpoint, AuditEntry
from reports.queries.chain import verify_chain
from tests.auditing import commit_chain, tamper
from tests.cast import Cast
from tests.factories import make_report

written = pruning._write


def act(event: str, days_ago: int, cast: Cast) -> None:
    here = origin.set(Origin(at=timezone.now() - datetime.timedelta(days=days_ago)))
    record(event, by=cast.clerk, report=make_report(cast.bureau) if event.startswith("report.") else None, text="一")
    origin.reset(here)


@pytest.fixture
def audit(cast: Cast) -> list[str]:
    """Three old entries, one of them a decision, one that is younger, and one whose clock was wrong."""
    for event, days in (("unit.moved", 400), ("report.approve", 300), ("unit.changed", 191)):
        act(event, days, cast)
    act("unit.moved", 189, cast)
    act("unit.moved", 500, cast)
    commit_chain()
    return [entry.hash for entry in AuditEntry.objects.order_by("number")]


def numbers() -> list[int]:
    commit_chain()
    return [entry.number or 0 for entry in AuditEntry.objects.order_by("number")]


def test_old_entries_go_into_a_file_decisions_stay_and_the_chain_verifies_on(
    audit: list[str], tmp_path: Path, cast: Cast
) -> None:
    checkpoint = prune_audit(tmp_path / "archive")

    assert checkpoint is not None
    assert (checkpoint.through, checkpoint.hash, checkpoint.archived, checkpoint.kept) == (3, audit[2], 3, 1)
    assert numbers() == [2, 4, 5, 6]
    lines = [json.loads(line) for line in (tmp_path / "archive" / "audit-1-3.jsonl").read_text().splitlines()]
    assert [line["content"]["event"] for line in lines] == ["unit.moved", "report.approve", "unit.changed"]
    assert [line["person"] for line in lines] == ["clerk"] * 3
    noted = AuditEntry.objects.get(event="audit.pruned")
    assert noted.detail["archive_sha256"] == read_archive(tmp_path / "archive" / "audit-1-3.jsonl").sha256
    record("unit.moved", by=None)
    assert numbers()[-1] == 7
    for written_down in (audit[2], audit[4]):
        assert verify_chain(written_down).fault is None


def test_nothing_old_means_nothing_done(cast: Cast, tmp_path: Path) -> None:
    act("unit.moved", 189, cast)
    commit_chain()
    out = StringIO()
    call_command("prune_audit", str(tmp_path), stdout=out)
    assert out.getvalue() == "no entry is older than 190 days\n"
    assert (list(tmp_path.iterdir()), AuditCheckpoint.objects.count()) == ([], 0)


def test_it_goes_on_from_the_last_checkpoint(audit: list[str], tmp_path: Path, settings: Settings) -> None:
    prune_audit(tmp_path)
    commit_chain()
    settings.AUDIT_DAYS = 180
    second = prune_audit(tmp_path)
    assert second is not None
    assert (second.through, second.archive, second.archived) == (5, "audit-4-5.jsonl", 2)
    assert numbers() == [2, 6, 7]
    assert verify_chain().fault is None


def test_a_chain_that_is_not_whole_keeps_everything(audit: list[str], tmp_path: Path) -> None:
    tamper("UPDATE reports_auditentry SET event = 'x' WHERE number = 1")
    with pytest.raises(CommandError, match="entry 1") as caught:
        call_command("prune_audit", str(tmp_path))
    assert caught.value.returncode == 1
    assert numbers() == [1, 2, 3, 4, 5]


def test_a_changed_archive_is_found(audit: list[str], tmp_path: Path) -> None:
    prune_audit(tmp_path)
    place = tmp_path / "audit-1-3.jsonl"
    out = StringIO()
    call_command("verify_audit", archive=place, stdout=out)
    assert out.getvalue() == f"entries 1 to 3, all whole\n{audit[2]}\n"
    whole = place.read_text()
    place.write_text(whole.replace("report.approve", "report.return"))
    with pytest.raises(WrongState, match="2"):
        read_archive(place)
    place.write_text("")
    with pytest.raises(WrongState, match=r"audit-1-3\.jsonl"):
        read_archive(place)
    place.write_text(whole.splitlines(keepends=True)[0])
    with pytest.raises(CommandError, match="not what this audit archived"):
        call_command("verify_audit", archive=place)


def found_after(statement: str) -> str:
    with transaction.atomic():
        tamper(statement)
        fault = str(verify_chain().fault)
        transaction.set_rollback(True)
    return fault


def test_what_was_kept_and_the_checkpoint_itself_are_held(audit: list[str], tmp_path: Path) -> None:
    prune_audit(tmp_path)
    assert "one is missing" in found_after("DELETE FROM reports_auditentry WHERE number = 2")
    assert "content was changed" in found_after("UPDATE reports_auditentry SET event = 'x' WHERE number = 2")
    assert "entry that tells of it" in found_after("UPDATE reports_auditcheckpoint SET archived = 2")
    assert "not sealed" in found_after("UPDATE reports_auditcheckpoint SET sealed = (1 = 0)")
    assert found_after("DELETE FROM reports_auditcheckpoint") != "None"


def test_nothing_is_deleted_once_the_checkpoint_is_sealed(audit: list[str], tmp_path: Path) -> None:
    prune_audit(tmp_path)
    commit_chain()
    refused = "only ever added to"
    with pytest.raises(DatabaseError, match=refused), transaction.atomic():
        AuditEntry.objects.filter(number=2).delete()
    with pytest.raises(DatabaseError, match=refused), transaction.atomic():
        AuditCheckpoint.objects.update(sealed=False)
    with pytest.raises(DatabaseError, match=refused), transaction.atomic():
        AuditCheckpoint.objects.all().delete()


def test_the_trail_of_approval_is_kept() -> None:
    assert {"report.submit", "report.approve", "report.return", "snapshot.opened", "audit.pruned"} <= KEPT


def test_a_file_without_entries_is_no_archive(tmp_path: Path) -> None:
    empty = tmp_path / "audit-1-3.jsonl"
    empty.touch()
    with pytest.raises(WrongState):
        read_archive(empty)


@pytest.mark.parametrize(
    "wrong", [{"previous": "f" * 64}, {"through": 4}, {"first": 2}], ids=lambda wrong: next(iter(wrong))
)
def test_an_archive_of_other_entries_takes_nothing_away(
    audit: list[str], wrong: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "read_archive", lambda place: replace(read_archive(place), **wrong))
    with pytest.raises(WrongState):
        prune_audit(tmp_path)
    assert (numbers(), AuditCheckpoint.objects.count()) == ([1, 2, 3, 4, 5], 0)


def test_entries_that_are_gone_already_keep_the_rest(
    audit: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "_write", lambda folder, *entries: replace(written(folder, *entries), first=0))
    with pytest.raises(WrongState):
        prune_audit(tmp_path)
    assert (numbers(), AuditCheckpoint.objects.count()) == ([1, 2, 3, 4, 5], 0)
