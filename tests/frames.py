"""Room for the frames of deep calls, such as those of a request within a test.

CPython (since 3.11) keeps the frames of a thread's calls in pieces of 16 KB, about 25 calls each, and gives one back
the moment that its first frame returns. A loop right below such an edge has memory mapped and unmapped with each call
that it makes, which then costs a hundred times as much. Below pytest some loop of a request always stood there: a
quarter of the time went into it. Below gunicorn it is two per cent, so the site itself goes without this.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")
# In words of eight bytes. A piece is doubled until the frame that asks for it fits: this one is given 1 MB, of which
# 400 KB are left for what it calls, several hundred calls. Nothing of it is touched before it is used.
_WORDS = 80_000


def with_room(call: Callable[Parameters, Answer], *args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
    """What `call` answers to these arguments; the frames of all that it calls stand in one piece of memory."""
    return call(*args, **kwargs)


# A frame is as large as its code says that its values may stand upon one another.
with_room.__code__ = with_room.__code__.replace(co_stacksize=_WORDS)
