"""Making a backup while people work."""

import shutil
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from reports.management.backups.databases import dump
from reports.management.backups.manifest import (
    DATABASES,
    FILES,
    FORMAT,
    BackupError,
    Manifest,
    copy,
    files_below,
    hash_of,
    synchronise_folder,
    write_manifest,
)


def make_backup(folder: Path, *, using: str = DEFAULT_DB_ALIAS) -> Manifest:
    """Back the database `using` and all uploaded files up into the new folder `folder`.

    It has its name only once it is whole; until then it is called `….partial`. Raises BackupError where something is
    there already or the database's own program fails, OSError where the disk refuses.
    """
    partial = folder.with_name(f"{folder.name}.partial")
    for place in (folder, partial):
        if place.exists():
            raise BackupError(f"{place} is there already; a backup goes into a new folder")
    partial.mkdir(mode=0o700, parents=True)
    try:
        manifest = _fill(partial, using)
        write_manifest(manifest, partial)
        synchronise_folder(partial)
        partial.rename(folder)
        synchronise_folder(folder.parent)
    except BaseException:
        shutil.rmtree(partial)
        raise
    return manifest


def program_version() -> str:
    """The version of this program."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return str(project["version"])


def _fill(folder: Path, using: str) -> Manifest:
    vendor = connections[using].vendor
    database = folder / DATABASES[vendor]
    made_at = timezone.now().isoformat(timespec="seconds")
    state = dump(using, database)
    files: dict[str, list[Any]] = {database.name: [hash_of(database), database.stat().st_size]}
    for path in files_below(Path(settings.MEDIA_ROOT)):
        target = folder / FILES / path
        try:
            files[str(Path(FILES) / path)] = copy(Path(settings.MEDIA_ROOT) / path, target)
        except FileNotFoundError:
            # Swept away meanwhile, or renamed out of the folder where files are written: no row of ours names it.
            continue
    return Manifest(format=FORMAT, made_at=made_at, program=program_version(), database=vendor, files=files, **state)
