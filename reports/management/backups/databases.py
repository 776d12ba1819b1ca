"""A whole database into one file and back, by each database's own means."""

import os
import shutil
import sqlite3
import subprocess  # each call is looked at  # nosec B404
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.client import DatabaseClient

from reports.management.backups.manifest import BackupError, state_of, synchronise

POSTGRES = Path("/usr/lib/postgresql")


def dump(using: str, target: Path) -> dict[str, Any]:
    """Write the database as it stands at one moment to `target`, and give its `state_of` that moment.

    People go on working meanwhile. Raises BackupError where the database's own program fails.
    """
    take = {"sqlite": _dump_sqlite, "postgresql": _dump_postgres}[connections[using].vendor]
    state = take(using, target)
    with target.open("rb") as file:
        synchronise(file)
    return state


def is_empty(using: str) -> bool:
    """Whether there is no table yet."""
    return not connections[using].introspection.table_names()


def load_postgres(using: str, source: Path) -> None:
    """Fill the empty database from the dump, in one transaction."""
    connection = connections[using]
    connection.close()
    name = connection.settings_dict["NAME"]
    _run(connection, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", f"--dbname={name}", source)


def wipe(using: str) -> None:
    """Make the database that we filled empty again: no file, or no table and no function of the audit."""
    if connections[using].vendor == "sqlite":
        connections[using].close()
        place = Path(connections[using].settings_dict["NAME"])
        for end in ("", "-wal", "-shm"):
            place.with_name(f"{place.name}{end}").unlink(missing_ok=True)
        return
    # nosemgrep: no-raw-sql  # names of the catalogue; Django has no words for it
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for name in connections[using].introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connections[using].ops.quote_name(name)} CASCADE")
        cursor.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'audit\\_%%'", [])
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function} CASCADE")


@contextmanager
def opened(place: Path) -> Iterator[str]:
    """The SQLite file at `place` as a database of Django's; gives its alias."""
    alias = f"file {place}"
    connection = connections[DEFAULT_DB_ALIAS].copy(alias)
    connection.settings_dict |= {"NAME": str(place), "OPTIONS": {}}
    connections[alias] = connection
    try:
        yield alias
    finally:
        connection.close()
        del connections[alias]


def check_sqlite(place: Path) -> None:
    """Let SQLite itself look through the file; raises BackupError for one that is damaged."""
    with closing(sqlite3.connect(place)) as database:
        found = database.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise BackupError(f"the backup is damaged: SQLite says {found}")


def _dump_sqlite(using: str, target: Path) -> dict[str, Any]:
    connection = connections[using]
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        # All pages in one step: in steps, every save of somebody else would begin it anew.
        connection.connection.backup(copy, pages=-1)
        # One file that needs no second one beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
    with opened(target) as alias:
        return state_of(alias)


def _dump_postgres(using: str, target: Path) -> dict[str, Any]:
    connection = connections[using]
    # nosemgrep: no-raw-sql  # pg_dump shares this transaction's sight; Django has no words for it
    with transaction.atomic(using=using, durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [moment] = cursor.fetchone()
        state = state_of(using)
        _run(connection, "pg_dump", "--format=custom", f"--snapshot={moment}", f"--file={target}")
    return state


def _run(connection: BaseDatabaseWrapper, program: str, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs on the connection's database, and never ask for a password."""
    [_psql, *where], environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    # The last one is the database's name, which pg_restore takes by an option.
    where = where[:-1] if program == "pg_restore" else where
    command = [_found(program), "--no-password", *map(str, arguments), *where]
    done = subprocess.run(  # noqa: S603  # our own words and the settings  # nosec B603
        command, env=os.environ | (environment or {}), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")


def _found(program: str) -> str:
    """The newest of the installed programs: pg_dump reads older servers, never newer ones."""
    installed = sorted(POSTGRES.glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]))
    found = str(installed[-1]) if installed else shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is missing; install the package postgresql-client")
    return found
