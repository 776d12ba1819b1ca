"""`manage.py new_password USERNAME`: a new first password for somebody who can't get in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.actions.people import renew_password
from reports.models import Person


class Command(BaseCommand):
    """Renew the password of an account and print it; the person must choose another one after signing in."""

    help = "Give an account a new first password and print it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The account's user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Print nothing but the password, so that it can be passed on."""
        person = Person.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"There is no account {username!r}.")
        self.stdout.write(renew_password(person, by=None))
