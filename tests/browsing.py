"""What a browser without scripts would send from a page: the fields of a form as they stand, and no button."""

from typing import Any

import lxml.html

Sent = dict[str, list[str]]


def fields_of(page: str, form: str) -> Sent:
    """The fields of the form with the HTML id `form`, as its submission sends them; no button is pressed."""
    root: Any = lxml.html.fromstring(page)
    found = root.get_element_by_id(form)
    areas = {area.name for area in found.iter("textarea")}
    sent: Sent = {}
    for name, value in found.form_values():
        # The first line break of a text area belongs to the markup.
        sent.setdefault(name, []).append(value.removeprefix("\n") if name in areas else value)
    return sent
