"""A place of its own for a site: a folder and a database, gone with the run."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.with_postgres import Cluster

ROOT = Path(__file__).resolve().parent.parent.parent
# Here a crash of the database may cost nothing, unlike in the tests.
DURABLE = ["listen_addresses=", "max_connections=120"]
# What the surrounding shell says about a real installation is not meant for this one.
_FOREIGN = (
    "ALLOWED_HOSTS",
    "AUDIT_DAYS",
    "BEHIND_PROXY",
    "CSRF_TRUSTED_ORIGINS",
    "DEBUG",
    "HSTS_SECONDS",
    "LIANBAO_VAR",
    "TLS",
)
_FOREIGN_BEGINNINGS = (
    "CLAMD",
    "CONFIRM_",
    "DATABASE_",
    "EVIDENCE_",
    "LDAP_",
    "OIDC_",
    "PASSWORD",
    "REQUIRE_",
    "SECOND_FACTOR_",
    "SECRET_KEY",
    "SEPARATE_",
    "SESSION_",
    "SIGN_IN_",
)


@dataclass
class Place:
    """Where a site keeps what it has; `cluster` is None for SQLite."""

    folder: Path
    database: str
    cluster: Cluster | None = None
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(60))

    @property
    def var(self) -> Path:
        """The folder that LIANBAO_VAR names."""
        return self.folder / "var"

    @property
    def temporary(self) -> Path:
        """The folder for temporary files."""
        return self.folder / "temporary"

    def environment(self) -> dict[str, str]:
        """The environment of all processes of the site."""
        foreign = {name for name in os.environ if name in _FOREIGN or name.startswith(_FOREIGN_BEGINNINGS)}
        kept = {name: value for name, value in os.environ.items() if name not in foreign}
        own = {
            "DJANGO_SETTINGS_MODULE": "reportsite.settings",
            "LIANBAO_VAR": str(self.var),
            "TMPDIR": str(self.temporary),
            "SECRET_KEY": self.secret,
            "LOG_LEVEL": "WARNING",
        }
        return kept | own | ({"DATABASE_URL": self.cluster.url()} if self.cluster else {})

    def prepare(self) -> None:
        """Make the tables and what the server needs before it starts."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")

    def manage(self, *words: str) -> str:
        """Run a command of manage.py; what it prints. Raises CalledProcessError where it fails."""
        return self._run(sys.executable, "manage.py", *words)

    def inside(self, what: str, *words: str) -> Any:
        """What a function of `scripts.faults.inside` answers, which reads and writes rows of this place."""
        return json.loads(self._run(sys.executable, "-m", "scripts.faults.inside", what, *words))

    def _run(self, *command: str) -> str:
        done = subprocess.run(command, cwd=ROOT, env=self.environment(), capture_output=True, text=True)
        if done.returncode:
            sys.stderr.write(done.stderr)
        done.check_returncode()
        return done.stdout


@contextmanager
def a_place(database: str) -> Iterator[Place]:
    """A site without rows; `database` is `sqlite` or `postgresql`."""
    folder = Path(tempfile.mkdtemp(prefix="lianbao-faults-", dir="/tmp"))
    # PostgreSQL's user has to reach its own folder.
    folder.chmod(0o711)
    place = Place(folder, database)
    for made in (place.var, place.temporary):
        made.mkdir(mode=0o700)
    try:
        if database == "postgresql":
            place.cluster = Cluster(folder / "postgresql", DURABLE)
            place.cluster.start()
        try:
            place.prepare()
            yield place
        finally:
            if place.cluster and place.cluster.server.poll() is None:
                place.cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
