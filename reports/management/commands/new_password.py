"""`manage.py new_password USERNAME`: a new first password for somebody who can't get in."""

from reports.actions.people import renew_password
from reports.management.accounts import AccountCommand
from reports.models import Person


class Command(AccountCommand):
    """Renew the password of an account and print it; the person must choose another one after signing in."""

    help = "Give an account a new first password and print it."

    def act(self, person: Person) -> None:
        """Print nothing but the password, so that it can be passed on."""
        self.stdout.write(renew_password(person, by=None))
