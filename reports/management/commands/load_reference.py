"""`manage.py load_reference`: create the delivered report types, kinds, indicators and cross-checks not there yet."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reports.actions.checks import ensure_check_rule
from reports.actions.indicators import ensure_indicator, ensure_kind
from reports.actions.report_types import ensure_report_type
from reports.errors import InvalidInput

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
# In the order in which they refer to each other.
DELIVERED: tuple[tuple[str, Callable[..., tuple[Any, bool]]], ...] = (
    ("report_types.json", ensure_report_type),
    ("activity_kinds.json", ensure_kind),
    ("indicators.json", ensure_indicator),
    ("check_rules.json", ensure_check_rule),
)


class Command(BaseCommand):
    """Load the reference data; running it again changes nothing that an administrator has edited."""

    help = "Create the delivered report types, kinds of activities, indicators and cross-checks that are not there yet."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing and print one line for each row; with a wrong value in a file, nothing at all."""
        for name, ensure in DELIVERED:
            for given in json.loads((FIXTURES / name).read_text(encoding="utf-8")):
                code = given.pop("code")
                try:
                    row, created = ensure(code, **given)
                except InvalidInput as error:
                    raise CommandError(f"{name}: {code}: {error.field}: {error}") from error
                self.stdout.write(f"{'created' if created else 'kept   '} {row.code}  {row.name}")
