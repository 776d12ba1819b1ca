"""Measures what the audit's chain costs: one act, eight writers at once, and reading a long chain.

`python -m scripts.bench_audit 1000000` takes as many entries instead of 20,000; DATABASE_URL names another database.
"""

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.db import connection, transaction
from django.utils import timezone

from reports.actions.audit import record
from reports.models import AuditEntry, Person, Unit
from reports.queries.chain import content_of, digest_of, verify_chain
from scripts.measuring import print_result
from tests.factories import make_person, make_unit

WRITERS, ACTS = 8, 250
ENTRIES = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
AT_ONCE = 5_000
EVENTS = ("report.chapter_saved", "report.viewed", "account.signed_in", "report.downloaded", "activity.recorded")


def seconds(act: Callable[[], object]) -> float:
    """How long one act takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def act(person: Person, unit: Unit) -> None:
    """One act with its entry."""
    with transaction.atomic():
        record("unit.changed", by=person, unit=unit, changes={"name": ["甲", "乙"]})


def write(person: Person, unit: Unit) -> None:
    """One person who does nothing but act."""
    for _ in range(ACTS):
        act(person, unit)
    connection.close()


def write_at_once(person: Person, unit: Unit) -> None:
    """Eight such people."""
    with ThreadPoolExecutor(WRITERS) as pool:
        for writer in [pool.submit(write, person, unit) for _ in range(WRITERS)]:
            writer.result()


def fill(person: Person, unit: Unit) -> None:
    """Years of entries, each chained by the database as always."""
    for first in range(0, ENTRIES, AT_ONCE):
        entries = [
            AuditEntry(
                at=timezone.now(),
                person=person,
                unit=unit,
                event=EVENTS[number % len(EVENTS)],
                object_label=f"第{number}份报告",
                detail={"snapshot": number},
                address="10.0.0.7",
                request_id=f"{number:032x}",
            )
            for number in range(first, min(first + AT_ONCE, ENTRIES))
        ]
        for entry in entries:
            entry.digest = digest_of(content_of(entry))
        AuditEntry.objects.bulk_create(entries)


def main() -> None:
    """Print a line for each measurement; exit 1 where the chain isn't whole at the end."""
    person, unit = make_person(), make_unit()
    act(person, unit)
    alone = seconds(lambda: write(person, unit)) / ACTS
    print_result("audit_act_alone", alone * 1000, "ms")
    together = seconds(lambda: write_at_once(person, unit)) / ACTS / WRITERS
    print_result("audit_acts_of_eight_writers", 1 / together, "a second")
    print_result(f"audit_fill_{ENTRIES}", seconds(lambda: fill(person, unit)), "s")
    print_result("audit_verify", seconds(verify_chain), "s")
    if fault := verify_chain().fault:
        sys.exit(f"the chain is not whole: {fault}")


if __name__ == "__main__":
    main()
