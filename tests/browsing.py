"""What a browser without scripts would send from a page: the fields of a form as they stand, and no button."""

from typing import Any

import lxml.html

Sent = dict[str, list[str]]
Pairs = list[tuple[str, str]]


def fields_of(page: str, form: str) -> Sent:
    """The fields of the form with the HTML id `form`, as its submission sends them; no button is pressed."""
    root: Any = lxml.html.fromstring(page)
    sent: Sent = {}
    for name, value in pairs_of(root.get_element_by_id(form)):
        sent.setdefault(name, []).append(value)
    return sent


def pairs_of(form: Any) -> Pairs:
    """Names with values in their order, as the submission of this element of lxml sends them; no button is pressed."""
    areas = {area.name for area in form.iter("textarea")}
    # The first line break of a text area belongs to the markup.
    return [(name, value.removeprefix("\n") if name in areas else str(value)) for name, value in form.form_values()]
