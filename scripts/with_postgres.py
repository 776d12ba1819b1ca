"""Runs a command with DATABASE_URL naming a private PostgreSQL that lives only as long as the command.

The cluster listens on a socket in its own folder, on no port, and is stopped by its own process id at the end.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
# Nothing of a test's database need survive a power cut.
OPTIONS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses="]
START_SECONDS = 30


def as_server_user(command: list[str]) -> list[str]:
    """`command` as PostgreSQL will have it run: never by root."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]


def make_cluster(binaries: Path, folder: Path) -> None:
    """Create an empty cluster whose texts are UTF-8; without such a locale pg_trgm finds no Chinese."""
    command = [str(binaries / "initdb"), "--pgdata", str(folder / "data"), "--username=lianbao", "--auth=trust"]
    options = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    # In its own folder: the one we are in may be closed to that user.
    subprocess.run(as_server_user([*command, *options]), check=True, stdout=subprocess.DEVNULL, cwd=folder)


def wait_until_ready(binaries: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Return when the server takes connections; exit with its log when it doesn't start."""
    command = [str(binaries / "pg_isready"), "--quiet", "--host", str(folder)]
    for _ in range(START_SECONDS * 10):
        if subprocess.run(command).returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit("PostgreSQL did not start:\n" + (folder / "log").read_text())


@contextmanager
def postgres() -> Iterator[str]:
    """Run a private server and give its DATABASE_URL."""
    if not INSTALLED:
        sys.exit("PostgreSQL is missing. Run: apt-get install postgresql")
    binaries = INSTALLED[-1]
    folder = Path(tempfile.mkdtemp(prefix="lianbao-postgres-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        make_cluster(binaries, folder)
        command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
        command += [part for option in OPTIONS for part in ("-c", option)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(as_server_user(command), stdout=log, stderr=log, cwd=folder)
        try:
            wait_until_ready(binaries, folder, server)
            yield f"postgres://lianbao@{quote(str(folder), safe='')}/postgres"
        finally:
            # The fast shutdown: it doesn't wait for clients that a failed command left behind.
            server.send_signal(signal.SIGINT)
            server.wait(timeout=START_SECONDS)
    finally:
        shutil.rmtree(folder)


def main() -> int:
    """Run the command of the command line; its exit status is ours."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with postgres() as url:
        return subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
