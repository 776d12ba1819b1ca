"""What a backup says of itself, and whether its files are still those that were written."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from reports.models import AuditHead
from reports.queries.wholeness import snapshot_hashes

FORMAT = 1
MANIFEST, MANIFEST_HASH, FILES = "manifest.json", "manifest.sha256", "files"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
CHUNK = 1024 * 1024


class BackupError(Exception):
    """A backup that can't be made, or must not be restored; the text says why, for whoever runs the command."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that must be the same after a restore; `files` has hash and size of each file by its path."""

    format: int
    made_at: str
    program: str
    database: str
    migrations: list[str]
    tables: dict[str, int]
    snapshots: dict[str, str]
    audit_number: int
    audit_hash: str
    files: dict[str, list[Any]]


def state_of(using: str) -> dict[str, Any]:
    """What a database holds, as a manifest tells it: migrations, rows by table, snapshots, end of the audit."""
    connection = connections[using]
    with connection.cursor() as cursor:  # nosemgrep: no-raw-sql  # also tables without a model
        tables = {}
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608  # the catalogue's  # nosec B608
            tables[name] = cursor.fetchone()[0]
    head = AuditHead.objects.using(using).get()
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
        "tables": tables,
        "snapshots": snapshot_hashes(using=using),
        "audit_number": head.number,
        "audit_hash": head.hash,
    }


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write manifest and hash into the backup's folder."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode()
    for name, data in ((MANIFEST, text), (MANIFEST_HASH, hashlib.sha256(text).hexdigest().encode() + b"\n")):
        with (folder / name).open("wb") as file:
            file.write(data)
            synchronise(file)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the backup in `folder`; raises BackupError where there is none that this program can read."""
    try:
        text = (folder / MANIFEST).read_bytes()
        written = (folder / MANIFEST_HASH).read_text().strip()
    except OSError as error:
        raise BackupError(f"there is no whole backup in {folder}: {error.strerror}: {error.filename}") from error
    if hashlib.sha256(text).hexdigest() != written:
        raise BackupError(f"the backup is damaged: {MANIFEST} is not as it was written")
    data = json.loads(text)
    if data.get("format") != FORMAT:
        raise BackupError(
            f"the backup has format {data.get('format')}, and this program reads format {FORMAT};"
            f" restore it with the program that made it, version {data.get('program')}"
        )
    return Manifest(**{field.name: data[field.name] for field in fields(Manifest)})


def check_files(manifest: Manifest, folder: Path) -> None:
    """Hold every file of the backup against the manifest; raises BackupError for the first that differs."""
    for name, (sha256, size) in manifest.files.items():
        place = folder / name
        if not place.is_file():
            raise BackupError(f"the backup is damaged: {name} is missing")
        if place.stat().st_size != size or hash_of(place) != sha256:
            raise BackupError(f"the backup is damaged: {name} is not as it was written")


def hash_of(place: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy(source: Path, target: Path) -> list[Any]:
    """Copy a file so that it survives a power cut; hash and size of what was written."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    seen, size = hashlib.sha256(), 0
    with source.open("rb") as reader, target.open("wb") as writer:
        while chunk := reader.read(CHUNK):
            writer.write(chunk)
            seen.update(chunk)
            size += len(chunk)
        synchronise(writer)
    return [seen.hexdigest(), size]


def files_below(folder: Path) -> Iterator[Path]:
    """Every file below the folder, by its path from there."""
    yield from sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def synchronise(file: BinaryIO) -> None:
    """Return when what was written is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def synchronise_folder(folder: Path) -> None:
    """Return when the names in the folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
