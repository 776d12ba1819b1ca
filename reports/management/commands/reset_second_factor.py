"""`manage.py reset_second_factor USERNAME`: for the administrator who lost phone and backup codes."""

from django.core.management.base import CommandError

from reports.actions.second_factor import reset_second_factor
from reports.errors import WrongState
from reports.management.accounts import AccountCommand
from reports.models import Person


class Command(AccountCommand):
    """Take the second factor of an account away."""

    help = "Take the second factor of an account away."

    def act(self, person: Person) -> None:
        """Print nothing where it worked."""
        try:
            reset_second_factor(person, by=None)
        except WrongState as error:
            raise CommandError(str(error)) from error
