"""The people of the tests: one bureau under a county, and everybody who has to do with it or not."""

from dataclasses import dataclass

from reports.choices import Role, UnitKind
from reports.models import Person, Unit
from tests.factories import PASSWORD, give_role, make_person, make_unit


@dataclass(frozen=True)
class Cast:
    """A county with two bureaus; clerk, head and officer belong to the first, the outsider to the second."""

    county: Unit
    bureau: Unit
    other_bureau: Unit
    clerk: Person
    head: Person
    officer: Person
    outsider: Person
    stranger_officer: Person
    admin: Person


def make_cast(*, sign_in: bool = False) -> Cast:
    """The whole cast; with `sign_in` everybody has the password `factories.PASSWORD`."""
    password = PASSWORD if sign_in else ""
    county = make_unit("云岭县", kind=UnitKind.COUNTY.value)
    bureau = make_unit("云岭县应急管理局", parent=county)
    other_bureau = make_unit("云岭县教育局", parent=county)
    people = {
        name: make_person(full_name, username=name, password=password)
        for name, full_name in (
            ("clerk", "林小雨"),
            ("head", "周明远"),
            ("officer", "沈正"),
            ("outsider", "何文"),
            ("stranger_officer", "高岩"),
            ("admin", "管理员"),
        )
    }
    give_role(people["clerk"], Role.CLERK, bureau)
    give_role(people["head"], Role.HEAD, bureau)
    give_role(people["officer"], Role.OFFICER, bureau)
    give_role(people["outsider"], Role.CLERK, other_bureau)
    give_role(people["stranger_officer"], Role.OFFICER, other_bureau)
    give_role(people["admin"], Role.ADMIN)
    county.refresh_from_db()
    return Cast(county, bureau, other_bureau, **people)
