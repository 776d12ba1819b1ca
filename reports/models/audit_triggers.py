"""The part of the audit that the database itself keeps: it chains each entry, and refuses to change or delete one.

`install` runs after every migrate (and again changes nothing): a migration that rebuilds a table on SQLite would drop
its triggers. They are in audit_sqlite.sql and audit_postgresql.sql beside this file. When the chain is made:

- **SQLite** has one writer at a time, so an entry is chained as it is inserted.
- **PostgreSQL** chains at commit, by a deferred trigger: the head's row is locked last and for the length of a commit
  only. Locked any earlier, two acts that lock their rows in another order than the head would wait for each other.

Who owns the database can drop a trigger, write a false chain and its head. `verify_audit` finds the missing trigger;
the false chain is found by a hash that was written down outside (`verify_audit --expect`).
"""

import hashlib
import re
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.dispatch import receiver

GENESIS = "0" * 64
_TRIGGER = re.compile(r"^CREATE .*TRIGGER (?:IF NOT EXISTS )?(\w+) .* ON (\w+)", re.MULTILINE)
_INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'",
}
_FIRST_HEAD = """
INSERT INTO reports_audithead (id, number, hash) SELECT 1, 0, %s
WHERE NOT EXISTS (SELECT 1 FROM reports_audithead) AND NOT EXISTS (SELECT 1 FROM reports_auditentry)"""


def sha256_hex(text: str) -> str:
    """The SHA-256 of `text` as 64 hexadecimal digits: `audit_sha256` for SQLite."""
    return hashlib.sha256(text.encode()).hexdigest()


@receiver(connection_created)
def bring_function(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Give a new connection of SQLite the function that its triggers call."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("audit_sha256", 1, sha256_hex, deterministic=True)


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers where they are missing, and the head of an audit that has no entry yet."""
    with connection.cursor() as cursor:  # nosemgrep: no-raw-sql  # Django knows no triggers
        for statement in _text(connection.vendor).split("\n\n"):
            if not statement.startswith("--"):
                cursor.execute(statement)
        cursor.execute(_FIRST_HEAD, [GENESIS])


@receiver(post_migrate)
def install_after_migrate(app_config: AppConfig, using: str, **_signal: Any) -> None:
    """Call `install` once in each migrate, and after the flush of a test's database."""
    if app_config.label == "reports":
        install(connections[using])


def names(vendor: str) -> dict[str, str]:
    """The triggers that must be there, each with its table."""
    return dict(_TRIGGER.findall(_text(vendor)))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that somebody dropped or switched off."""
    with connection.cursor() as cursor:  # nosemgrep: no-raw-sql  # Django knows no triggers
        cursor.execute(_INSTALLED[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return sorted(names(connection.vendor).keys() - found)


def _text(vendor: str) -> str:
    return Path(__file__).with_name(f"audit_{vendor}.sql").read_text()
