"""The forms of a page as a browser would send them, for tests that send them changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import lxml.html

from tests.browsing import Pairs, pairs_of


@dataclass(frozen=True, slots=True)
class Submission:
    """What one press of a button sends: method (`get` or `post`), address, names with values in their order, and the
    button's own; none for Enter in a field.
    """

    method: str
    address: str
    pairs: Pairs
    pressed: Pairs = field(default_factory=list)


def submissions(page: str, address: str) -> Iterator[Submission]:
    """Every form of the page, once for each of its buttons and once without any (Enter in a field)."""
    root: Any = lxml.html.fromstring(page)
    for form in root.forms:
        method, place = str(form.method).lower(), urljoin(address, form.get("action") or address)
        if method == "dialog":
            continue
        pairs = pairs_of(form)
        yield Submission(method, place, pairs)
        for button in root.xpath("//button[@name]"):
            owner = button.get("form")
            if owner == form.get("id") if owner else button in form.iterdescendants("button"):
                where = urljoin(address, button.get("formaction") or place)
                yield Submission(method, where, pairs, [(button.get("name"), button.get("value") or "")])
