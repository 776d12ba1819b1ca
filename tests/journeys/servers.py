"""Several application servers behind a proxy, on the run's own database and files, in place of the live server."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from scripts.faults.balancing import Balancer, balancing
from scripts.faults.place import Place
from scripts.faults.server import Server


class _Around:
    """What pytest-django does around each test, where a live server's settings are changed for it.

    The servers have theirs from the environment. But the database is emptied after each, and what a page says when it
    is left must be answered before that.
    """

    def __init__(self, balancer: Balancer) -> None:
        self.balancer = balancer

    def enable(self) -> None:
        pass

    def disable(self) -> None:
        self.balancer.wait_until_idle()


class Servers(LiveServer):
    """What pytest-django's live server is to a test: an address. `answering` makes one."""

    def __init__(self, balancer: Balancer, servers: list[Server]) -> None:
        self.balancer, self.servers = balancer, servers
        self._live_server_modified_settings: Any = _Around(balancer)

    @property
    def url(self) -> str:
        """The proxy's address."""
        return self.balancer.url

    def restart(self, **more: str) -> None:
        """Start all anew with these environment variables; without any, as they were at first."""
        for server in self.servers:
            server.stop()
        for server in self.servers:
            server.start(more)

    def errors(self) -> list[str]:
        """The errors in their logs that nobody expected."""
        return [error for server in self.servers for error in server.errors()]


@contextmanager
def answering(number: int, folder: Path) -> Iterator[Servers]:
    """So many servers as on machines of their own: they share the database, LIANBAO_VAR and the key, nothing else.

    Raises ValueError for a database that machines can't share.
    """
    if connection.vendor != "postgresql":
        raise ValueError("several servers need PostgreSQL: scripts/with_postgres.py")
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    place = Place(folder, connection.vendor, secret=settings.SECRET_KEY)
    place.var.mkdir()
    place.temporary.mkdir()
    place.manage("collectstatic", "--no-input", "--verbosity", "0")
    servers = [_server(place, database, folder / f"temporary-{turn}") for turn in range(number)]
    with balancing([server.port for server in servers]) as balancer:
        try:
            for server in servers:
                server.start()
            yield Servers(balancer, servers)
        finally:
            for server in servers:
                server.stop()


def _server(place: Place, database: str, temporary: Path) -> Server:
    temporary.mkdir()
    more: Mapping[str, str] = {
        "DJANGO_SETTINGS_MODULE": "tests.server_settings",
        "DATABASE_URL": database,
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "TMPDIR": str(temporary),
    }
    # So that the proxy hands out requests, not lines.
    return Server(place, more=more, options=["--keep-alive", "0"])
