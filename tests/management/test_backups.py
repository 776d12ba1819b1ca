"""A backup made while people write comes back whole in an empty place; a wrong or damaged one is refused."""

import itertools
import os
import shutil
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone
from pytest_django import Settings

from reports.actions.drafting import save_preamble
from reports.actions.moves import submit_report
from reports.management.backups import making, restoring
from reports.management.backups.making import make_backup
from reports.management.backups.manifest import BackupError, read_manifest, state_of, write_manifest
from reports.management.backups.restoring import Restored, restore_backup
from reports.management.commands import restore
from reports.media import content_place
from reports.models import AuditEntry, Report, Snapshot, StoredFile
from reports.queries.chain import verify_chain
from tests.auditing import tamper
from tests.cast import Cast, make_cast
from tests.factories import make_evidence, make_report

pytestmark = pytest.mark.django_db(transaction=True)
POSTGRES = connection.vendor == "postgresql"
ELSEWHERE = "elsewhere"


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """Two uploaded files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for name, data in (("1/ab/abc", b"\0evidence"), ("2/照片", b"")):
        (settings.MEDIA_ROOT / name).parent.mkdir(parents=True)
        (settings.MEDIA_ROOT / name).write_bytes(data)
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def site(media: Path) -> Cast:
    """A county with a submitted report, and somebody signed in."""
    cast = make_cast()
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    submit_report(report, by=cast.clerk, version=report.version)
    Session.objects.create(session_key="s" * 32, session_data="x", expire_date=timezone.now())
    return cast


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """The alias of an empty database of the same kind on "another machine"."""
    other = connection.copy(ELSEWHERE)
    other.settings_dict["NAME"] = str(tmp_path / "elsewhere.sqlite3")
    # Each process of a run has a database of its own, and another beside it.
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    if POSTGRES:
        other.settings_dict["NAME"] = name
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    connections[ELSEWHERE] = other
    yield ELSEWHERE
    other.close()
    del connections[ELSEWHERE]
    if POSTGRES:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


@pytest.fixture
def backup(site: Cast, tmp_path: Path) -> Path:
    make_backup(tmp_path / "backup")
    return tmp_path / "backup"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(backup: Path, using: str, media: Path) -> str:
    """Why the backup is refused; nothing may be left of the try."""
    with pytest.raises(BackupError) as caught:
        restore_backup(backup, using=using)
    assert connections[using].introspection.table_names() == []
    assert not media.exists()
    assert list(media.parent.glob("*.restoring")) == []
    return str(caught.value)


def test_everything_comes_back_verified_and_everybody_signs_in_again(
    backup: Path, elsewhere: str, settings: Settings, tmp_path: Path, media: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "other" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    before = state_of("default")

    restore_backup(backup, using=elsewhere)

    after = state_of(elsewhere)
    assert before["tables"].pop("django_session") == 1
    assert after["tables"].pop("django_session") == 0
    assert before == after
    assert contents(settings.MEDIA_ROOT) == contents(media)
    assert Report.objects.using(elsewhere).get().title == Report.objects.get().title
    # The guards came along.
    with pytest.raises(Exception, match="only ever added to"):
        AuditEntry.objects.using(elsewhere).update(event="x")


def test_a_backup_made_while_people_write_is_of_one_moment(
    site: Cast, elsewhere: str, settings: Settings, tmp_path: Path
) -> None:
    stop, wrote, failed = threading.Event(), threading.Event(), []
    report = make_report(site.other_bureau, by=site.outsider)

    def write() -> None:
        try:
            for number in range(10_000):
                if stop.is_set():
                    break
                save_preamble(report, preamble=f"第{number}稿", by=site.outsider, version=report.version)
                wrote.set()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert wrote.wait(20)
    manifest = make_backup(tmp_path / "backup")
    wrote.clear()
    assert wrote.wait(20)
    stop.set()
    writer.join()
    assert failed == []

    settings.MEDIA_ROOT = tmp_path / "other" / "media"
    restore_backup(tmp_path / "backup", using=elsewhere)
    # A save is the version of its report and an entry of the audit: both are there or neither.
    there = Report.objects.using(elsewhere).get(pk=report.pk)
    saved = AuditEntry.objects.using(elsewhere).filter(event="report.preamble_saved")
    assert there.version == saved.count() + 1
    assert manifest.audit_number == AuditEntry.objects.using(elsewhere).count()
    assert verify_chain(manifest.audit_hash).fault is None


def test_a_damaged_or_incomplete_backup_is_refused(
    backup: Path, elsewhere: str, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = media = tmp_path / "other"
    whole = tmp_path / "whole"
    shutil.copytree(backup, whole)
    for number, name in enumerate(contents(whole)):
        damaged = tmp_path / f"damaged{number}"
        shutil.copytree(whole, damaged)
        data = bytearray((damaged / name).read_bytes() or b"x")
        data[len(data) // 2] ^= 1
        (damaged / name).write_bytes(data)
        assert "the backup is damaged" in refused(damaged, elsewhere, media)
        (damaged / name).unlink()
        assert Path(name).name in refused(damaged, elsewhere, media)


def rewritten(backup: Path, **changes: Any) -> Path:
    """The backup with another manifest, hashed anew."""
    manifest = read_manifest(backup)
    for name, value in changes.items():
        object.__setattr__(manifest, name, value)
    write_manifest(manifest, backup)
    return backup


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("format", 0, "the backup has format 0, and this program reads format 1"),
        ("database", "oracle", "the backup is of oracle"),
        ("migrations", ["reports.0001_initial"], "restore it with that version, then upgrade"),
        ("tables", {"reports_report": 7}, "table reports_report has 1 rows instead of 7"),
        ("snapshots", {}, "its submitted versions are not those of the manifest"),
        ("audit_hash", "0" * 63 + "1", "the audit is not whole"),
        ("audit_number", 7, "the audit is not whole"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_with_the_reason(
    name: str, value: Any, words: str, backup: Path, elsewhere: str, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "other"
    assert words in refused(rewritten(backup, **{name: value}), elsewhere, settings.MEDIA_ROOT)


def test_what_was_changed_before_the_backup_is_found(
    site: Cast, elsewhere: str, settings: Settings, tmp_path: Path
) -> None:
    Snapshot.objects.update(document="{}")
    make_backup(tmp_path / "snapshot")
    settings.MEDIA_ROOT = tmp_path / "other"
    assert "version 1 had been changed before" in refused(tmp_path / "snapshot", elsewhere, settings.MEDIA_ROOT)
    with pytest.raises(CommandError, match=r"changed since submission: report \d+, version 1"):
        call_command("check_snapshots")


def test_a_false_audit_is_found(site: Cast, elsewhere: str, settings: Settings, tmp_path: Path) -> None:
    tamper("UPDATE reports_auditentry SET event = 'report.return' WHERE number = 1")
    make_backup(tmp_path / "backup")
    settings.MEDIA_ROOT = tmp_path / "other"
    assert "entry 1: its content was changed" in refused(tmp_path / "backup", elsewhere, settings.MEDIA_ROOT)


def test_nothing_is_overwritten(backup: Path, elsewhere: str, tmp_path: Path, media: Path) -> None:
    with pytest.raises(BackupError, match="media is not empty"):
        restore_backup(backup, using=elsewhere)
    with pytest.raises(BackupError, match="there is a database already"):
        restore_backup(backup)
    with pytest.raises(BackupError, match="is there already"):
        make_backup(backup)
    assert contents(media) == {"1/ab/abc": b"\0evidence", "2/照片": b""}
    assert Report.objects.count() == 1


def test_a_full_disk_leaves_no_backup_and_no_half_restore(
    backup: Path, elsewhere: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_places: Path) -> list[Any]:
        raise OSError(28, "No space left on device", "file")

    monkeypatch.setattr(making, "copy", full)
    with pytest.raises(CommandError, match="no backup was made: No space left on device"):
        call_command("backup", str(tmp_path / "second"))
    assert list(tmp_path.glob("second*")) == []

    monkeypatch.setattr(restoring, "copy", full)
    settings.MEDIA_ROOT = tmp_path / "other"
    with pytest.raises(OSError, match="No space left"):
        restore_backup(backup, using=elsewhere)
    assert connections[elsewhere].introspection.table_names() == []
    assert not settings.MEDIA_ROOT.exists()


def test_evidence_that_was_lost_before_the_backup_is_named(
    site: Cast, elsewhere: str, settings: Settings, tmp_path: Path
) -> None:
    report = Report.objects.get()
    entry = report.workitems.get()
    for name in ("签到表.jpg", "照片.jpg", "通知.jpg"):
        make_evidence(entry, name)
    whole, changed, missing = (content_place(one.unit_id, one.sha256) for one in StoredFile.objects.order_by("pk"))
    changed.write_bytes(b"other bytes")
    missing.unlink()
    make_backup(tmp_path / "backup")
    settings.MEDIA_ROOT = tmp_path / "other"

    restored = restore_backup(tmp_path / "backup", using=elsewhere)

    def named(place: Path) -> str:
        return f"{report.unit_id}/{place.parent.name}/{place.name}"

    assert restored.differing == [
        f"report {report.pk}, 照片.jpg: {named(changed)} is not what was stored",
        f"report {report.pk}, 通知.jpg: {named(missing)} is missing",
    ]
    assert (settings.MEDIA_ROOT / named(whole)).is_file()


def kill(name: str, time: int, monkeypatch: pytest.MonkeyPatch, backup: Path, using: str) -> None:
    """Restore in a process that dies when it calls the function `name` for that time: nothing is tidied up."""
    connections.close_all()
    call, calls = getattr(restoring, name), itertools.count(1)

    def die_in_time(*given: Any) -> Any:
        return os._exit(9) if next(calls) == time else call(*given)

    other = connections[using]
    with monkeypatch.context() as here:
        here.setattr(restoring, name, die_in_time)
        if not (child := os.fork()):
            # A browser's event loop of the parent, by which connections are told apart, doesn't run here.
            connections[using] = other
            try:
                restore_backup(backup, using=using)
            finally:
                os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


# When nothing has begun, before the files get their place, and right after that, when SQLite's database has none yet.
@pytest.mark.parametrize(("name", "time"), [("synchronise_folder", 1), ("_place_files", 1), ("synchronise_folder", 2)])
def test_the_half_of_a_killed_restore_is_cleared_away(
    name: str,
    time: int,
    backup: Path,
    elsewhere: str,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.MEDIA_ROOT = tmp_path / "other" / "media"
    kill(name, time, monkeypatch, backup, elsewhere)
    restored = restore_backup(backup, using=elsewhere)
    assert restored.cleared == (time == 2 or (POSTGRES and name == "_place_files"))
    assert state_of(elsewhere)["audit_hash"] == restored.manifest.audit_hash
    assert [path.name for path in settings.MEDIA_ROOT.parent.iterdir()] == ["media"]


def test_what_was_written_on_a_half_is_not_cleared_away(
    backup: Path, elsewhere: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path / "other" / "media"
    kill("synchronise_folder", 2, monkeypatch, backup, elsewhere)
    (settings.MEDIA_ROOT / "new").write_bytes(b"of somebody")
    with pytest.raises(BackupError, match="there is a database already" if POSTGRES else "media is not empty"):
        restore_backup(backup, using=elsewhere)
    assert (settings.MEDIA_ROOT / "new").read_bytes() == b"of somebody"
    (settings.MEDIA_ROOT / "new").unlink()
    if POSTGRES:
        # The database's audit has gone on.
        rewritten(tmp_path / "other" / "media.half", audit_number=7)
        with pytest.raises(BackupError, match="there is a database already"):
            restore_backup(backup, using=elsewhere)


def test_the_command_names_what_was_lost_before(monkeypatch: pytest.MonkeyPatch, site: Cast, tmp_path: Path) -> None:
    restored = Restored(make_backup(tmp_path / "backup"), ["report 1, 照片.jpg: 1/ab/abc is missing"])
    monkeypatch.setattr(restore, "restore_backup", lambda _folder: restored)
    out = StringIO()
    with pytest.raises(CommandError, match=r"an older backup may have them.*\n.*照片\.jpg") as caught:
        call_command("restore", str(tmp_path / "backup"), stdout=out)
    assert (caught.value.returncode, "and verified" in out.getvalue()) == (1, True)
    assert AuditEntry.objects.filter(event="site.restored").exists()


def test_the_commands_say_what_they_did_and_the_audit_knows(site: Cast, tmp_path: Path) -> None:
    out = StringIO()
    call_command("backup", str(tmp_path / "2026-11-21"), stdout=out)
    manifest = read_manifest(tmp_path / "2026-11-21")
    noted = AuditEntry.objects.get(event="site.backed_up")
    assert (noted.object_label, noted.hash) == ("2026-11-21", manifest.audit_hash)
    assert "2 files, 1 submitted versions" in out.getvalue()
    assert manifest.audit_hash in out.getvalue()
    with pytest.raises(CommandError, match="nothing was restored: there is a database already") as caught:
        call_command("restore", str(tmp_path / "2026-11-21"))
    assert caught.value.returncode == 2
    call_command("check_snapshots", stdout=out)
    assert "1 submitted versions, all whole" in out.getvalue()
