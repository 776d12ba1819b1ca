"""What the commands about one account share: its user name on the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.models import Person


class AccountCommand(BaseCommand):
    """A command that does something to the account with a user name."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The account's user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Do it; raises CommandError where there is no such account."""
        person = Person.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"There is no account {username!r}.")
        self.act(person)

    def act(self, person: Person) -> None:
        """What the command does to the account."""
        raise NotImplementedError
