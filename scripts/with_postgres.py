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


class Cluster:
    """A private PostgreSQL in `folder`, which need not exist; nobody listens before `start`."""

    def __init__(self, folder: Path, options: list[str] = OPTIONS) -> None:
        if not INSTALLED:
            sys.exit("PostgreSQL is missing. Run: apt-get install postgresql")
        self.binaries, self.folder, self.options = INSTALLED[-1], folder, options
        folder.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        make_cluster(self.binaries, folder)

    def url(self, database: str = "postgres") -> str:
        """What DATABASE_URL says to name one of its databases."""
        return f"postgres://lianbao@{quote(str(self.folder), safe='')}/{database}"

    def start(self) -> None:
        """Serve, and return when connections are taken; exit with the server's log when it doesn't start."""
        command = [str(self.binaries / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder)]
        command += [part for option in self.options for part in ("-c", option)]
        with (self.folder / "log").open("ab") as log:
            # In a session of its own: Ctrl+C is for us, and we stop it in order.
            self.server = subprocess.Popen(
                as_server_user(command), stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )
        ready = [str(self.binaries / "pg_isready"), "--quiet", "--host", str(self.folder)]
        for _ in range(START_SECONDS * 10):
            if subprocess.run(ready).returncode == 0:
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.1)
        sys.exit("PostgreSQL did not start:\n" + (self.folder / "log").read_text())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End the server; the default is its fast shutdown, which doesn't wait for clients, SIGQUIT a crash."""
        self.server.send_signal(how)
        self.server.wait(timeout=START_SECONDS)


@contextmanager
def postgres() -> Iterator[str]:
    """Run a private server and give its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="lianbao-postgres-", dir="/tmp"))
    try:
        cluster = Cluster(folder)
        cluster.start()
        try:
            yield cluster.url()
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder)


def main() -> int:
    """Run the command of the command line; its exit status is ours."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with postgres() as url:
        return subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
