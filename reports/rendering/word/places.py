"""Places in a Word file that is being written: where the text at an anchor begins, and where it ends.

The writer marks them by control characters, which no text holds (`clean` takes them out). Whoever makes a file of what
the writer wrote puts bookmarks there, or comments, or nothing.
"""

import re
from collections.abc import Callable

from reports.document.bookmarks import bookmark

END = "\x03"
_PLACE = re.compile("\x02(?P<anchor>[^\x02]*)\x02|\x03")


def begin(anchor: str) -> str:
    """Here begins the text at `anchor`; the next END that belongs to no later beginning ends it."""
    return f"\x02{anchor}\x02"


def placed(anchor: str, content: str) -> str:
    """`content` as the text at `anchor`; as it is where the anchor is ""."""
    return f"{begin(anchor)}{content}{END}" if anchor else content


def settle(xml: str, fences: Callable[[str], tuple[str, str]]) -> str:
    """`xml` with what `fences` gives for each anchor before and behind the text there."""
    open_ends: list[str] = []

    def fence(place: re.Match[str]) -> str:
        if place.group() == END:
            return open_ends.pop()
        before, behind = fences(place["anchor"])
        open_ends.append(behind)
        return before

    return _PLACE.sub(fence, xml)


def anchors_in(xml: str) -> list[str]:
    """The anchors whose places are in `xml`, in their order."""
    return [place["anchor"] for place in _PLACE.finditer(xml) if place["anchor"] is not None]


def without_places(xml: str) -> str:
    """`xml` with nothing at its places."""
    return _PLACE.sub("", xml)


class Bookmarks:
    """The fences of bookmarks, by which a paragraph is found again; an anchor that comes twice has one."""

    def __init__(self) -> None:
        """No bookmark yet; they are numbered as they come."""
        self._names: set[str] = set()

    def __call__(self, anchor: str) -> tuple[str, str]:
        """Begin and end of the anchor's bookmark; "" twice where Word can't name it."""
        name = bookmark(anchor)
        if not name or name in self._names:
            return "", ""
        number = len(self._names)
        self._names.add(name)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'
