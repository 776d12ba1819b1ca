"""Rows on their way into the ledger: pasted or from a file, corrected in place, and carried from page to page."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.composing.activities import Reader
from reports.document.texts import printable
from reports.errors import InvalidInput
from reports.forms.fields import PlainText
from reports.forms.ledger import words_of
from reports.forms.pages import PageForm
from reports.importing.activities import CLOSED_YEAR, COLUMNS, Reading, Row, parts_of_rows, pasted_rows
from reports.importing.spreadsheets import MOST_ROWS
from reports.models import Activity

# What can be corrected in place; the other parts are taken as they stand.
MENDED = ("first_day", "last_day", "kind", "title", "attendance", "quantity", "office")
# Those of them that are chosen from a list.
CHOSEN = ("kind", "office")
# So many rows are shown with their fields at once; the next ones follow when these are right.
MOST_MENDED = 40
MOST_SHOWN = 100


class RowsForm(PageForm):
    """Rows copied from Excel or WPS, or an Excel file."""

    text = PlainText(label=_("Rows copied from Excel or WPS"), rows=6)
    file = forms.FileField(
        label=_("or an Excel file (.xlsx)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        max_length=200,
    )

    def clean(self) -> dict[str, Any]:
        """One of the two is there."""
        values: dict[str, Any] = super().clean() or {}
        if not values.get("text") and not values.get("file"):
            self.add_error("text", gettext("Paste rows, or choose a file."))
        return values


@dataclass(slots=True)
class Line:
    """A row with its number in the table, what the table says, and what stands there since somebody put it right.

    It is left `out`, or recorded `again` although it looks like a `twin` in the ledger or like an earlier row of the
    table (`repeats` is that row's number).
    """

    number: int
    typed: Row
    parts: Row
    out: bool = False
    again: bool = False
    reading: Reading = field(default_factory=lambda: Reading(""))
    twin: Activity | None = None
    repeats: int = 0

    @property
    def said(self) -> str:
        """The row as the table has it."""
        return "  ".join(cell for cell in self.typed.values() if cell)

    @property
    def already(self) -> bool:
        """Whether it stands in the ledger, or above in the table, and nobody wants it once more."""
        return bool(self.twin or self.repeats) and not (self.again or self.out)

    @property
    def late(self) -> bool:
        """Whether nothing is wrong with it but its year, for which no period is open."""
        faults = self.reading.faults
        return bool(faults) and not self.out and all(fault.message == CLOSED_YEAR for fault in faults)

    @property
    def wrong(self) -> bool:
        """Whether it can't be recorded as it is."""
        return bool(self.reading.faults) and not (self.out or self.already)

    @property
    def doubtful(self) -> bool:
        """Whether it was read by guessing, or not all of it."""
        return bool(self.reading.unsure or self.reading.left) and not (self.out or self.already)

    def notes(self) -> dict[str, str]:
        """What is wrong with each part or was left over, in words."""
        return words_of((*self.reading.left, *self.reading.faults))


def lines_of_text(text: str) -> list[Line]:
    """The rows of pasted text; raises InvalidInput for too many."""
    table = pasted_rows(text)
    return lines_of_table(list(enumerate(table, 1)))


def lines_of_table(table: list[tuple[int, list[str]]]) -> list[Line]:
    """The rows of a table of (number, cells), without its heads; raises InvalidInput for too many, or none."""
    if len(table) > MOST_ROWS:
        message = _("These are %(n)s rows; at most %(most)s can be read at once. Divide them.")
        raise InvalidInput(message % {"n": len(table), "most": MOST_ROWS}, field="text")
    rows = parts_of_rows([[printable(cell) for cell in cells] for _number, cells in table])
    if not rows:
        raise InvalidInput(gettext("There are only heads and no rows below them."), field="text")
    numbers = [number for number, _cells in table][-len(rows) :]
    return [Line(number, parts, parts) for number, parts in zip(numbers, rows, strict=True)]


def packed(lines: Iterable[Line]) -> str:
    """The rows as the page carries them; of one that nobody changed the words stand there once."""
    rows = [
        [line.number, line.typed, None if line.parts == line.typed else line.parts, line.out, line.again]
        for line in lines
    ]
    return json.dumps(rows, ensure_ascii=False)


def unpacked(text: str) -> list[Line]:
    """The rows that a page carried; raises InvalidInput for anything else."""
    try:
        return [
            Line(int(number), _parts(typed), _parts(typed if parts is None else parts), bool(out), bool(again))
            for number, typed, parts, out, again in json.loads(text)
        ]
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise InvalidInput(
            gettext("The preview can't be read any more. Paste the rows again."), field="text"
        ) from error


def _parts(parts: Any) -> dict[str, str]:
    return {str(part): printable(str(cell)) for part, cell in parts.items() if part in COLUMNS or part == "line"}


def mend(lines: list[Line], posted: Mapping[str, str], reader: Reader) -> None:
    """Put what was typed and chosen in the fields of the rows in the place of what stood there.

    Where nothing is chosen from a list, the word that isn't in it stays.
    """
    for place, line in enumerate(lines):
        if f"row-{place}-already" in posted:
            line.again = f"row-{place}-again" in posted
        if f"row-{place}-first_day" not in posted:
            continue
        line.out = f"row-{place}-out" in posted
        kept = {**line.parts, "kind": reader.row(line.parts).kind_words}
        if "line" in line.parts:
            kept["document_number"] = reader.row({"line": kept.pop("line")}).document_number
        typed = {part: printable(posted.get(f"row-{place}-{part}", "")) for part in MENDED}
        line.parts = {**kept, **{part: words for part, words in typed.items() if words or part not in CHOSEN}}


def taught_by(lines: Iterable[Line], reader: Reader) -> dict[str, str]:
    """The words of the table that somebody gave a kind by choosing it from the list: words to code."""
    taught = {}
    for line in lines:
        words, chosen = line.typed.get("kind", ""), line.parts.get("kind", "")
        if words and chosen in reader.kinds and chosen != words and not line.out:
            named = reader.book.kind_called(words)
            if not (named and named.sure and named.words == words and named.kind.code == chosen):
                taught[words] = chosen
    return taught
