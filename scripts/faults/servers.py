"""Two application servers behind a proxy that sends each request to the other one: the browser's journeys pass."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from scripts.faults.county import County
from scripts.faults.figures import Line, none_of
from scripts.faults.place import ROOT, Place

SERVERS = 2
JOURNEYS = "tests/journeys"
# Which of the journeys.
SIZES = {
    "tiny": ["test_autosave.py"],
    "short": ["test_autosave.py", "test_main_job.py", "test_signing_in.py"],
    "long": [""],
}
# A journey's servers and browser need a while to end.
END_SECONDS = 60
_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What a run of pytest told: how many tests ran, which didn't pass, and what the servers count and log."""

    ran: int
    failed: list[str]
    requests: list[int]
    errors: list[str]


def run(place: Place, county: County, size: str) -> Iterator[Line]:
    """Nothing for SQLite, which machines can't share. The journeys make a database of their own in the cluster."""
    if place.cluster is None:
        return
    report = place.folder / "journeys.xml"
    command = [sys.executable, "-m", "pytest", "--ds", "tests.settings", "-p", "no:cacheprovider"]
    command += ["--servers", str(SERVERS), "--junitxml", str(report)]
    command += [str(Path(JOURNEYS, name)) for name in SIZES[size]]
    # The folder of the tests' own settings; the place's site isn't asked.
    environment = place.environment() | {"LIANBAO_VAR": str(place.folder / "journeys")}
    status, said = _ask(command, environment)
    if not report.exists():
        raise RuntimeError(f"pytest ended with {status}:\n{said}")
    told = read(report)
    if told.failed:
        sys.stderr.write(said)
    # Each takes every second one, and nothing else.
    yield Line(
        "requests to each server", " and ".join(map(str, told.requests)), max(told.requests) - min(told.requests) < 2
    )
    yield Line("journeys passed", f"{told.ran - len(told.failed)} of {told.ran}", told.ran > 0)
    yield none_of("journeys that failed", told.failed)
    yield none_of("unexpected errors in the servers' logs", told.errors)


def _ask(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run pytest; its status and what it said. Where we are ended it is interrupted, so that its servers end too."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=_interruptible,
    ) as asked:
        try:
            said, _nothing = asked.communicate()
        except BaseException:
            asked.send_signal(signal.SIGINT)
            asked.wait(END_SECONDS)
            raise
    return asked.returncode, said


def _interruptible() -> None:
    # What a shell runs in the background ignores interruptions, and so would pytest.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def read(report: Path) -> Told:
    """A file that pytest wrote with `--junitxml`; raises KeyError where no test asked a server."""
    [suite] = etree.parse(report, _PARSER).getroot()
    properties = {one.get("name"): one.get("value", "") for one in suite.iterfind("properties/property")}
    failed = [
        f"{case.get('classname')}.{case.get('name')}"
        for case in suite.iterfind("testcase")
        if any(case.find(what) is not None for what in ("failure", "error", "skipped"))
    ]
    requests = [int(count) for count in properties["requests"].split()]
    return Told(len(suite.findall("testcase")), failed, requests, properties["errors"].splitlines())
