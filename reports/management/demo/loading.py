"""The demo county as a whole: units, people, periods, and then every report with its life."""

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.actions.letterheads import LETTERHEAD_FIELDS, save_letterhead
from reports.actions.people import create_person, give_role
from reports.actions.periods import DAYS, change_period, create_period
from reports.actions.units import create_unit
from reports.choices import Role
from reports.errors import WrongState
from reports.management.demo.ledgers import load_later, load_ledgers, read_ledgers
from reports.management.demo.living import People, live
from reports.management.demo.stories import read_stories
from reports.models import LetterheadSettings, Person, ReportType, Unit


@dataclass(frozen=True, slots=True)
class Account:
    """An account that was just made, with the password that is stored nowhere."""

    person: Person
    password: str


@transaction.atomic
def load_county(folder: Path) -> list[Account]:
    """Load county.json, letterheads.json, people.json, periods.json, ledgers.toml, reports/*.toml and the files in
    evidence that these name, all of `folder`.

    Answers the accounts.

    Raises WrongState on a database that has units, as the demo never mixes with an installation, and on one that
    lacks the delivered report types.
    """
    if Unit.objects.exists():
        raise WrongState(_("This database has units already. Load the demo county into an empty one."))
    if not ReportType.objects.exists():
        raise WrongState(_("This database has no report types yet. Run load_reference first."))
    load_units(_read(folder / "county.json"))
    load_letterheads(_read(folder / "letterheads.json"))
    accounts = load_people(_read(folder / "people.json"))
    people = People([account.person for account in accounts])
    load_reports(folder, _read(folder / "periods.json"), people)
    return accounts


def load_units(given: list[dict[str, Any]]) -> None:
    """Create the units; each stands after the one it is `under`."""
    for values in given:
        own = {name: value for name, value in values.items() if name != "under"}
        parent = Unit.objects.get(code=values["under"]) if values["under"] else None
        create_unit(**own, parent=parent, by=None)


def load_letterheads(given: list[dict[str, Any]]) -> None:
    """Fill in the letterheads of some units; what isn't told stays as it is in an empty one."""
    for values in given:
        own = {name: value for name, value in values.items() if name != "unit"}
        empty = {name: getattr(LetterheadSettings(), name) for name in LETTERHEAD_FIELDS}
        save_letterhead(Unit.objects.get(code=values["unit"]), by=None, **empty | own)


def load_people(given: list[dict[str, Any]]) -> list[Account]:
    """Create the people with their roles."""
    accounts = []
    for values in given:
        person, password = create_person(values["username"], values["full_name"], by=None)
        # Nobody who tries the demo wants to think of a new password in every part they play.
        Person.objects.filter(pk=person.pk).update(must_change_password=False)
        for role in values["roles"]:
            unit = Unit.objects.get(code=role["unit"]) if role["unit"] else None
            give_role(person, Role(role["role"]), unit, with_subunits=role.get("with_subunits", False), by=None)
        accounts.append(Account(person, password))
    return accounts


def load_reports(folder: Path, given_periods: list[dict[str, Any]], people: People) -> None:
    """Write all reports in periods that are open meanwhile; then the periods get their real days.

    The ledgers come first, as the reports take figures from them; some activities are recorded when they are written.
    """
    today = timezone.localdate()
    ledgers = read_ledgers(folder / "ledgers.toml")
    periods = [(create_period(**_open_today(values, today), by=None), values) for values in given_periods]
    load_ledgers(ledgers, people)
    for story in read_stories(folder / "reports"):
        live(story, people, folder / "evidence")
    load_later(ledgers, people)
    for period, values in periods:
        change_period(period, **period_values(values, today), by=people.admin())


def period_values(given: dict[str, Any], today: datetime.date) -> dict[str, Any]:
    """The fields of a period. With `due_in_days` and `open_for_days` it is due and closes that many days from today
    at the earliest, so that the demo has an open period whenever it is loaded.
    """
    values = {name: value for name, value in given.items() if name not in ("due_in_days", "open_for_days")}
    values |= {name: datetime.date.fromisoformat(given[name]) for name in DAYS}
    for name, days in (("due", given.get("due_in_days")), ("closes", given.get("open_for_days"))):
        if days is not None:
            values[name] = max(values[name], today + datetime.timedelta(days=days))
    return values


def _open_today(given: dict[str, Any], today: datetime.date) -> dict[str, Any]:
    values = period_values(given, today)
    return values | {"closes": max(values["closes"], today)}


def _read(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows
