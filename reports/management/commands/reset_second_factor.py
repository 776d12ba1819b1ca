"""`manage.py reset_second_factor USERNAME`: for the administrator who lost phone and backup codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.actions.second_factor import reset_second_factor
from reports.errors import WrongState
from reports.models import Person


class Command(BaseCommand):
    """Take the second factor of an account away."""

    help = "Take the second factor of an account away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The account's user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Print nothing where it worked."""
        person = Person.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"There is no account {username!r}.")
        try:
            reset_second_factor(person, by=None)
        except WrongState as error:
            raise CommandError(str(error)) from error
