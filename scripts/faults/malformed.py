"""What nobody should send: files that are none or do harm, and forms that no page of ours would post."""

import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from scripts.faults.client import Browser, Unknown, form_of
from scripts.faults.county import County
from scripts.faults.figures import Line, none_of
from scripts.faults.place import Place
from scripts.faults.server import Server, serving
from tests.browsing import Pairs
from tests.hostile.collection import every_file
from tests.hostile.files import mutated
from tests.hostile.forms import submissions

# A file as it is sent: its name and its bytes.
NamedFile = tuple[str, bytes]
# Files with bytes changed, and posted forms; of the hand-made files every so many.
SIZES = {"tiny": (5, 60), "short": (36, 400), "long": (5_000, 20_000)}
EVERY = {"tiny": 40, "short": 8, "long": 1}
# Whoever waits longer takes it for a hang; reading a file stops at 20 seconds.
HANG_SECONDS = 30.0
AT_ONCE = 4
TEXTS = (
    "",
    " ",
    "\x00",
    "文\x00字",
    "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe\xc3",
    "字" * 70_000,
    "0",
    "-1",
    "9" * 400,
    "1e309",
    "NaN",
    "2026-02-30",
    "9999-12-31T99:99",
    "00000000-0000-0000-0000-000000000000",
    "../../etc/passwd",
    "https://evil.example/",
    "<script>alert(1)</script>",
    "{{ figures }}{% load %}{{talk_heart|office=}}",
    "[" * 5_000,
    '{"a": [1, null]}',
    "=cmd|' /C calc'!A0",
    "' OR 1=1 --",
    "\u202e\u200b\u2028𠮷",
    "［谈心谈话 84人次］［",
)
# Sent with these a form would end the sign-in that sends the others.
LEFT_OUT = ("/sign-out/", "/sign-in/", "/sign-out/everywhere/", "/language/")


def run(place: Place, county: County, size: str) -> Iterator[Line]:
    """Files wherever a clerk may send some, then changed forms of three people's pages."""
    files, posts = SIZES[size]
    desk, other = county.take(2)
    with serving(place) as server:
        workers = set(server.worker_pids())
        made = [(one.name, one.data) for one in every_file()[:: EVERY[size]]]
        sent = _send_files(server, desk, made, (mutated(seed) for seed in range(files)))
        posted = _post_forms(server, desk, other, county, posts)
        alive = workers & set(server.worker_pids())
        good = _works(server, desk)
        errors = server.errors()
    stored = place.inside("look")
    answers = [*sent, *posted]
    yield Line(
        "hand-made hostile files, each as evidence, report, edited report and ledger; mutated ones as one of these",
        f"{len(made)}, {files}",
    )
    yield Line("changed forms; pages they came from", f"{len(posted)}, {len({where for where, *_ in posted})}")
    yield none_of("answers of 500 and above, broken lines", [f"{where} {word}" for where, word, _ in answers if word])
    slow = max((seconds for _where, _word, seconds in answers), default=0.0)
    yield Line("slowest answer", f"{slow:.1f} s", slow < HANG_SECONDS)
    yield none_of("workers that died", sorted(workers - alive))
    yield none_of("pages not shown to somebody else afterwards", [] if good else ["the desk"])
    yield none_of("audit chain broken, files damaged", [*filter(None, [stored["audit"]]), *stored["broken_files"]])
    yield none_of("unexpected errors in the server's log", errors)


Answer = tuple[str, str, float]


def changed(pairs: Pairs, chance: random.Random) -> list[tuple[str, str | bytes]]:
    """What a form sends, with one to four values or names exchanged, left out, doubled or made up."""
    sent: list[tuple[str, str | bytes]] = [pair for pair in pairs if pair[0] != "csrfmiddlewaretoken"]
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(sent) + 1)
        text: str | bytes = chance.choice(TEXTS)
        if place == len(sent):
            sent.append((chance.choice(("act", "go", "take", "mine", "new", "page", "x" * 300)), text))
            continue
        name, value = sent[place]
        match chance.randrange(6):
            case 0:
                del sent[place]
            case 1:
                sent.insert(place, (name, text))
            case 2:
                sent[place] = (f"{name}{chance.choice(('-0', '[]', 'x'))}", value)
            case _:
                sent[place] = (name, text)
    return sent


def _ask(browser: Browser, method: str, address: str, where: str, **more: Any) -> Answer:
    begin = time.monotonic()
    try:
        browser.ask(method, address, **more)
        word = ""
    except Unknown as error:
        word = str(error)
    return where, word, time.monotonic() - begin


