"""What tests of the audit share: a chain that stands as after a commit, and somebody who owns the database."""

from django.db import connection

from reports.models import audit_triggers


def commit_chain() -> None:
    """Chain what was recorded so far, as the commit does that a test without real transactions never sees."""
    connection.check_constraints()


def tamper(statement: str, *values: int | str) -> None:
    """Change the audit as only the database's owner can: the triggers are dropped, and made again afterwards."""
    commit_chain()
    with connection.cursor() as cursor:
        for name, table in audit_triggers.names(connection.vendor).items():
            cursor.execute(f"DROP TRIGGER {name}{f' ON {table}' if connection.vendor == 'postgresql' else ''}")
        cursor.execute(statement, values)
    commit_chain()
    audit_triggers.install(connection)
