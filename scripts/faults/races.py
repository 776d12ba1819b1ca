"""Several people send at the same moment to as many server processes: one wins, the others are told."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from scripts.faults.client import Browser, Step
from scripts.faults.county import County
from scripts.faults.figures import Line, as_many, none_of
from scripts.faults.place import Place
from scripts.faults.server import serving
from scripts.faults.writing import body_of, heading_of, number_in

# Rounds of each race, server processes, saves at once, submissions at once.
SIZES = {"tiny": (3, 2, 4, 4), "short": (15, 4, 8, 10), "long": (500, 8, 8, 10)}
# With every how-manieth round the writers press the button instead of being saved while they type.
BUTTON = 5


def run(place: Place, county: County, size: str) -> Iterator[Line]:
    """The three races one after the other, each on a report of its own."""
    rounds, processes, savers, submitters = SIZES[size]
    saving, submitting, deciding = county.take(3)
    with serving(place, workers=processes) as server:
        yield Line("rounds of each race; server processes", f"{rounds}; {processes}")
        saved = _save(server.url, saving, rounds, savers)
        submitted = _submit(server.url, submitting, rounds, submitters)
        decided = _decide(server.url, deciding, county.officer, county.admin, rounds)
        errors = server.errors()
    stored = place.inside("look")
    rows = [stored["reports"][str(desk["report"]["pk"])] for desk in (saving, submitting, deciding)]
    yield from _saves(saving, rows[0], rounds, savers, saved)
    yield from _submissions(rows[1], rounds, submitters, submitted)
    yield from _decisions(deciding, rows[2], decided)
    yield none_of(
        "audit chain broken, versions changed", [*filter(None, [stored["audit"]]), *stored["broken_snapshots"]]
    )
    yield none_of("unexpected errors in the server's log", errors)


def together(acts: Sequence[Callable[[], int]]) -> list[int]:
    """What each act answered, in the order given; none begins before all are ready. Raises what one of them raised."""
    start = threading.Barrier(len(acts))
    answers: list[int | Exception] = [0] * len(acts)

    def run_one(place: int) -> None:
        start.wait(timeout=60)
        try:
            answers[place] = acts[place]()
        except Exception as error:
            answers[place] = error

    threads = [threading.Thread(target=run_one, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return [answer for answer in answers if isinstance(answer, int)]


def browsers(url: str, accounts: Sequence[Mapping[str, Any]], number: int) -> list[Browser]:
    """So many signed-in browsers, of these people in turn."""
    made = [Browser(url, **accounts[place % len(accounts)]) for place in range(number)]
    for browser in made:
        browser.sign_in()
    return made


def _save(url: str, desk: Mapping[str, Any], rounds: int, savers: int) -> list[list[int]]:
    """The statuses of each round in which all write heading and body of the same entry."""
    people = browsers(url, [desk["clerk"], desk["head"]], savers)
    key, entry = next(iter(desk["report"]["steps"].items()))
    pk, statuses = desk["report"]["pk"], []
    steps = [browser.open_step(pk, key) for browser in people]
    for turn in range(rounds):
        button = turn % BUTTON == BUTTON - 1
        acts = []
        for place, (browser, step) in enumerate(zip(people, steps, strict=True)):
            number = turn * savers + place + 1
            typed = {f"{entry}-heading": heading_of(number), f"{entry}-body": body_of(number)}
            acts.append(partial(browser.save if button else browser.autosave, step, typed))
        statuses.append(together(acts))
        if button:
            steps = [browser.open_step(pk, key) for browser in people]
    for browser in people:
        browser.close()
    return statuses


def _saves(
    desk: Mapping[str, Any], row: Mapping[str, Any], rounds: int, savers: int, statuses: Sequence[Sequence[int]]
) -> Iterator[Line]:
    entry = next(iter(desk["report"]["steps"].values()))
    won = [[place for place, status in enumerate(turn) if status in (200, 302)] for turn in statuses]
    stands = number_in(*row["entries"][entry])
    yield as_many(f"{savers} save the same entry at once: winners", sum(map(len, won)), rounds)
    yield as_many("… versions of the report", row["version"] - 1, rounds)
    yield as_many("… told that somebody else was quicker", _times(statuses, 409), rounds * (savers - 1))
    yield Line(
        "… the text that stands is the last winner's",
        "yes" if _is_last(stands, won, savers) else "no",
        _is_last(stands, won, savers),
    )


def _is_last(stands: int, won: Sequence[Sequence[int]], savers: int) -> bool:
    return bool(won[-1]) and stands == (len(won) - 1) * savers + won[-1][0] + 1


def _submit(url: str, desk: Mapping[str, Any], rounds: int, submitters: int) -> list[list[int]]:
    """The statuses of each round in which all press "Submit" on the same page; it is withdrawn after each."""
    people = browsers(url, [desk["clerk"], desk["head"]], submitters)
    pk, statuses = desk["report"]["pk"], []
    for _turn in range(rounds):
        pages = [browser.page(f"/reports/{pk}/steps/finish/") for browser in people]
        acts = [partial(browser.move, pk, "submit", page) for browser, page in zip(people, pages, strict=True)]
        statuses.append(together(acts))
        people[0].move(pk, "withdraw", people[0].page(f"/reports/{pk}/"))
    for browser in people:
        browser.close()
    return statuses


def _submissions(
    row: Mapping[str, Any], rounds: int, submitters: int, statuses: Sequence[Sequence[int]]
) -> Iterator[Line]:
    yield as_many(f"{submitters} submit at once: acknowledged", _times(statuses, 302), rounds)
    yield as_many("… told that it is submitted", _times(statuses, 409), rounds * (submitters - 1))
    yield as_many("… frozen versions", len(row["snapshots"]), rounds)
    yield as_many("… submissions in the audit", row["audit"].get("report.submit", 0), rounds)


def _times(statuses: Sequence[Sequence[int]], wanted: int) -> int:
    return sum(turn.count(wanted) for turn in statuses)


class _Decided:
    """What came out of the rounds of the third race."""

    def __init__(self) -> None:
        self.opened = self.withdrawn = self.approved = self.returned = 0
        self.amiss: list[str] = []


def _decide(
    url: str, desk: Mapping[str, Any], officer: Mapping[str, Any], admin: Mapping[str, Any], rounds: int
) -> _Decided:
    """An officer opens while the unit withdraws; then decides while the unit withdraws and writes on in an old page."""
    clerk, head, reader, keeper = browsers(url, [desk["clerk"], desk["head"], officer, admin], 4)
    pk, done = desk["report"]["pk"], _Decided()
    key, entry = next(iter(desk["report"]["steps"].items()))
    for turn in range(rounds):
        step = clerk.open_step(pk, key)
        number = turn * 2 + 1
        clerk.autosave(step, {f"{entry}-heading": heading_of(number), f"{entry}-body": body_of(number)})
        clerk.move(pk, "submit", clerk.page(f"/reports/{pk}/steps/finish/"))
        if turn % 2:
            # Every second time the officer is surely there first.
            reader.post(reader.page(f"/reports/{pk}/review/"), f"/reports/{pk}/review/open/", "open")
        review, own = reader.page(f"/reports/{pk}/review/"), head.page(f"/reports/{pk}/")
        _opened, withdrawn = together(
            [
                partial(reader.post, review, f"/reports/{pk}/review/open/", "open"),
                partial(head.move, pk, "withdraw", own),
            ]
        )
        if withdrawn == 302:
            done.withdrawn += 1
            continue
        done.opened += 1
        _decide_against(done, clerk, head, reader, pk, step, entry, turn, own)
        if turn % 2 == 0:
            form = keeper.page(f"/admin/reports/{pk}/reopen/")
            said = {"reason": "核对", "confirm_password": keeper.password}
            reopened = keeper.post(form, f"/admin/reports/{pk}/reopen/", "reopen", **said)
            if reopened != 302:
                done.amiss.append(f"round {turn}: reopen answered {reopened}")
        # Nobody writes on then, so the next round would only hide what went wrong.
        if done.amiss:
            break
    for browser in (clerk, head, reader, keeper):
        browser.close()
    return done


def _decide_against(
    done: _Decided, clerk: Browser, head: Browser, reader: Browser, pk: int, step: Step, entry: str, turn: int, own: str
) -> None:
    """One decision, approvals and returns in turn, against a withdrawal and a save from an old page."""
    code = "approve" if turn % 2 == 0 else "return"
    review = reader.page(f"/reports/{pk}/review/")
    late = {f"{entry}-heading": heading_of(turn * 2 + 2), f"{entry}-body": body_of(turn * 2 + 2)}
    decided, withdrawn, saved = together(
        [
            partial(reader.move, pk, code, review, reason="数字与台账不符"),
            partial(head.move, pk, "withdraw", own),
            partial(clerk.autosave, step, late),
        ]
    )
    if decided == 302:
        done.approved += code == "approve"
        done.returned += code == "return"
    else:
        done.amiss.append(f"round {turn}: {code} answered {decided}")
    if withdrawn == 302:
        done.amiss.append(f"round {turn}: withdrawn though an officer had opened it")
    # After a return the unit writes again: then the save may be the first of the new draft.
    if saved == 200 and code == "approve":
        done.amiss.append(f"round {turn}: written after the submission")


def _decisions(desk: Mapping[str, Any], row: Mapping[str, Any], done: _Decided) -> Iterator[Line]:
    made = row["decisions"]
    yield Line("an officer opens while the unit withdraws: opened, withdrawn", f"{done.opened}, {done.withdrawn}")
    yield as_many("… withdrawals on record", made.get("withdraw", 0), done.withdrawn)
    yield as_many("approve against withdraw and edit: approvals on record", made.get("approve", 0), done.approved)
    yield as_many("… returns on record", made.get("return", 0), done.returned)
    yield as_many("… approved without having been opened", row["approved_unseen"], 0)
    yield as_many("… versions that were submitted", len(row["snapshots"]), made.get("submit", 0))
    yield none_of("… both won, or a right one lost", done.amiss)
