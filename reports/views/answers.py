"""How a page says that a button's act was refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from reports.errors import InvalidInput, WrongState


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Say above the next page why an act in the block was refused, instead of showing the error page."""
    try:
        yield
    except (InvalidInput, WrongState) as error:
        messages.error(request, str(error))
