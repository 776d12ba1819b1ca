"""How an action stores a row: held, checked first, refused in words, and each act done once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.errors import InvalidInput, WrongState

BLANK = gettext_lazy("This is missing. Fill it in.")
# What a refused field says, by the code that Django gives its error.
REFUSALS = {
    "blank": BLANK,
    "null": BLANK,
    "max_length": gettext_lazy("This has %(show_value)s characters; no more than %(limit_value)s are possible."),
    "min_value": gettext_lazy("This is too small; the smallest possible is %(limit_value)s."),
    "max_value": gettext_lazy("This is too large; the largest possible is %(limit_value)s."),
    "invalid_choice": gettext_lazy("“%(value)s” is none of the possible choices."),
    "unique": gettext_lazy("Something else has this already. Choose another."),
}


def check(row: Model, *, leave_out: Iterable[str] = (), constraints: bool = True) -> None:
    """Check the row with `full_clean`; raises InvalidInput with the first field that is refused, and why."""
    for field, words in faults(row, leave_out=leave_out, constraints=constraints).items():
        raise InvalidInput(words, field=field)


def faults(row: Model, *, leave_out: Iterable[str] = (), constraints: bool = True) -> dict[str, str]:
    """Why `full_clean` refuses the row, by field; what is about several fields is under ""."""
    try:
        row.full_clean(exclude=set(leave_out), validate_constraints=constraints)
    except ValidationError as error:
        return {
            "" if field == NON_FIELD_ERRORS else field: _words(refusals[0])
            for field, refusals in error.error_dict.items()
        }
    return {}


def _words(refusal: ValidationError) -> str:
    """The refusal in our words; one that comes with no known code has its own."""
    words = REFUSALS.get(refusal.code or "")
    return str(words) % (refusal.params or {}) if words else str(refusal.messages[0])


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
