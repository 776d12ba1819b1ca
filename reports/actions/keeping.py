"""What is written down about the site as a whole: that all its data left it, and came back."""

from reports.actions.audit import record


def note_backup(name: str) -> None:
    """Write down that a backup called `name` begins."""
    record("site.backed_up", by=None, label=name)


def note_restore(name: str, made_at: str) -> None:
    """Write down that everything is as the backup called `name` has it, which was made at that time."""
    record("site.restored", by=None, label=name, made=made_at)
