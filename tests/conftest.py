"""What every test run shares: which half of the suite to run, and an honest count at its end."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from _pytest import runner
from django.conf import settings
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from reports.models import audit_triggers
from tests.cast import Cast, make_cast
from tests.frames import with_room
from tests.importing.properties import SEEDS, SEEDS_FOLDER
from tests.rounds import rounds
from tests.transactions import Transactions

# The same examples in every run, so that a red run can be repeated; `--hypothesis-profile default` looks for new ones.
# No deadline for a single example either: on a busy machine it fails what can't be repeated; `make bench` measures.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, max_examples=rounds(100))
hypothesis.settings.load_profile("steady")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
# Files whose tests may skip themselves, and why.
ALLOWED_SKIPS = dict.fromkeys(
    ("tests/blanks/test_seeds.py", "tests/importing/test_seeds.py"),
    "the bureau's own reports are not part of the project",
)


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of the tests; files that want them otherwise have a `cast` of their own."""
    return make_cast()


@pytest.fixture
def one_transaction() -> Iterator[None]:
    """Fail the test of an act that can break off half done.

    Without a transaction around the test those of an act can't be told apart.
    """
    if not connection.in_atomic_block:
        yield
        return
    watched = Transactions()
    with connection.execute_wrapper(watched):
        yield
    assert watched.torn() == set()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Let the flush after a test with real transactions empty the audit: only here are its guards taken away.

    Flush ends with the signal after which `audit_triggers.install` puts them back.
    """
    operations = type(connection.ops)
    flush = operations.sql_flush

    def sql_flush(self: BaseDatabaseOperations, *args: Any, **options: Any) -> list[str]:
        on = connection.vendor == "postgresql"
        triggers = audit_triggers.names(connection.vendor).items()
        drops = [f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if on else ''}" for name, table in triggers]
        return [*drops, *flush(self, *args, **options)]

    operations.sql_flush = sql_flush  # type: ignore[method-assign]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only", choices=["pure", "database"], help="tests without a database, or those with one")
    parser.addoption("--servers", type=int, help="journeys go in turn to so many servers behind a proxy (PostgreSQL)")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run each test as ever, with room for its frames in one piece; without it a quarter of the time is lost."""
    return with_room(runner.pytest_runtest_protocol, item, nextitem)


def pytest_report_header() -> str:
    """Whether the bureau's own reports are tried too: a run without them proves less about reading files."""
    if SEEDS:
        return f"the bureau's own reports: {len(SEEDS)} in {SEEDS_FOLDER}"
    return f"the bureau's own reports: none in {SEEDS_FOLDER} (LIANBAO_SEEDS names another folder), so their tests skip"


def uses_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", [])
    # Those that put faults upon servers bring databases of their own.
    if item.get_closest_marker("faults") is not None:
        return True
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Put it into the test's report too: with xdist the counting process never sees the test itself."""
    item.user_properties.append(("database", uses_database(item)))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if only := config.getoption("--only"):
        select(config, items, lambda item: uses_database(item) == (only == "database"))
    if config.getoption("--servers"):
        select(config, items, lambda item: "live_server" in getattr(item, "fixturenames", []))


def select(config: pytest.Config, items: list[pytest.Item], wanted: Callable[[pytest.Item], bool]) -> None:
    """Leave out the tests that aren't wanted; the run's last line says how many."""
    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    items[:] = [item for item in items if wanted(item)]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Nothing is skipped silently: a skip that isn't on the list fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and unexpected_skips(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    for file in sorted(skipped_files(terminalreporter) & ALLOWED_SKIPS.keys()):
        terminalreporter.write_line(f"skipped, as it may be: {file}: {ALLOWED_SKIPS[file]}")
    for file in unexpected_skips(terminalreporter):
        terminalreporter.write_line(f"skipped, but not on the list of those that may be: {file}", red=True)
    if cases := matrix_cases(terminalreporter):
        terminalreporter.write_line(f"matrix_cases: {cases}")
    for line in counts_of_runs(terminalreporter):
        terminalreporter.write_line(line)


def matrix_cases(reporter: pytest.TerminalReporter) -> int:
    """How many cases of who may do what where were tried: a test of the matrix tries many."""
    ran = [report for outcome in ("passed", "failed") for report in reporter.stats.get(outcome, [])]
    return sum(value for report in ran for name, value in report.user_properties if name == "matrix_cases")


def skipped_files(reporter: pytest.TerminalReporter) -> set[str]:
    return {report.nodeid.partition("::")[0] for report in reporter.stats.get("skipped", [])}


def unexpected_skips(reporter: pytest.TerminalReporter) -> list[str]:
    return sorted(skipped_files(reporter) - ALLOWED_SKIPS.keys())


def counts_of_runs(reporter: pytest.TerminalReporter) -> list[str]:
    """How many tests ran on which database: this run, after those that `make test` made before it."""
    ran = [report for outcome in ("passed", "failed") for report in reporter.stats.get(outcome, [])]
    using = sum(("database", True) in report.user_properties for report in ran)
    database = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    kept = Path(os.environ.get("LIANBAO_TEST_COUNTS", os.devnull))
    with kept.open("a") as file:
        file.write(f"{database}: {len(ran)} tests ran, {using} of them on the database\n")
    return kept.read_text().splitlines()
