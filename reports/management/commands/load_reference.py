"""`manage.py load_reference`: create the delivered report types that are not there yet."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reports.actions.report_types import ensure_report_type
from reports.errors import InvalidInput

REPORT_TYPES = Path(settings.BASE_DIR) / "fixtures" / "report_types.json"


class Command(BaseCommand):
    """Load the reference data; running it again changes nothing that an administrator has edited."""

    help = "Create the delivered report types (fixtures/report_types.json) that are not there yet."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing and print one line for each type; with a wrong value in the file, nothing at all."""
        for given in json.loads(REPORT_TYPES.read_text(encoding="utf-8")):
            code = given.pop("code")
            try:
                report_type, created = ensure_report_type(code, **given)
            except InvalidInput as error:
                raise CommandError(f"{code}: {error.field}: {error}") from error
            self.stdout.write(f"{'created' if created else 'kept   '} {report_type.code}  {report_type.name}")
