"""The fields that the wizard's forms share: plain text, days as offices write them, choices among rows."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.document import Count
from reports.document.chips import Names
from reports.document.figures import written_out
from reports.document.texts import printable
from reports.importing.text import LARGEST_FILE, TOO_LARGE

_AROUND = re.compile(r"\A[^\S\t]+|[^\S\t]+\Z")
DAY_FORMATS = ["%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d"]


class CleanText(forms.CharField):
    """Text. Characters that no page and no file can show don't get in: nobody types them on purpose."""

    def to_python(self, value: Any) -> str:
        """The text without unprintable characters."""
        return printable(super().to_python(value) or "")


class PlainText(CleanText):
    """Text of several paragraphs, a line each, with line breaks as the database keeps them."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(strip=False, **kwargs)
        self.widget = forms.Textarea(attrs={"rows": rows, "class": "writing", "data-grow": ""})

    def to_python(self, value: Any) -> str:
        """Without carriage returns, and without white space around the whole.

        Tabs stay: a table that is pasted may begin with an empty cell.
        """
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        return _AROUND.sub("", text) if text.strip() else ""


class TakesFigures(CleanText):
    """Text that may take figures: shown by name and value, stored as tokens.

    `names` are those of the report that the form is about.
    """

    names: Names = Names()
    takes_figures = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["data-figures"] = ""

    def prepare_value(self, value: Any) -> Any:
        """The figures as the writer sees them, with their present values."""
        return self.names.shown(self.names.stored(value)) if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        """The text as it is stored."""
        return self.names.stored(super().to_python(value))


class FigureLine(TakesFigures, CleanText):
    """A line of text that may take figures."""


class FigureText(TakesFigures, PlainText):
    """Text of several paragraphs that may take figures."""


class Lines(PlainText):
    """Names, one a line; blank lines and the space around a name are left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"rows": 1, **kwargs})

    def to_python(self, value: Any) -> str:
        """The lines that say something."""
        return "\n".join(line.strip() for line in super().to_python(value).splitlines() if line.strip())


class DayField(forms.DateField):
    """A day typed as text, so that one that doesn't exist stays on the screen to be put right."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            input_formats=DAY_FORMATS,
            widget=forms.DateInput(
                format="%Y-%m-%d", attrs={"placeholder": _("for instance 2026-03-31"), "autocomplete": "off"}
            ),
            **kwargs,
        )


class ReportFile(forms.FileField):
    """A file that somebody uploads; one above the limit is refused before anybody reads it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=255, error_messages={"required": _("Choose a file first.")}, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file."""
        file = super().clean(data, initial)
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(gettext(TOO_LARGE))
        return file


class RowsField(forms.MultipleChoiceField):
    """Some of the rows that are offered; gives the rows themselves."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        self.rows: dict[str, Model] = {}
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)

    def offer(self, rows: Sequence[Model], names: Names | None = None) -> None:
        """Offer these rows, with figures in their names as `names` knows them; each form for its own copy."""
        self.rows = {str(row.pk): row for row in rows}
        counts = names.counts if names else {}
        self.choices = [(pk, self.name_of(row, counts)) for pk, row in self.rows.items()]

    def name_of(self, row: Any, counts: Mapping[str, Count]) -> str:
        """What a row is called where it can be ticked."""
        return written_out(str(row), counts)

    def clean(self, value: Any) -> Any:
        """The chosen rows, in the order in which they were offered."""
        chosen = set(super().clean(value))
        return [row for pk, row in self.rows.items() if pk in chosen]


class ActivitiesField(RowsField):
    """Some of the activities that are offered; many have one title, so each is told by its day too."""

    def name_of(self, row: Any, counts: Mapping[str, Count]) -> str:
        """Day and title; a title takes no figures."""
        return f"{row.first_day} {row.title}"
