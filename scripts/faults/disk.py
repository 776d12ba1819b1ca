"""The disk is full under the database, the evidence files and the temporary files, one after the other.

Each lies on a small file system of its own, which takes root and `mount`; where they are missing the figures say so.
"""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from scripts.faults.client import Browser
from scripts.faults.county import County
from scripts.faults.figures import Line, as_many, none_of
from scripts.faults.place import DURABLE, Place
from scripts.faults.server import serving
from scripts.faults.writing import Writer, losses, picture, writers
from scripts.with_postgres import Cluster

# Megabytes of the file systems for PostgreSQL, LIANBAO_VAR, its evidence files and temporary files.
ROOM = {"postgresql": 400, "var": 200, "media": 4, "temporary": 4}
# A database has some room left in files that it has already.
TRIES = 60
# Not a download: it goes on record, so it waits for room too.
READ = ("/", "/reports/{}/", "/reports/{}/steps/finish/", "/ledger/")


def run(place: Place, county: County, size: str) -> Iterator[Line]:
    """Write, fill, be refused, read, make room, write on; on a site of its own."""
    if not _may_mount(place.folder):
        yield Line("disk full", "not tried: needs root and mount")
        return
    with _on_small_disks(place) as small, serving(small) as server:
        [writer] = writers(server.url, County(small, 1).take(1))
        yield from _database(small, writer)
        yield from _media(small, writer)
        yield from _temporary(small, writer)
        writer.look_again()
        stored = small.inside("look")
    yield none_of("lost, torn or done twice", losses([writer], stored))


def _database(place: Place, writer: Writer) -> Iterator[Line]:
    writer.autosave()
    with _filled(place.cluster.folder if place.cluster else place.var):
        refusal = _until_refused(writer)
        unread = _unread(writer)
    yield Line("full under the database: a save is refused with", refusal, refusal == "507 with the text")
    yield none_of("… pages and files that can't be read then", unread)
    yield as_many("… saves refused once there is room again", _refused_saves(writer), 0)


def _media(place: Place, writer: Writer) -> Iterator[Line]:
    data = picture(1, room=200_000)
    with _filled(place.var / "media"):
        status = _upload(writer, data)
        unread = _unread(writer)
        saved = _refused_saves(writer)
    yield Line("full under the evidence files: one more is refused with", str(status), status == 507)
    yield none_of("… pages and files that can't be read then", unread)
    yield as_many("… saves refused then", saved, 0)
    writer.open = None
    writer.upload()
    yield as_many("… files taken once there is room again", writer.acknowledged["upload"], 1)


def _temporary(place: Place, writer: Writer) -> Iterator[Line]:
    with _filled(place.temporary):
        unread = _unread(writer)
        saved = _refused_saves(writer)
        writer.upload()
    yield none_of("full under the temporary files: pages and files that can't be read", unread)
    yield as_many("… saves refused then", saved, 0)
    yield as_many("… files taken then", writer.acknowledged["upload"], 2)


def _until_refused(writer: Writer) -> str:
    """Save until a save is refused: its status, and whether the answer gives back what was typed."""
    browser, step = writer.browser, writer.open or writer.look_again()
    for _ in range(TRIES):
        writer.number += 1
        text = f"{writer.number}。" * 5_000
        values = step.values | {f"{writer.entry}-body": text, "save": "1"}
        answer = browser.http.post(step.url, data=values)
        if answer.status_code != 302:
            # Nothing was written, so the writer's own text still stands.
            writer.open = None
            return f"{answer.status_code} {'with the text' if text in answer.text else 'without the text'}"
        writer.look_again()
    return "nothing"


def _refused_saves(writer: Writer) -> int:
    """How many of three saves are not acknowledged."""
    before = writer.acknowledged["autosave"]
    for _ in range(3):
        writer.autosave()
    return 3 - (writer.acknowledged["autosave"] - before)


def _unread(writer: Writer) -> list[str]:
    answers = {place: writer.browser.http.get(place.format(writer.report)).status_code for place in READ}
    return [f"{place} {status}" for place, status in answers.items() if status != 200]


def _upload(writer: Writer, data: bytes) -> int:
    step = writer.look_again()
    browser: Browser = writer.browser
    token = step.values["csrfmiddlewaretoken"]
    return browser.upload(writer.report, writer.entry, token, "大文件.pdf", data)


@contextmanager
def _on_small_disks(place: Place) -> Iterator[Place]:
    """A site without rows whose folders lie on small file systems, which are gone afterwards."""
    small = Place(place.folder / "small", place.database)
    small.folder.mkdir()
    with ExitStack() as ended:
        for folder in (small.var, small.var / "media", small.temporary):
            ended.enter_context(_mounted(folder))
        if place.cluster:
            folder = small.folder / "postgresql"
            ended.enter_context(_mounted(folder))
            # What is filled is the disk, not its log ahead of time.
            small.cluster = Cluster(folder, [*DURABLE, "max_wal_size=64MB", "min_wal_size=32MB"])
            small.cluster.start()
            ended.callback(small.cluster.stop)
        small.prepare()
        yield small


@contextmanager
def _mounted(folder: Path) -> Iterator[None]:
    folder.mkdir(mode=0o700)
    options = f"size={ROOM[folder.name]}m,mode=700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _may_mount(folder: Path) -> bool:
    with suppress(OSError, subprocess.CalledProcessError), _mounted(folder / "media"):
        return True
    return False


@contextmanager
def _filled(folder: Path) -> Iterator[None]:
    """No byte is free on the folder's file system until the block ends."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        block = bytes(1 << 16)
        while True:
            file.write(block)
    try:
        yield
    finally:
        ballast.unlink()
