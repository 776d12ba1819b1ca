"""Every id that a page sends, exchanged for one of another unit: nothing of theirs changes or comes into mine.

The forms are read from the pages themselves, so a new form is tried as soon as its page is listed here.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import AutoField, ForeignKey, Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.actions import moves, reviews
from reports.choices import ChapterKind
from reports.models import Activity, AuditEntry, EditedFile, Period, Person, Report, ReportType, Unit
from tests.cast import Cast
from tests.factories import (
    make_activity,
    make_edited,
    make_entry,
    make_evidence,
    make_indicator,
    make_kind,
    make_period,
    make_report,
    make_report_type,
)
from tests.hostile.forms import Submission, submissions
from tests.stored import Row, columns, own_models, stored_rows

pytestmark = pytest.mark.django_db

Rows = dict[type[Model], dict[Any, Row]]
APART = 1_000_000
IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{7,}")


def number_apart() -> None:
    """Give each table a range of numbers of its own, so that a number on a page tells which row it means."""
    # PostgreSQL alters no table that has foreign keys to check at the transaction's end.
    connection.check_constraints()
    numbered = [model for model in own_models() if isinstance(model._meta.pk, AutoField)]
    for place, model in enumerate(numbered, 1):
        table, start = model._meta.db_table, place * APART
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                key = connection.ops.quote_name(str(model._meta.pk.column))
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} ALTER {key} RESTART WITH {start}")
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, start])


def all_rows() -> Rows:
    """Every row by its key."""
    return {
        model: {model._meta.pk.to_python(row[0]): row for row in rows}
        for model, rows in stored_rows(own_models()).items()
    }


def keys() -> set[tuple[type[Model], Any]]:
    return {(model, pk) for model in own_models() for pk in model._default_manager.values_list("pk", flat=True)}


def written_year(unit: Unit, by: Person, officer: Person, period: Period, report_type: ReportType) -> Report:
    """An approved report of last year, so that its problems and promises are asked for."""
    report = make_report(unit, by=by, filled=True, period=period, report_type=report_type)
    moves.submit_report(report, by=by, version=report.version)
    snapshot = report.snapshots.get()
    moves.approve_report(report, by=officer, seen=(snapshot.number, snapshot.sha256))
    return report


def reviewed(unit: Unit, by: Person, officer: Person, period: Period, report_type: ReportType) -> Report:
    """A report under review with a comment on its work."""
    report = make_report(unit, by=by, filled=True, period=period, report_type=report_type)
    entry = make_entry(report.chapters.get(kind=ChapterKind.WORK), "谈心谈话", "开展谈心谈话{{talk_heart}}。")
    moves.submit_report(report, by=by, version=report.version)
    snapshot = report.snapshots.get()
    reviews.open_snapshot(snapshot, by=officer)
    reviews.open_thread(snapshot, f"entry-{entry.uuid}", "请写具体。", by=officer)
    return report


def returned(unit: Unit, by: Person, officer: Person, period: Period, report_type: ReportType) -> Report:
    """A report that was returned, with evidence and an edited file that waits."""
    report = reviewed(unit, by, officer, period, report_type)
    make_evidence(report.workitems.all()[0])
    snapshot = report.snapshots.get()
    moves.return_report(report, by=officer, seen=(snapshot.number, snapshot.sha256))
    report.refresh_from_db()
    make_edited(report, by)
    return report


class World:
    """My unit and theirs with the same rows, and which rows are theirs."""

    def __init__(self, cast: Cast) -> None:
        number_apart()
        self.cast = cast
        last, period, types = make_period(year=2024), make_period(), (make_report_type(), make_report_type())
        kind = make_kind("谈心谈话")
        make_indicator("talk_heart", kind)

        def rows(unit: Unit, by: Person, officer: Person) -> tuple[Report, Report, Report, Activity]:
            activity = make_activity(unit, kind, by=by)
            opened = reviewed(unit, by, officer, period, types[1])
            begun = returned(unit, by, officer, period, types[0])
            return written_year(unit, by, officer, last, types[0]), opened, begun, activity

        self.old, self.opened, self.mine, self.activity = rows(cast.bureau, cast.clerk, cast.officer)
        before = keys()
        rows(cast.other_bureau, cast.outsider, cast.stranger_officer)
        self.their_keys = keys() - before
        self.exchanged = dict(self._exchange(before))
        all_of_them = all_rows()
        self.theirs, self.linked = self.their_rows(all_of_them), self.links(all_of_them)

    def _exchange(self, before: set[tuple[type[Model], Any]]) -> Iterator[tuple[str, str]]:
        """Each id of mine, as a page shows it, with one of theirs from the same table."""
        for model in own_models():
            names = [name for name in ("pk", "uuid") if name == "pk" or hasattr(model, name)]
            for name in names:
                values = list(model._default_manager.values_list("pk", name).order_by("pk"))
                theirs = [value for pk, value in values if (model, pk) in self.their_keys]
                mine = [value for pk, value in values if (model, pk) in before]
                if theirs and model is not AuditEntry:
                    yield from ((str(one), str(theirs[place % len(theirs)])) for place, one in enumerate(mine))

    def their_rows(self, rows: Rows) -> Rows:
        """Those of `rows` that are theirs."""
        return {
            model: {pk: row for pk, row in of_model.items() if (model, pk) in self.their_keys}
            for model, of_model in rows.items()
        }

    def links(self, rows: Rows) -> set[tuple[str, Any, Any]]:
        """Rows of mine that refer to rows of theirs: model and field, my key, their key."""
        return {
            (f"{model.__name__}.{name}", mine, row[place])
            for model, of_model in rows.items()
            for place, name, other in references(model)
            for mine, row in of_model.items()
            if (other, row[place]) in self.their_keys and (model, mine) not in self.their_keys
        }


@cache
def references(model: type[Model]) -> list[tuple[int, str, type[Model]]]:
    """Where in a row of this model another one's key stands, its name, and of which model; of ours only.

    A table between two models is a model here too.
    """
    places = {name: place for place, name in enumerate(columns(model))}
    fields = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return [
        (places[str(field.column)], field.name, field.related_model)
        for field in fields
        if not isinstance(field.related_model, str) and field.related_model in own_models()
    ]


Place = Callable[[World], str]


def at(name: str, *args: Callable[[World], Any]) -> Place:
    return lambda world: reverse(name, args=[arg(world) for arg in args])


def mine(world: World) -> int:
    return world.mine.pk


def opened(world: World) -> int:
    return world.opened.pk


def step(key: str) -> Place:
    return lambda world: reverse("report_step", args=[world.mine.pk, key])


def chapter(kind: ChapterKind) -> Place:
    return lambda world: step(f"chapter-{world.mine.chapters.get(kind=kind).uuid}")(world)


PAGES: dict[str, list[Place]] = {
    "clerk": [
        *map(step, ("cover", "preamble", "earlier", "figures", "check", "finish")),
        *map(chapter, (ChapterKind.WORK, ChapterKind.PROBLEMS, ChapterKind.NEXT_STEPS)),
        at("report", mine),
        at("entry_evidence", mine, lambda world: world.mine.workitems.all()[0].uuid),
        at("report_start"),
        at("report_carry", mine),
        at("report_blanks", mine),
        at("edited_file", lambda world: EditedFile.objects.get(report=world.mine).uuid),
        at("ledger"),
        at("activity", lambda world: world.activity.uuid),
        at("problem", lambda world: world.old.problems.get().pk),
        at("promise", lambda world: world.old.nextsteps.get().pk),
    ],
    "officer": [
        at("review", opened),
        at("snapshot", opened, lambda world: 1),
        at("thread_new", opened, lambda world: 1),
        at("problem", lambda world: world.old.problems.get().pk),
        at("board"),
        at("problems"),
    ],
    "head": [step("finish"), step("check")],
}


def forged(world: World, sent: Submission) -> Iterator[tuple[str, Submission]]:
    """What the form would send with one id of mine exchanged for one of theirs, for each id in it.

    Of a button only those in its own value and address: the other fields are tried without one.
    """
    pairs = sent.pressed or sent.pairs
    text = " ".join([sent.address, *(part for pair in pairs for part in pair)])
    for one in sorted(set(IDS.findall(text)) & world.exchanged.keys()):
        other = world.exchanged[one]
        changed = [(name.replace(one, other), value.replace(one, other)) for name, value in sent.pairs + sent.pressed]
        yield f"{one} -> {other}", Submission(sent.method, sent.address.replace(one, other), changed)


def harm(client: Client, world: World, sent: Submission) -> str:
    """What is wrong with the answer or with the rows after it, else ""; whatever was done is undone again."""
    said: dict[str, list[str]] = {}
    for name, value in sent.pairs:
        said.setdefault(name, []).append(value)
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            status = getattr(client, sent.method)(sent.address, said).status_code
        wrong = "a fault of the server" if status >= 500 else ""
        if any(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in queries):
            rows = all_rows()
            if world.their_rows(rows) != world.theirs:
                wrong = "changed rows of theirs"
            elif more := world.links(rows) - world.linked:
                wrong = f"took over {more}"
        transaction.set_rollback(True)
    return wrong


@pytest.mark.parametrize("person", PAGES)
def test_matrix_of_forged_ids(cast: Cast, person: str, record_property: Callable[[str, object], None]) -> None:
    world = World(cast)
    client = Client(raise_request_exception=False)
    client.force_login(getattr(cast, person))
    faults, cases = [], 0
    for place in PAGES[person]:
        address = place(world)
        page = client.get(address)
        assert page.status_code == 200, address
        for sent in submissions(page.content.decode(), address):
            for what, forgery in forged(world, sent):
                cases += 1
                if wrong := harm(client, world, forgery):
                    faults.append(f"{forgery.method} {forgery.address} {forgery.pairs[-1:]} with {what}: {wrong}")
    assert faults == []
    assert cases > 10
    record_property("matrix_cases", cases)
