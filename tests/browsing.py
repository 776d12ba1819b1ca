"""What a browser without scripts would send from a page: the fields of a form as they stand, and the pressed button."""

from html.parser import HTMLParser

Sent = dict[str, list[str]]
Attributes = list[tuple[str, str | None]]


def fields_of(page: str, form: str) -> Sent:
    """The fields of the form with the HTML id `form`, as its submission sends them; no button is pressed."""
    reader = _Reader(form)
    reader.feed(page)
    return reader.sent


class _Reader(HTMLParser):
    def __init__(self, form: str) -> None:
        super().__init__()
        self.sent: Sent = {}
        self.form = form
        self.inside = False
        self.select = ""
        self.area = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = dict(attrs)
        name, value = values.get("name") or "", values.get("value") or ""
        if tag == "form":
            self.inside = values.get("id") == self.form
        elif not self.inside:
            return
        elif tag == "select":
            self.select = name
        elif tag == "textarea" and name:
            self.area = name
            self.sent[name] = [""]
        elif (tag == "option" and "selected" in values) or (tag == "input" and _counts(values)):
            self.sent.setdefault(self.select if tag == "option" else name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            # The first line break of a text area belongs to the markup.
            self.sent[self.area][0] += data if self.sent[self.area][0] else data.removeprefix("\n")


def _counts(values: dict[str, str | None]) -> bool:
    """Whether an input is sent: it has a name, and a box is ticked."""
    return bool(values.get("name")) and (values.get("type") not in ("checkbox", "radio") or "checked" in values)