def _send_files(
    server: Server, desk: Mapping[str, Any], made: Iterable[NamedFile], changed_ones: Iterable[NamedFile]
) -> list[Answer]:
    """Each hand-made file to every place that takes files, each changed one to one that reads such a file.

    Several browsers send at once.
    """
    pk, entry = desk["report"]["pk"], next(iter(desk["report"]["steps"].values()))
    evidence, imported = f"/reports/{pk}/entries/{entry}/evidence/", "/reports/import/"
    edited, rows = f"/reports/{pk}/edited/", "/ledger/rows/"
    readers = {".docx": (evidence, imported, edited), ".xlsx": (evidence, rows), ".txt": (imported,)}
    chance = random.Random(len(readers))
    sent = [(file, address) for file in made for address in (evidence, imported, edited, rows)]
    sent += [(file, chance.choice(readers.get(Path(file[0]).suffix, (evidence,)))) for file in changed_ones]
    chance.shuffle(sent)

    def send(part: Sequence[tuple[NamedFile, str]]) -> list[Answer]:
        browser = _signed_in(server.url, desk["clerk"])
        token = form_of(browser.page("/ledger/"), "csrfmiddlewaretoken")["csrfmiddlewaretoken"]
        answers: list[Answer] = []
        for (name, data), address in part:
            more = {"data": {"csrfmiddlewaretoken": token, **desk["free"]}, "files": {"file": (name, data)}}
            answers.append(_ask(browser, "POST", address, f"{address} {name!r}", **more))
        browser.close()
        return answers

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [one for part in pool.map(send, [sent[first::AT_ONCE] for first in range(AT_ONCE)]) for one in part]


def _post_forms(
    server: Server, desk: Mapping[str, Any], other: Mapping[str, Any], county: County, posts: int
) -> list[Answer]:
    """Changed forms: half from the clerk's pages, the rest from the officer's and the administrator's.

    The account that the administrator changes is one of the other bureau's: nobody here signs in with it.
    """
    pk = desk["report"]["pk"]
    steps = [
        f"/reports/{pk}/steps/{step}/" for step in ("cover", "preamble", *desk["report"]["steps"], "check", "finish")
    ]
    own = ["/reports/start/", "/ledger/", "/ledger/new/", "/ledger/rows/", f"/reports/{pk}/", f"/reports/{pk}/blanks/"]
    admin = [
        f"/admin/{name}/new/" for name in ("units", "people", "periods", "report-types", "indicators", "cross-checks")
    ]
    admin += [
        "/admin/units/",
        "/admin/units/1/",
        f"/admin/people/{other['head']['person']}/",
        "/admin/periods/1/",
        "/admin/report-types/1/",
    ]
    parts = [
        (desk["clerk"], [*steps, *own, "/password/"], posts // 2),
        (county.officer, ["/", "/board/", "/problems/", "/second-factor/"], posts // 8),
        (county.admin, [*admin, "/admin/report-types/typography/", "/admin/audit/"], posts - posts // 2 - posts // 8),
    ]
    with ThreadPoolExecutor(len(parts)) as pool:
        done = pool.map(lambda part: _post(server, *part), parts)
        return [one for answers in done for one in answers]


def _post(server: Server, account: Mapping[str, Any], pages: Sequence[str], number: int) -> list[Answer]:
    """So many changed forms of these pages in turn, each as it stands on the page at that moment."""
    chance, browser = random.Random(number), _signed_in(server.url, account)
    answers: list[Answer] = []
    turn = 0
    while len(answers) < number:
        address = pages[turn % len(pages)]
        turn += 1
        try:
            answer = browser.ask("GET", address)
        except Unknown as error:
            answers.append((address, str(error), 0.0))
            continue
        if answer.status_code == 302 and "/sign-in/" in answer.headers["Location"]:
            browser.sign_in()
            continue
        found = [one for one in submissions(answer.text, address) if urlsplit(one.address).path not in LEFT_OUT]
        if answer.status_code != 200 or not found:
            if turn > len(pages) and not answers:
                raise RuntimeError(f"{account['username']} has no form on any of {pages}")
            continue
        for form in chance.sample(found, min(3, len(found))):
            token = [pair for pair in form.pairs if pair[0] == "csrfmiddlewaretoken"]
            body = urlencode([*token, *changed([*form.pairs, *form.pressed], chance)])
            if form.method == "get":
                answers.append(_ask(browser, "GET", f"{urlsplit(form.address).path}?{body[:4000]}", address))
            else:
                headers = {"Content-Type": "application/x-www-form-urlencoded"}
                answers.append(_ask(browser, "POST", form.address, address, content=body, headers=headers))
    browser.close()
    return answers


def _works(server: Server, desk: Mapping[str, Any]) -> bool:
    """Whether somebody else can sign in and read the desk."""
    browser = _signed_in(server.url, desk["head"])
    page = browser.page("/")
    browser.close()
    return "</html>" in page


def _signed_in(url: str, account: Mapping[str, Any]) -> Browser:
    browser = Browser(url, **account)
    browser.sign_in()
    return browser
