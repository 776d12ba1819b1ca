"""Evidence files: added, removed, brought back, frozen, given out; and what the disk does meanwhile."""

import errno
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports import media
from reports.actions import evidence as acts
from reports.actions import moves
from reports.actions.entries import remove_entry
from reports.actions.evidence import add_evidence, remove_evidence, restore_evidence, take_evidence, take_thumbnail
from reports.actions.tending import tend_files
from reports.choices import ChapterKind, FileKind
from reports.errors import DamagedFile, InvalidInput, NoSpace, NotAllowed, UnreadableFile, WrongState
from reports.models import AuditEntry, Entry, Evidence, FrozenEvidence, Report, StoredFile
from reports.screening import Screened, Unreachable
from tests.cast import Cast
from tests.factories import make_entry, make_report
from tests.hostile.files import pdf, picture

pytestmark = pytest.mark.django_db

PDF = pdf()


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A place for files of each test's own, which it may damage."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Screening has tests of its own; a process for each file here would only take time."""

    def screened(name: str, data: bytes) -> Screened:
        kind = FileKind.JPEG if name.endswith(".jpg") else FileKind.PDF
        return Screened(kind, b"small" if kind is FileKind.JPEG else b"")

    monkeypatch.setattr(acts, "screen", screened)


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk, filled=True)


@pytest.fixture
def entry(report: Report) -> Entry:
    return report.workitems.get()


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def events() -> list[str]:
    return [*AuditEntry.objects.order_by("pk").values_list("event", flat=True)]


def age(folder: Path, days: float = 2) -> None:
    for path in files(folder):
        os.utime(path, (time.time() - days * 86400,) * 2)


def test_a_file_is_stored_and_hangs_at_its_entry(report: Report, entry: Entry, cast: Cast, folder: Path) -> None:
    version = report.version

    added = add_evidence(report, entry, "D:\\材料\\签到\u202e表\x07.pdf", PDF, by=cast.clerk)

    assert (added.name, added.order, added.file.size, added.file.unit) == ("签到表.pdf", 1, len(PDF), cast.bureau)
    assert [path.read_bytes() for path in files(folder)] == [PDF]
    report.refresh_from_db()
    assert report.version == version
    told = AuditEntry.objects.get(event="evidence.added")
    assert (told.report, told.detail["sha256"]) == (report, added.file.sha256)


def test_a_picture_gets_a_thumbnail(report: Report, entry: Entry, cast: Cast) -> None:
    added = add_evidence(report, entry, "照片.jpg", b"x", by=cast.clerk)

    assert take_thumbnail(added.file) == b"small"
    assert take_thumbnail(add_evidence(report, entry, "a.pdf", PDF, by=cast.clerk).file) is None


def test_the_same_content_is_stored_once_and_hangs_once_at_an_entry(
    report: Report, entry: Entry, cast: Cast, folder: Path
) -> None:
    first = add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)

    assert add_evidence(report, entry, "二.pdf", PDF, by=cast.clerk) == first
    other = add_evidence(report, report.problems.get(), "三.pdf", PDF, by=cast.head)
    assert (other.file, StoredFile.objects.count(), len(files(folder))) == (first.file, 1, 1)


def test_another_unit_stores_its_own(report: Report, entry: Entry, cast: Cast, folder: Path) -> None:
    add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    theirs = make_report(cast.other_bureau, by=cast.outsider, filled=True)
    add_evidence(theirs, theirs.workitems.get(), "一.pdf", PDF, by=cast.outsider)

    assert (StoredFile.objects.count(), len(files(folder))) == (2, 2)


def test_only_the_writers_add_and_remove_while_they_write(report: Report, entry: Entry, cast: Cast) -> None:
    added = add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    attempts: list[Callable[[Any], Any]] = [
        lambda by: add_evidence(report, entry, "二.pdf", PDF, by=by),
        lambda by: remove_evidence(added, by=by),
        lambda by: restore_evidence(added, by=by),
    ]
    for attempt in attempts:
        for person in (cast.outsider, cast.officer, cast.admin):
            with pytest.raises(NotAllowed):
                attempt(person)
    moves.submit_report(report, by=cast.clerk, version=report.version)
    added.refresh_from_db()
    for attempt in attempts:
        with pytest.raises(WrongState):
            attempt(cast.clerk)
    assert Evidence.objects.filter(removed_at__isnull=True).count() == 1


def test_a_report_that_was_submitted_meanwhile_takes_nothing(report: Report, entry: Entry, cast: Cast) -> None:
    """The page still holds the report as it was."""
    stale = Report.objects.get(pk=report.pk)
    moves.submit_report(report, by=cast.clerk, version=report.version)

    with pytest.raises(WrongState):
        add_evidence(stale, entry, "一.pdf", PDF, by=cast.clerk)
    assert not Evidence.objects.exists()


