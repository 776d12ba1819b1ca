"""`manage.py load_demo`: fill an empty database with the invented demo county and print its accounts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.access import memberships
from reports.errors import ReportError
from reports.management.demo import Account, load_county

COUNTY = Path(settings.BASE_DIR) / "fixtures" / "demo"


class Command(BaseCommand):
    """Load units, people, periods and reports; needs `load_reference` first and a database without units."""

    help = "Fill an empty database with an invented county; prints its accounts with passwords made now."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything or nothing, then print one line for each account; + means a unit with all below it."""
        try:
            accounts = load_county(COUNTY)
        except ReportError as error:
            raise CommandError(str(error)) from error
        widest = max(len(account.person.username) for account in accounts)
        for account in accounts:
            name = account.person.username.ljust(widest)
            self.stdout.write(f"  {name}  {account.password}  {account.person.full_name}  {_duties(account)}")


def _duties(account: Account) -> str:
    """The person's role and its units, in the language of the site; nobody of the demo has two roles."""
    roles = memberships(account.person)
    units = (f"{role.unit.short_name}{'+' if role.with_subunits else ''}" for role in roles if role.unit)
    return f"{roles[0].get_role_display()} {'、'.join(units)}".strip()
