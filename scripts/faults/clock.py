"""The server's clock is set while people write: to midnight of 29 February, years ahead, back again, and behind.

The server's processes have a clock of their own (`clocked`); PostgreSQL keeps the machine's, so that the two differ.
"""

import calendar
import datetime
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from scripts.faults.client import Browser
from scripts.faults.clocked import READ_EVERY
from scripts.faults.county import County
from scripts.faults.figures import Line, as_many, none_of
from scripts.faults.place import Place
from scripts.faults.server import serving
from scripts.faults.writing import Writer, at_work, losses, total, wait_for_more, writers

# Writers, and acknowledged writes after each change of the clock.
SIZES = {"tiny": (2, 12), "short": (4, 40), "long": (8, 400)}
SHANGHAI = ZoneInfo("Asia/Shanghai")
# So long before midnight the clock is set.
BEFORE = 8
# Between two acts of a writer: the clock is tried here, not the load.
PAUSE = 0.25


@dataclass
class Clock:
    """What the server's processes take for the time: a file says how far it is ahead of the machine's."""

    file: Path

    def set(self, moment: datetime.datetime | None = None, *, ahead: float = 0) -> None:
        """Set it to a moment, or so many seconds ahead of the machine's; return when every process goes by it."""
        seconds = moment.timestamp() - time.time() if moment else ahead
        aside = self.file.with_suffix(".new")
        aside.write_text(f"{seconds}")
        aside.replace(self.file)
        time.sleep(READ_EVERY * 2)


def run(place: Place, county: County, size: str) -> Iterator[Line]:
    """Write on while the clock is set; what is late is refused, what was acknowledged stands, nothing else lasts."""
    number, between = SIZES[size]
    desks = county.take(number + 2)
    last_day = datetime.date(_leap_year(), 2, 29)
    place.inside("close_on", f"{last_day}", *(str(desk["report"]["pk"]) for desk in desks))
    clock = Clock(place.folder / "clock")
    with serving(place, program="scripts.faults.clocked", more={"FAULTS_CLOCK": str(clock.file)}) as server:
        *people, punctual, late = writers(server.url, desks)
        with at_work(people, PAUSE):
            wait_for_more(people, between)
            yield from _midnight(clock, last_day, punctual, late)
            wait_for_more(people, between)
            clock.set(datetime.datetime(last_day.year + 8, 12, 31, 23, 59, 60 - BEFORE, tzinfo=SHANGHAI))
            guest = Browser(server.url, **desks[-1]["clerk"])
            guest.sign_in()
            wait_for_more(people, between)
            time.sleep(BEFORE)
            wait_for_more(people, between)
            clock.set()
            yield from _right_again(guest, late)
            wait_for_more(people, between)
            clock.set(ahead=-3600)
            wait_for_more(people, between)
            clock.set()
            wait_for_more(people, between)
        everybody = [*people, punctual, late]
        for writer in everybody:
            writer.look_again()
        errors = server.errors()
    yield Line("acknowledged writes", str(total(people, "acknowledged").total()))
    # Behind the last day only those submit who have before.
    refused = [one for one in total(people, "refused").elements() if not one.startswith("submit")]
    yield none_of("saves and files that were refused", refused)
    yield none_of("lost, torn or done twice", losses(everybody, place.inside("look")))
    yield none_of("unexpected errors in the server's log", errors)


def _midnight(clock: Clock, last_day: datetime.date, punctual: Writer, late: Writer) -> Iterator[Line]:
    """Two submit for the first time: one in the last seconds of the last day, the other in the first behind it."""
    late.autosave()
    clock.set(datetime.datetime.combine(last_day, datetime.time(23, 59, 60 - BEFORE), SHANGHAI))
    punctual.hand_in()
    # The page with the button still comes from the last day.
    page = late.browser.page(f"/reports/{late.report}/steps/finish/")
    time.sleep(BEFORE)
    status = late.browser.move(late.report, "submit", page)
    late.autosave()
    yield as_many("in the last seconds of 29 February: submitted", punctual.acknowledged["submit"], 1)
    yield as_many("in the first behind them: refused in words with", status, 422)
    yield as_many("… saves taken before and after", late.acknowledged["autosave"], 2)


def _right_again(guest: Browser, late: Writer) -> Iterator[Line]:
    """What was done years ahead is over, and the period open."""
    status = guest.ask("GET", "/").status_code
    late.hand_in()
    yield as_many("signed in years ahead, the clock put right: a page leads to the sign-in with", status, 302)
    yield as_many("… who was late submits", late.acknowledged["submit"], 1)


def _leap_year() -> int:
    """The next year but this that has a 29 February."""
    year = datetime.date.today().year + 1
    while not calendar.isleap(year):
        year += 1
    return year