def test_a_removed_file_comes_back(report: Report, entry: Entry, cast: Cast) -> None:
    added = add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    remove_evidence(added, by=cast.clerk)
    remove_evidence(added, by=cast.clerk)
    assert not Evidence.objects.filter(removed_at__isnull=True).exists()

    restore_evidence(added, by=cast.clerk)
    restore_evidence(added, by=cast.clerk)

    assert Evidence.objects.get().removed_at is None
    assert [event for event in events() if event.startswith("evidence.")] == [
        "evidence.added",
        "evidence.removed",
        "evidence.restored",
    ]


def test_a_file_that_was_added_anew_does_not_come_back_beside_itself(report: Report, entry: Entry, cast: Cast) -> None:
    added = add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    remove_evidence(added, by=cast.clerk)
    add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)

    with pytest.raises(WrongState, match="又添加了"):
        restore_evidence(added, by=cast.clerk)


def test_a_refused_file_is_put_on_record(
    report: Report, entry: Entry, cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(name: str, data: bytes) -> Screened:
        raise UnreadableFile("The file is damaged or incomplete; open it in its program, save it again and add that.")

    monkeypatch.setattr(acts, "screen", refused)
    with pytest.raises(UnreadableFile):
        add_evidence(report, entry, "一.pdf", b"x", by=cast.clerk)

    assert AuditEntry.objects.get(event="evidence.refused").detail["file"] == "一.pdf"
    assert files(folder) == []


def test_the_units_room_is_bounded(report: Report, entry: Entry, cast: Cast, settings: Settings) -> None:
    settings.EVIDENCE_QUOTA_MB = 1
    half = b"%PDF-" + bytes(700_000)
    add_evidence(report, entry, "一.pdf", half, by=cast.clerk)
    add_evidence(report, report.problems.get(), "一.pdf", half, by=cast.clerk)

    with pytest.raises(InvalidInput, match="1 MB"):
        add_evidence(report, entry, "二.pdf", half + b"2", by=cast.clerk)
    assert StoredFile.objects.count() == 1


def test_an_entrys_files_are_bounded(report: Report, entry: Entry, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "MOST_AT_AN_ENTRY", 1)
    add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)

    with pytest.raises(InvalidInput):
        add_evidence(report, entry, "二.pdf", PDF + b" ", by=cast.clerk)


