"""Several people act at the same moment: each in a thread, with a connection and a transaction of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

Act = Callable[[], Any]


def together(*acts: Act) -> list[Any]:
    """What each act returned or raised, in the order given; none begins before all are ready."""
    start = Barrier(len(acts))

    def run(act: Act) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            return act()
        except Exception as error:  # the tests look at every kind of failure
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def kinds(results: list[Any]) -> list[str]:
    """The class names of what came out, sorted; "done" for everything that is no error."""
    return sorted(type(one).__name__ if isinstance(one, Exception) else "done" for one in results)
