"""Files come, go and are submitted at the same moment: none is lost, none hangs anywhere unseen."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone
from pytest_django import Settings

from reports import media
from reports.actions import evidence as acts
from reports.actions import moves, tending
from reports.actions.evidence import add_evidence, remove_evidence, restore_evidence, take_evidence
from reports.actions.tending import tend_files
from reports.choices import FileKind
from reports.models import AuditEntry, Evidence, Person, Report, StoredFile
from reports.screening import Screened
from tests.cast import Cast
from tests.factories import make_report
from tests.hostile.together import kinds, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_screened(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(acts, "screen", lambda name, data: Screened(FileKind.PDF))


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk, filled=True)


def upload(report: Report, by: Person, data: bytes = b"%PDF-") -> Callable[[], Any]:
    """An upload by a request of its own."""

    def act() -> Evidence:
        here = Report.objects.select_related("unit").get(pk=report.pk)
        return add_evidence(here, here.workitems.get(), "签到表.pdf", data, by=Person.objects.get(pk=by.pk))

    return act


def test_ten_identical_uploads_are_one(report: Report, cast: Cast) -> None:
    assert kinds(together(*[upload(report, cast.clerk)] * 10)) == ["done"] * 10

    assert (Evidence.objects.count(), StoredFile.objects.count()) == (1, 1)
    assert AuditEntry.objects.filter(event="evidence.added").count() == 1


def test_uploads_at_once_keep_to_the_units_room(report: Report, cast: Cast, settings: Settings) -> None:
    settings.EVIDENCE_QUOTA_MB = 1
    files = [b"%PDF-" + bytes(600_000) + bytes([number]) for number in range(4)]

    results = together(*(upload(report, cast.clerk, data) for data in files))

    assert kinds(results) == ["InvalidInput"] * 3 + ["done"]
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_an_upload_is_in_the_submitted_version_or_refused(report: Report, cast: Cast, _round: int) -> None:
    def submit() -> None:
        here = Report.objects.get(pk=report.pk)
        moves.submit_report(here, by=cast.clerk, version=here.version)

    submitted, *uploads = together(submit, *(upload(report, cast.head, bytes([n + 1])) for n in range(3)))

    assert not isinstance(submitted, Exception)
    added = {one.uuid for one in uploads if isinstance(one, Evidence)}
    assert kinds(uploads) == sorted(["WrongState"] * (3 - len(added)) + ["done"] * len(added))
    assert {one.uuid for one in report.snapshots.get().evidence.all()} == added


@pytest.mark.parametrize("_round", range(3))
def test_what_is_forgotten_and_stored_at_once_is_there(report: Report, cast: Cast, _round: int) -> None:
    old = add_evidence(report, report.workitems.get(), "签到表.pdf", b"%PDF-", by=cast.clerk)
    remove_evidence(old, by=cast.clerk)
    Evidence.objects.update(removed_at=timezone.now() - timedelta(days=99))

    results = together(tend_files, upload(report, cast.clerk), partial(tend_files))

    assert kinds(results) == ["done"] * 3
    kept = Evidence.objects.select_related("file", "report__unit").get(removed_at__isnull=True)
    assert take_evidence(kept, by=cast.clerk) == b"%PDF-"
    assert media.content_place(kept.file.unit_id, kept.file.sha256).is_file()


def evidence_rows() -> list[Any]:
    return [*Evidence.objects.values_list(), *StoredFile.objects.values_list()]


BROKEN: dict[str, Callable[[Report, Evidence, Evidence, Cast], Any]] = {
    "add": lambda report, here, gone, cast: upload(report, cast.clerk, b"another")(),
    "remove": lambda report, here, gone, cast: remove_evidence(here, by=cast.clerk),
    "restore": lambda report, here, gone, cast: restore_evidence(gone, by=cast.clerk),
    "take": lambda report, here, gone, cast: take_evidence(here, by=cast.clerk),
    "forget": lambda report, here, gone, cast: forget(gone),
    "orphan": lambda report, here, gone, cast: orphan(report),
    "note damage": lambda report, here, gone, cast: tend_files(),
}


def forget(gone: Evidence) -> None:
    """A night long after the file was removed; before that its row alone is gone."""
    gone.delete()
    tend_files()


def orphan(report: Report) -> None:
    """A night after the entry is gone."""
    report.workitems.get().delete()
    tend_files()


@pytest.mark.parametrize("name", BROKEN)
def test_an_act_that_breaks_off_leaves_nothing_behind(
    report: Report, cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = add_evidence(report, report.workitems.get(), "签到表.pdf", b"%PDF-", by=cast.clerk)
    gone = add_evidence(report, report.workitems.get(), "通知.pdf", b"%PDF-2", by=cast.clerk)
    remove_evidence(gone, by=cast.clerk)
    if name in ("take", "note damage"):
        media.content_place(here.file.unit_id, here.file.sha256).write_bytes(b"other")

    def broken(*args: Any, **details: Any) -> None:
        raise DatabaseError("the disk is full")

    for module in (acts, tending):
        monkeypatch.setattr(module, "record", broken)
    before = evidence_rows()
    with pytest.raises(DatabaseError):
        BROKEN[name](report, here, gone, cast)

    after = evidence_rows()
    assert [row for row in after if row not in before] == []
    assert len(before) - len(after) == (name == "forget")