def test_a_full_disk_is_told_and_leaves_nothing(
    report: Report, entry: Entry, cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    monkeypatch.setattr(os, "fsync", full)
    for content in (PDF + b" ", b"in another folder"):
        with pytest.raises(NoSpace, match="空间"):
            add_evidence(report, entry, "二.pdf", content, by=cast.clerk)

    assert (len(files(folder)), StoredFile.objects.count()) == (1, 1)


def test_a_scanner_is_asked_where_there_is_one(
    report: Report, entry: Entry, cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(data: bytes, address: str) -> str:
        raise Unreachable

    settings.CLAMD = "127.0.0.1:3310"
    monkeypatch.setattr(acts, "scan", lambda data, address: "Eicar-Test-Signature")
    with pytest.raises(UnreadableFile, match="有害"):
        add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    monkeypatch.setattr(acts, "scan", silent)
    with pytest.raises(UnreadableFile, match="没有响应"):
        add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    assert not Evidence.objects.exists()

    settings.CLAMD_REQUIRED = False
    add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    assert Evidence.objects.count() == 1


def test_a_snapshot_keeps_what_stood_there(report: Report, entry: Entry, cast: Cast) -> None:
    problem = report.problems.get()
    gone = make_entry(report.chapters.get(kind=ChapterKind.WORK))
    for place, name in ((problem, "二.pdf"), (entry, "一.pdf"), (gone, "三.pdf")):
        add_evidence(report, place, name, PDF, by=cast.clerk)
    removed = add_evidence(report, entry, "四.pdf", PDF + b" ", by=cast.clerk)
    remove_evidence(removed, by=cast.clerk)
    remove_entry(report, gone, by=cast.clerk, version=report.version)

    moves.submit_report(report, by=cast.clerk, version=report.version)

    frozen = FrozenEvidence.objects.all()
    assert [(one.name, one.entry) for one in frozen] == [("一.pdf", entry.uuid), ("二.pdf", problem.uuid)]
    assert {one.sha256 for one in frozen} == {removed.file.sha256} ^ {frozen[0].sha256, removed.file.sha256}


def test_more_evidence_is_a_change_of_a_returned_report(report: Report, entry: Entry, cast: Cast) -> None:
    moves.submit_report(report, by=cast.clerk, version=report.version)
    snapshot = report.snapshots.get()
    moves.return_report(report, by=cast.officer, seen=(1, snapshot.sha256), reason="请附签到表。")
    with pytest.raises(InvalidInput):
        moves.submit_report(report, by=cast.clerk, version=report.version)

    add_evidence(report, entry, "签到表.pdf", PDF, by=cast.clerk)
    moves.submit_report(report, by=cast.clerk, version=report.version)

    assert [one.evidence.count() for one in report.snapshots.order_by("number")] == [0, 1]


def test_a_download_is_what_was_stored_and_on_record(report: Report, entry: Entry, cast: Cast) -> None:
    added = add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)

    assert take_evidence(added, by=cast.clerk) == PDF
    assert events()[-1] == "evidence.downloaded"


@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_a_damaged_file_is_not_given_out(report: Report, entry: Entry, cast: Cast, folder: Path, harm: str) -> None:
    added = add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    [path] = files(folder)
    match harm:
        case "changed":
            path.write_bytes(PDF[:-1] + b"!")
        case "cut":
            path.write_bytes(PDF[:-1])
        case "gone":
            path.unlink()

    with pytest.raises(DamagedFile):
        take_evidence(added, by=cast.clerk)
    assert events()[-1] == "evidence.damaged"
    assert tend_files().damaged == 1

    # The same content mends it.
    add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    added.refresh_from_db()
    assert (take_evidence(added, by=cast.clerk), added.file.damaged_at) == (PDF, None)
    assert tend_files().damaged == 0


def test_the_night_forgets_what_was_removed_long_ago(report: Report, entry: Entry, cast: Cast, folder: Path) -> None:
    added = add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    remove_evidence(added, by=cast.clerk)
    assert (tend_files().forgotten, Evidence.objects.count()) == (0, 1)

    Evidence.objects.update(removed_at=timezone.now() - timedelta(days=31))
    done = tend_files()

    assert (done.forgotten, done.swept, Evidence.objects.count(), StoredFile.objects.count()) == (1, 0, 0, 0)
    age(folder)
    assert (tend_files().swept, files(folder)) == (1, [])


def test_the_night_keeps_what_a_snapshot_names(report: Report, entry: Entry, cast: Cast, folder: Path) -> None:
    added = add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    moves.submit_report(report, by=cast.clerk, version=report.version)
    Evidence.objects.update(removed_at=timezone.now() - timedelta(days=99))
    age(folder)

    assert (tend_files().forgotten, Evidence.objects.count(), len(files(folder))) == (0, 0, 1)
    assert take_evidence(FrozenEvidence.objects.get(uuid=added.uuid), by=cast.officer) == PDF


@pytest.mark.parametrize("fate", ["removed", "deleted", "discarded"])
def test_the_night_takes_evidence_whose_entry_is_gone(report: Report, entry: Entry, cast: Cast, fate: str) -> None:
    add_evidence(report, entry, "一.pdf", PDF, by=cast.clerk)
    long_ago = timezone.now() - timedelta(days=31)
    match fate:
        case "removed":
            report.workitems.update(removed_at=timezone.now())
            tend_files()
            assert Evidence.objects.get().removed_at is None
            report.workitems.update(removed_at=long_ago)
        case "deleted":
            entry.delete()
        case "discarded":
            Report.objects.filter(pk=report.pk).update(discarded_at=long_ago)

    tend_files()

    assert Evidence.objects.get().removed_at is not None
    assert AuditEntry.objects.get(event="evidence.removed").person is None


def test_the_night_sweeps_what_no_row_names_after_a_day(folder: Path) -> None:
    media.write(media.content_place(7, "a" * 64), b"x")
    (folder / "new" / "half").write_bytes(b"x")
    assert tend_files().swept == 0

    age(folder)
    assert (tend_files().swept, files(folder)) == (2, [])


def test_a_file_that_is_stored_while_it_is_swept_stays(folder: Path) -> None:
    place = media.content_place(7, "a" * 64)
    media.write(place, b"x")

    assert not media.sweep(place, older_than=60)
    assert files(folder) == [place]
    assert not media.sweep(folder / "nothing", older_than=60)


def test_the_night_draws_missing_thumbnails(report: Report, entry: Entry, cast: Cast, folder: Path) -> None:
    data = picture()
    added = add_evidence(report, entry, "照片.jpg", data, by=cast.clerk)
    media.thumbnail_place(added.file.unit_id, added.file.sha256).unlink()

    assert tend_files().drawn == 1
    assert take_thumbnail(added.file) != b"small"
    assert tend_files().drawn == 0
