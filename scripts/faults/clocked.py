"""`python -m scripts.faults.clocked`: gunicorn whose processes go by a clock that a file sets, named by FAULTS_CLOCK.

The file says how many seconds that clock is ahead of the machine's. Everything that asks Python or Django for the time
gets it: `time.time` and `django.utils.timezone.now` are replaced before the site is loaded. What measures how long
something takes goes on by `time.monotonic`, as it does when a real clock is set.
"""

import datetime
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import django.utils.timezone
from gunicorn.app.wsgiapp import run

# How often the file is read.
READ_EVERY = 0.2


def clock_of(file: Path) -> Callable[[], float]:
    """What takes the place of `time.time`."""
    real, monotonic = time.time, time.monotonic
    ahead, read_at = 0.0, -READ_EVERY

    def now() -> float:
        nonlocal ahead, read_at
        if monotonic() - read_at >= READ_EVERY:
            read_at = monotonic()
            with suppress(OSError):
                ahead = float(file.read_text())
        return real() + ahead

    return now


def main() -> None:
    """Set the clock, then do as gunicorn does; the command line is its own."""
    time.time = clock_of(Path(os.environ["FAULTS_CLOCK"]))
    django.utils.timezone.now = lambda: datetime.datetime.fromtimestamp(time.time(), tz=datetime.UTC)
    run(prog="gunicorn")


if __name__ == "__main__":
    main()
