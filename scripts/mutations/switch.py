"""What the places that can be taken out ask while tests run; knows nothing of Django or pytest."""

from collections.abc import Callable
from functools import wraps
from typing import Any

Function = Callable[..., Any]


class State:
    """Which place is taken out now, by its key, and which ones were met since somebody last looked."""

    out = ""
    met: set[str] = set()


def taken_out(key: str) -> bool:
    """Whether the place with this key is taken out; that it was met is kept."""
    State.met.add(key)
    return key == State.out


def decorated(key: str, decorate: Callable[[Function], Function]) -> Callable[[Function], Function]:
    """A decorator that does what `decorate` does, and nothing while its place is taken out."""

    def switch(function: Function) -> Function:
        whole = decorate(function)

        @wraps(function)
        def either(*args: Any, **options: Any) -> Any:
            return (function if taken_out(key) else whole)(*args, **options)

        return either

    return switch
