"""The audit's chain: every change, gap and cut is found, and the database refuses all of them to begin with."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import Max, Min

from reports.actions.audit import Origin, origin, record
from reports.models import GENESIS, AuditEntry, AuditHead, AuditVerification, audit_triggers
from reports.queries.chain import verify_chain
from tests.auditing import commit_chain, tamper
from tests.cast import Cast
from tests.factories import make_report
from tests.hostile.together import together

ENTRIES = 6


@pytest.fixture
def chain(cast: Cast) -> list[AuditEntry]:
    """Entries with all that an entry can hold."""
    report = make_report(cast.bureau)
    here = origin.set(Origin("2001:db8::7", "a" * 32))
    record("report.submit", by=cast.clerk, report=report, snapshot=1, reason="𠮷野家\n“引号”", empty=None)
    record("report.preamble_saved", by=cast.clerk, report=report, replaced={"a": "旧"}, written={"a": "新"})
    origin.reset(here)
    for number in range(ENTRIES - 2):
        record("unit.changed", by=None, unit=cast.bureau, changes={"name": ["甲", "乙"]}, ratio=0.5, n=number)
    commit_chain()
    return list(AuditEntry.objects.order_by("number"))


def test_the_chain_is_whole_and_has_no_gap(chain: list[AuditEntry]) -> None:
    assert [entry.number for entry in chain] == list(range(1, ENTRIES + 1))
    assert [entry.previous for entry in chain] == [GENESIS, *(entry.hash for entry in chain[:-1])]
    verdict = verify_chain()
    assert (verdict.number, verdict.hash, verdict.fault) == (ENTRIES, chain[-1].hash, None)


def test_an_empty_audit_is_whole(db: None) -> None:
    assert (verify_chain().number, verify_chain().fault) == (0, None)


def test_what_a_rolled_back_act_wrote_leaves_no_gap(chain: list[AuditEntry], cast: Cast) -> None:
    with transaction.atomic():
        record("unit.changed", by=cast.admin)
        transaction.set_rollback(True)
    record("unit.changed", by=cast.admin)
    commit_chain()
    assert (verify_chain().number, verify_chain().fault) == (ENTRIES + 1, None)


CHANGES = {
    "at": "'2020-01-01 00:00:00+00'",
    "person_id": "NULL",
    "unit_id": "NULL",
    "report_id": "NULL",
    "event": "'report.return'",
    "object_label": "'另一份报告'",
    "object_version": "7",
    "detail": "'{\"snapshot\": 2}'",
    "digest_before": "'0'",
    "digest_after": "'0'",
    "address": "'10.0.0.9'",
    "request_id": "'b'",
    "digest": "'0'",
    "previous": "'0'",
    "hash": "'0'",
    "number": "77",
}


def test_every_column_of_an_entry_is_looked_at() -> None:
    names = {field.column for field in AuditEntry._meta.concrete_fields}
    assert names - CHANGES.keys() == {"id"}


@pytest.mark.parametrize("column", CHANGES)
def test_a_change_of_any_column_is_found_at_its_entry(column: str, chain: list[AuditEntry]) -> None:
    # The second entry has all columns filled.
    tamper(f"UPDATE reports_auditentry SET {column} = {CHANGES[column]} WHERE number = 2")
    fault = verify_chain().fault
    assert fault is not None
    assert fault.number == 2


def test_a_missing_entry_a_cut_tail_and_a_missing_head_are_found(chain: list[AuditEntry]) -> None:
    def found(statement: str) -> str:
        with transaction.atomic():
            tamper(statement)
            fault = verify_chain().fault
            transaction.set_rollback(True)
        return str(fault)

    assert found("DELETE FROM reports_auditentry WHERE number = 3") == "entry 3: it is missing"
    cut = found(f"DELETE FROM reports_auditentry WHERE number > {ENTRIES - 2}")
    assert cut == f"entry {ENTRIES - 1}: it is missing: the chain ends before its entry {ENTRIES}"
    assert found("DELETE FROM reports_audithead").startswith("entry 0: the row that knows the end")
    assert "another than the one kept for the end" in found("UPDATE reports_audithead SET hash = '0'")


def test_a_tail_cut_with_its_head_is_found_by_the_hash_that_was_written_down(chain: list[AuditEntry]) -> None:
    written_down = chain[-1].hash
    assert verify_chain(written_down).fault is None
    tamper(f"DELETE FROM reports_auditentry WHERE number = {ENTRIES}")
    tamper("UPDATE reports_audithead SET number = %s, hash = %s", ENTRIES - 1, chain[-2].hash)
    assert verify_chain().fault is None
    assert "no entry has the hash" in str(verify_chain(written_down).fault)


STATEMENTS = [
    "UPDATE reports_auditentry SET event = 'x' WHERE number = 2",
    "UPDATE reports_auditentry SET number = NULL WHERE number = 2",
    "DELETE FROM reports_auditentry WHERE number = 6",
    "DELETE FROM reports_auditentry",
    "UPDATE reports_audithead SET hash = '0'",
    "UPDATE reports_audithead SET number = 2",
    "DELETE FROM reports_audithead",
    "INSERT INTO reports_audithead (id, number, hash) VALUES (1, 1, '0')",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_every_change(statement: str, chain: list[AuditEntry]) -> None:
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify_chain().fault is None


def test_the_database_refuses_truncate_and_replace(chain: list[AuditEntry]) -> None:
    statements = {
        "postgresql": ["TRUNCATE reports_auditentry", "TRUNCATE reports_audithead", "TRUNCATE reports_auditcheckpoint"],
        "sqlite": [
            "REPLACE INTO reports_auditentry SELECT * FROM reports_auditentry WHERE number = 2",
            "REPLACE INTO reports_auditentry (id, at, event, object_label, detail, digest_before, digest_after,"
            " request_id, digest, previous, hash)"
            " SELECT id, at, 'x', '', '{}', '', '', '', '0', '', '' FROM reports_auditentry WHERE number = 2",
            "REPLACE INTO reports_audithead VALUES (1, 1, '0')",
        ],
    }
    for statement in statements[connection.vendor]:
        with (
            pytest.raises(DatabaseError, match="only ever added to"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert verify_chain().fault is None


def test_a_dropped_trigger_is_found_and_made_again_by_the_next_migrate(chain: list[AuditEntry]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER audit_chain{' ON reports_auditentry' if connection.vendor != 'sqlite' else ''}")
    assert "triggers audit_chain are gone" in str(verify_chain().fault)
    audit_triggers.install(connection)
    assert verify_chain().fault is None


def test_without_a_head_nothing_can_be_recorded(chain: list[AuditEntry]) -> None:
    tamper("DELETE FROM reports_audithead")

    def act() -> None:
        record("unit.changed", by=None)
        commit_chain()

    with pytest.raises(DatabaseError, match="lost its head"), transaction.atomic():
        act()


def test_the_command_says_the_hash_or_the_first_bad_entry_and_keeps_the_result(chain: list[AuditEntry]) -> None:
    out = StringIO()
    call_command("verify_audit", expect=chain[2].hash.upper(), stdout=out)
    assert out.getvalue().split("\n") == [f"{ENTRIES} entries, all whole", chain[-1].hash, ""]
    assert AuditVerification.objects.get().fault == ""

    tamper("UPDATE reports_auditentry SET event = 'report.return' WHERE number = 4")
    with pytest.raises(CommandError, match="entry 4: its content was changed") as error:
        call_command("verify_audit")
    assert error.value.returncode == 1
    assert AuditVerification.objects.latest("pk").fault == "entry 4: its content was changed"


@pytest.mark.django_db(transaction=True)
def test_entries_of_acts_at_the_same_moment_make_one_chain() -> None:
    def act() -> None:
        for _round in range(10):
            with transaction.atomic():
                record("unit.changed", by=None)
                record("unit.moved", by=None)

    assert together(*[act] * 8) == [None] * 8
    assert (verify_chain().number, verify_chain().fault) == (160, None)
    numbers = AuditEntry.objects.aggregate(first=Min("number"), last=Max("number"))
    assert numbers == {"first": 1, "last": 160}
    head = AuditHead.objects.get()
    assert (head.number, head.hash) == (160, AuditEntry.objects.get(number=160).hash)
