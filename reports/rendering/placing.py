"""How wide a text is and where it stands, in characters of the body, alike in every writer."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from unicodedata import east_asian_width


class Align(StrEnum):
    """Which part of a text stands at its place; the values are the words of Word and of CSS."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Placed:
    """A text of one line, and the place of its left edge, its middle or its right edge.

    `at` is counted from the left edge of the text area in characters, of which 28 make its width. `lead` sets the text
    in the face of second-level headings (楷体). `anchor` is the place of the document that it belongs to; several texts
    may have one.
    """

    text: str
    at: float
    align: Align = Align.LEFT
    lead: bool = False
    anchor: str = ""


Row = tuple[Placed, ...]


@lru_cache(maxsize=4096)
def width(text: str) -> float:
    """The width of `text` in Chinese characters; a half-width character counts one half."""
    if text.isascii():
        return len(text) / 2
    return sum(0.5 if east_asian_width(character) in ("Na", "H", "N") else 1.0 for character in text)
