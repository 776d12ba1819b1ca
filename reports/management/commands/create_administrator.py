"""`manage.py create_administrator USERNAME FULL_NAME [--role ROLE]`: the first accounts of a new installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reports.actions.people import create_person, give_role
from reports.choices import SITE_ROLES, Role
from reports.errors import ReportError


class Command(BaseCommand):
    """Create an administrator, who makes all other accounts in the browser, or another of the three."""

    help = "Create an administrator and print the first password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the account is called and whose it is."""
        parser.add_argument("username")
        parser.add_argument("full_name")
        parser.add_argument("--role", choices=[role.value for role in SITE_ROLES], default=Role.ADMIN.value)

    @transaction.atomic
    def handle(self, *args: Any, username: str, full_name: str, role: str, **options: Any) -> None:
        """Print nothing but the password, so that it can be passed on."""
        try:
            person, password = create_person(username, full_name, by=None)
        except ReportError as error:
            raise CommandError(str(error)) from error
        give_role(person, Role(role), by=None)
        self.stdout.write(password)
