"""How an action stores a row: held, checked first, refused in words, and each act done once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from reports.errors import InvalidInput, WrongState


def check(row: Model, *, leave_out: Iterable[str] = (), constraints: bool = True) -> None:
    """Check the row with `full_clean`; raises InvalidInput with the first message and its field."""
    try:
        row.full_clean(exclude=set(leave_out), validate_constraints=constraints)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise InvalidInput(messages[0], field="" if field == NON_FIELD_ERRORS else field) from error


def hold(rows: QuerySet[Any]) -> None:
    """Let nobody else change these rows until the transaction ends; read what is decided upon after this.

    PostgreSQL locks the rows, but not for those who only write a row that refers to them, such as an audit entry; on
    SQLite a transaction is the only writer anyway (settings: IMMEDIATE).
    """
    list(rows.select_for_update(no_key=True).values_list("pk"))


@contextmanager
def written_once(message: str = "") -> Iterator[None]:
    """Raise WrongState where the write in the block breaks a unique constraint: somebody was quicker.

    `message` says so in other words than the usual ones.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise WrongState(message or _("Somebody did the same a moment ago. Load the page again to see it.")) from error


def remove(row: Model) -> None:
    """Delete the row; raises WrongState where somebody else did it first."""
    if not type(row)._default_manager.filter(pk=row.pk).delete()[0]:
        raise WrongState(_("Somebody did the same a moment ago. Load the page again to see it."))
