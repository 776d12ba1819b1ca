"""`manage.py lift_locks [USERNAME]`: the way back in where a lock keeps the administrators out."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reports.actions.locks import lift_lock
from reports.queries.locks import locks_now


class Command(BaseCommand):
    """Lift the locks of an account, or all of them."""

    help = "Lift the locks of the sign-in: those of one account, or all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The account's user name, or nothing."""
        parser.add_argument("username", nargs="?", default="")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Print each lock that was lifted."""
        for lock in locks_now():
            if username in ("", lock.username):
                lift_lock(lock.username, lock.address, by=None)
                self.stdout.write(" ".join(filter(None, (lock.username, lock.address))))
