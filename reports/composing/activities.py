"""Between the rows of the ledger and what people type: the words a text may use, what was read, tables for Excel."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from reports.importing.activities import COLUMNS, Book, Kind, Office, Reading, Row, read_line, read_row
from reports.models import Activity, ActivityKind, KindWording, Person, Unit
from reports.queries.ledger import alike, kept_units, kinds_in_use, recordable_years

# In files the heads are Chinese in every language of the interface: the customary ones.
HEADS = {part: heads[0] for part, heads in COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what is typed for one unit's ledger: by its own wordings, naming offices that the person keeps."""

    unit: Unit
    units: dict[str, Unit]
    kinds: dict[str, ActivityKind]
    book: Book
    today: datetime.date
    years: frozenset[int]

    def line(self, text: str) -> Reading:
        """A quick line."""
        return read_line(text, self.book, today=self.today, years=self.years)

    def row(self, row: Row) -> Reading:
        """A row of a table, as parts by name."""
        return read_row(row, self.book, today=self.today, years=self.years)

    def unit_of(self, reading: Reading) -> Unit:
        """The unit in whose ledger it goes: the one that is named, or else the own one."""
        return self.units.get(reading.office, self.unit)

    def values(self, reading: Reading) -> dict[str, Any]:
        """The fields of an activity as they were read; `kind` is None where none was."""
        names = ("title", "attendance", "quantity", "document_number", "people", "summary")
        return {
            "kind": self.kinds.get(reading.kind),
            "first_day": reading.first_day,
            "last_day": reading.last_day,
            "tags": list(reading.tags),
            **{name: getattr(reading, name) for name in names},
        }


def reader_for(person: Person, unit: Unit, taught: Iterable[tuple[str, str]] = ()) -> Reader:
    """The reader of the unit's ledger; `taught` are further pairs of words and the code of the kind they mean."""
    units = list(kept_units(person))
    kinds = {kind.code: kind for kind in kinds_in_use()}
    own: dict[str, list[str]] = {}
    remembered = KindWording.objects.filter(unit=unit).values_list("words", "kind__code")
    for words, code in dict([*remembered, *taught]).items():
        own.setdefault(code, []).append(words)
    book = Book(
        [
            Kind(kind.code, kind.name, tuple(kind.words), tuple(own.get(kind.code, ())), kind.quantity_word)
            for kind in kinds.values()
        ],
        [Office(one.code, (one.name, one.short_name)) for one in units],
    )
    return Reader(unit, {one.code: one for one in units}, kinds, book, timezone.localdate(), recordable_years())


def activity_table(activities: Iterable[Activity]) -> list[list[str]]:
    """The rows that stand below HEADS in a file."""
    return [[_cell(activity, part) for part in HEADS] for activity in activities]


def _cell(activity: Activity, part: str) -> str:
    match part:
        case "first_day" | "last_day":
            return str(getattr(activity, part).isoformat())
        case "kind":
            return activity.kind.name
        case "office":
            return activity.unit.name
        case "tags":
            return "、".join(activity.tags)
        case _:
            value = getattr(activity, part)
            return "" if value is None else str(value)


def recorded_already(reader: Reader, readings: Mapping[int, Reading]) -> dict[int, Activity]:
    """By place, the activity that a reading says again, so that a table may come in twice; in one query.

    They have kind, day and office in common, and the same title or a similar one: the likest go together, since an
    activity that stands in the ledger once stands for one reading.
    """
    days = [reading.first_day for reading in readings.values() if reading.first_day]
    if not days:
        return {}
    # A year's days as a list would be longer than a database takes.
    rows = Activity.objects.filter(first_day__range=(min(days), max(days)), voided_at__isnull=True)
    stored: dict[tuple[Any, ...], list[Activity]] = {}
    for row in rows.filter(unit__in=reader.units.values()).select_related("unit", "kind").order_by("pk"):
        stored.setdefault((row.unit.code, row.kind.code, row.first_day), []).append(row)
    found: dict[int, Activity] = {}
    for agree in (_says_the_same, _is_called_the_same, _is_called_alike):
        for place, reading in readings.items():
            if place in found:
                continue
            near = stored.get((reader.unit_of(reading).code, reading.kind, reading.first_day), [])
            twin = next((row for row in near if agree(row, reading)), None)
            if twin:
                near.remove(twin)
                found[place] = twin
    return found


def _says_the_same(row: Activity, reading: Reading) -> bool:
    return all(getattr(row, name) == getattr(reading, name) for name in SAID)


def _is_called_the_same(row: Activity, reading: Reading) -> bool:
    return row.title == reading.title


def _is_called_alike(row: Activity, reading: Reading) -> bool:
    return alike(row.title, reading.title)


# What an activity says besides its kind and office.
SAID = ("first_day", "last_day", "title", "attendance", "quantity", "document_number", "people", "summary")
