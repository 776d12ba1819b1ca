"""The way back: into an empty place, verified, all of it or nothing.

While it is on its way a copy of the manifest lies beside the folder of files. Where a restore was killed, the next one
knows by it that what it finds is that half, and clears it away.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.loader import MigrationLoader

from reports import media
from reports.management.backups.databases import check_sqlite, is_empty, load_postgres, opened, wipe
from reports.management.backups.making import program_version
from reports.management.backups.manifest import (
    DATABASES,
    FILES,
    BackupError,
    Manifest,
    check_files,
    copy,
    files_below,
    read_manifest,
    state_of,
    synchronise_folder,
    write_manifest,
)
from reports.models import Evidence, FrozenEvidence, StoredFile
from reports.queries.chain import verify_chain
from reports.queries.wholeness import broken_snapshots


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back; `differing` are the evidence files that are missing or not what their rows say, in words.

    Those were lost before the backup was made, so nothing of it is damaged. `cleared` says that the half of an earlier
    restore was in the way.
    """

    manifest: Manifest
    differing: list[str] = field(default_factory=list)
    cleared: bool = False


def restore_backup(folder: Path, *, using: str = DEFAULT_DB_ALIAS) -> Restored:
    """Bring the backup in `folder` back into the empty database `using` and the empty folder of uploaded files.

    Everybody has to sign in again. Raises BackupError where the backup is damaged, of another kind or version, or the
    place isn't empty, OSError where the disk refuses; then the place is as empty as before.
    """
    manifest = read_manifest(folder)
    _check_fits(manifest, using)
    cleared = _clear_half(using)
    _check_empty(using)
    check_files(manifest, folder)
    staged, mark = _beside("restoring"), _beside("half")
    shutil.rmtree(staged, ignore_errors=True)
    mark.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_manifest(manifest, mark)
    synchronise_folder(mark)
    try:
        _stage_files(manifest, folder, staged)
        bring = {"sqlite": _bring_sqlite, "postgresql": _bring_postgres}[manifest.database]
        bring(manifest, folder / DATABASES[manifest.database], staged, using)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        _clear_half(using)
        raise
    shutil.rmtree(mark)
    return Restored(manifest, _differing(manifest, using), cleared)


def _check_fits(manifest: Manifest, using: str) -> None:
    """Whether this program, on this kind of database, is the one that can read the backup."""
    vendor = connections[using].vendor
    if manifest.database != vendor:
        raise BackupError(f"the backup is of {manifest.database}, and this site is set up on {vendor} (DATABASE_URL)")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if set(manifest.migrations) != known:
        raise BackupError(
            f"the backup was made by version {manifest.program} with other tables than this version"
            f" {program_version()} has; restore it with that version, then upgrade"
        )


def _check_empty(using: str) -> None:
    if not is_empty(using):
        raise BackupError("there is a database already; restore into an empty place, so that nothing is overwritten")
    if _folder().exists() and any(_folder().iterdir()):
        raise BackupError(f"{_folder()} is not empty; restore into an empty place, so that nothing is overwritten")


def _clear_half(using: str) -> bool:
    """Clear away what a killed restore left, and nothing else; whether there was something.

    Whatever somebody wrote there since stays, and keeps the place from being empty.
    """
    mark = _beside("half")
    if not mark.exists():
        return False
    try:
        half = read_manifest(mark)
    except BackupError:
        # Killed at the mark itself: nothing had begun.
        shutil.rmtree(mark)
        return False
    there = [str(Path(FILES) / path) for path in files_below(_folder())]
    if any(name not in half.files for name in there) or not _is_as_restored(half, using):
        return False
    left = bool(there) or not is_empty(using)
    wipe(using)
    shutil.rmtree(_folder(), ignore_errors=True)
    shutil.rmtree(mark)
    return left


def _is_as_restored(half: Manifest, using: str) -> bool:
    """Whether the database is empty, or what that backup brings: every act of a person lengthens the audit."""
    if is_empty(using):
        return True
    try:
        state = state_of(using)
    except DatabaseError:
        return False
    return (state["audit_number"], state["audit_hash"]) == (half.audit_number, half.audit_hash)


def _differing(manifest: Manifest, using: str) -> list[str]:
    """The evidence files that the backup has not, or not as their rows say: whose, and where."""
    found = []
    for file in StoredFile.objects.using(using).order_by("pk"):
        place = media.content_place(file.unit_id, file.sha256).relative_to(_folder())
        has = manifest.files.get(str(Path(FILES) / place))
        if has == [file.sha256, file.size]:
            continue
        live = Evidence.objects.using(using).filter(file=file).values_list("report_id", "name")
        frozen = FrozenEvidence.objects.using(using).filter(file=file).values_list("snapshot__report_id", "name")
        named = [f"report {report}, {name}" for report, name in sorted({*live, *frozen})]
        how = "is missing" if has is None else "is not what was stored"
        found.append(f"{'; '.join(named) or 'removed evidence'}: {place} {how}")
    return found


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def _beside(what: str) -> Path:
    return _folder().with_name(f"{_folder().name}.{what}")


def _stage_files(manifest: Manifest, folder: Path, staged: Path) -> None:
    staged.mkdir(mode=0o700, parents=True)
    for name, written in manifest.files.items():
        path = Path(name)
        if path.parts[0] == FILES and copy(folder / path, staged / path.relative_to(FILES)) != written:
            raise BackupError(f"{name} could not be copied as it is; look at the disk")


def _bring_sqlite(manifest: Manifest, source: Path, staged: Path, using: str) -> None:
    place = Path(connections[using].settings_dict["NAME"])
    beside = place.with_name(f"{place.name}.restoring")
    # SQLite would lay the journal of a killed restore over the new file.
    beside.with_name(f"{beside.name}-journal").unlink(missing_ok=True)
    try:
        copy(source, beside)
        check_sqlite(beside)
        with opened(beside) as alias:
            _check_whole(manifest, alias)
        connections[using].close()
        _place_files(staged)
        beside.replace(place)
        synchronise_folder(place.parent)
    finally:
        beside.unlink(missing_ok=True)


def _bring_postgres(manifest: Manifest, source: Path, staged: Path, using: str) -> None:
    load_postgres(using, source)
    try:
        _check_whole(manifest, using)
        _place_files(staged)
    except BaseException:
        wipe(using)
        raise


def _check_whole(manifest: Manifest, using: str) -> None:
    """Hold the database that came back against the manifest and against itself; then end all sessions in it."""
    state = state_of(using)
    for table, rows in manifest.tables.items():
        if (found := state["tables"].get(table)) != rows:
            raise BackupError(f"the backup is damaged: table {table} has {found} rows instead of {rows}")
    if state["snapshots"] != manifest.snapshots:
        raise BackupError("the backup is damaged: its submitted versions are not those of the manifest")
    if broken := next(broken_snapshots(using=using), None):
        raise BackupError(
            f"report {broken.report_id}, version {broken.number} had been changed before the backup was made"
        )
    verdict = verify_chain(manifest.audit_hash, using=using)
    if verdict.fault or (verdict.number, verdict.hash) != (manifest.audit_number, manifest.audit_hash):
        raise BackupError(f"the audit is not whole: {verdict.fault or 'its end is not that of the manifest'}")
    Session.objects.using(using).all().delete()


def _place_files(staged: Path) -> None:
    if _folder().exists():
        _folder().rmdir()
    staged.rename(_folder())
    synchronise_folder(_folder().parent)
