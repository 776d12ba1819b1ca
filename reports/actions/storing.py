"""How an action stores a row: checked first, refused in words at the field that is wrong."""

from collections.abc import Iterable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from reports.errors import InvalidInput


def check(row: Model, *, leave_out: Iterable[str] = ()) -> None:
    """Check the row with `full_clean`; raises InvalidInput with the first message and its field."""
    try:
        row.full_clean(exclude=set(leave_out))
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise InvalidInput(messages[0], field="" if field == NON_FIELD_ERRORS else field) from error
