"""The way back: into an empty place, verified, all of it or nothing."""

import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader

from reports.management.backups.databases import check_sqlite, is_empty, load_postgres, opened, wipe_postgres
from reports.management.backups.making import program_version
from reports.management.backups.manifest import (
    DATABASES,
    FILES,
    BackupError,
    Manifest,
    check_files,
    copy,
    read_manifest,
    state_of,
    synchronise_folder,
)
from reports.queries.chain import verify_chain
from reports.queries.wholeness import broken_snapshots


def restore_backup(folder: Path, *, using: str = DEFAULT_DB_ALIAS) -> Manifest:
    """Bring the backup in `folder` back into the empty database `using` and the empty folder of uploaded files.

    Everybody has to sign in again. Raises BackupError where the backup is damaged, of another kind or version, or the
    place isn't empty, OSError where the disk refuses; then the place is as empty as before.
    """
    manifest = read_manifest(folder)
    _check_fits(manifest, using)
    _check_empty(using)
    check_files(manifest, folder)
    media = Path(settings.MEDIA_ROOT)
    staged = media.with_name(f"{media.name}.restoring")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        _stage_files(manifest, folder, staged)
        bring = {"sqlite": _bring_sqlite, "postgresql": _bring_postgres}[manifest.database]
        bring(manifest, folder / DATABASES[manifest.database], staged, using)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return manifest


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
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        raise BackupError(f"{media} is not empty; restore into an empty place, so that nothing is overwritten")


def _stage_files(manifest: Manifest, folder: Path, staged: Path) -> None:
    staged.mkdir(mode=0o700, parents=True)
    for name, written in manifest.files.items():
        path = Path(name)
        if path.parts[0] == FILES and copy(folder / path, staged / path.relative_to(FILES)) != written:
            raise BackupError(f"{name} could not be copied as it is; look at the disk")


def _bring_sqlite(manifest: Manifest, source: Path, staged: Path, using: str) -> None:
    place = Path(connections[using].settings_dict["NAME"])
    beside = place.with_name(f"{place.name}.restoring")
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
        wipe_postgres(using)
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
    media = Path(settings.MEDIA_ROOT)
    if media.exists():
        media.rmdir()
    staged.rename(media)
    synchronise_folder(media.parent)
