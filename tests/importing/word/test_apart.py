"""Parsing happens in a child process, and whatever becomes of that one, the person gets a sentence."""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reports.errors import UnreadableFile
from reports.importing import apart, read_word
from reports.importing.word.apart import parse_apart
from reports.importing.word.package import ENTITIES, NOT_WORD, TOO_MANY_PARTS
from reports.importing.word.reading import parse
from tests.importing.word.packages import numbered, package, paragraph, parts, word

GOOD = word(paragraph("今年，我局取得成效𠮷。") + numbered("工作", 9))


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        parse_apart(data)
    return str(caught.value)


def child(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the child run `code` below its limits instead of reading the file."""
    limited = f"import sys; from reports.importing.apart import _limit; _limit()\n{code}"
    monkeypatch.setattr(apart, "_COMMAND", (sys.executable, "-E", "-s", "-c", limited))


def test_the_child_gives_what_parsing_here_gives() -> None:
    assert parse_apart(GOOD) == parse(GOOD)


def test_a_refusal_keeps_its_sentence() -> None:
    assert refusal(package({**parts(""), "word/document.xml": "<!DOCTYPE d><d/>"})) == ENTITIES


def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    child(
        monkeypatch,
        "from reports.importing import apart\n"
        "sys.argv = ['child']\n"
        "sys.exit(apart.serve(lambda data: {'lines': bytearray(apart.MEMORY)}))",
    )

    assert refusal(GOOD) == apart.TOO_HEAVY


def test_processor_time_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass")

    assert refusal(GOOD) == apart.TOO_SLOW


def test_time_by_the_clock_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WALL_SECONDS", 0.3)
    child(monkeypatch, "import time; time.sleep(60)")
    begun = time.monotonic()

    assert refusal(GOOD) == apart.TOO_SLOW
    assert time.monotonic() - begun < 5


def test_a_crash_is_a_refusal_and_is_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    child(monkeypatch, "import os; os.abort()")
    assert refusal(GOOD) == NOT_WORD

    child(monkeypatch, "raise SystemError('a fault of our own')")
    assert refusal(GOOD) == NOT_WORD
    assert "a fault of our own" in caplog.text


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/tmp/lianbao-child', 'wb').write(b'x' * 10_000_000)",
        "import os; print(os.environ['SECRET_KEY'])",
    ],
)
def test_the_child_can_neither_write_files_nor_see_secrets(
    attempt: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    child(monkeypatch, attempt)

    assert refusal(GOOD) == NOT_WORD
    assert "Error" in caplog.text


def test_the_child_loads_no_django() -> None:
    code = "import sys, reports.importing.word.apart; print([name for name in sys.modules if 'django' in name])"
    done = subprocess.run(
        [sys.executable, "-E", "-s", "-c", code], cwd=apart._FOLDER, env={}, capture_output=True, check=True
    )

    assert done.stdout.strip() == b"[]"


def test_it_works_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert read_word(GOOD).manuscript.preamble.startswith("今年")


def test_the_heaviest_file_within_the_limits_is_answered_in_time() -> None:
    """Empty paragraphs up to the limit of elements, each a little different, so that they pack badly."""
    body = "".join(f'<w:p w:rsidR="{number:x}"/>' for number in range(990_000))
    begun = time.monotonic()

    assert refusal(word(body)) != TOO_MANY_PARTS
    assert time.monotonic() - begun < apart.WALL_SECONDS


def test_the_child_costs_little() -> None:
    """Counted in processor time, and the least of several: the rest depends on what else the machine does."""

    def spent() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    costs = []
    for _ in range(5):
        before = spent()
        parse_apart(GOOD)
        costs.append(spent() - before)

    assert min(costs) < 0.3
