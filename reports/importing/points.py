"""Enumerations inside a text: 一是…。二是…。三是…。"""

from collections.abc import Sequence

from reports.importing.numbers import value_of
from reports.importing.words import POINT


def point_places(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Where the points of a paragraph begin, as (piece, character), when they really run 一是, 二是, 三是 …

    Empty where there are fewer than two, where one is missing or repeated, or where several enumerations follow one
    another: such a text stays whole.
    """
    found = _found(texts)
    values = [value for _, _, value in found]
    if len(found) < 2 or values != list(range(1, len(found) + 1)):
        return []
    return [(piece, place) for piece, place, _ in found]


def is_disordered(texts: Sequence[str]) -> bool:
    """Whether the texts count points, but not 一是, 二是, 三是 … in order."""
    return len(_found(texts)) > 1 and not point_places(texts)


def leading_point(text: str) -> int:
    """The value of the point that opens `text` (一是 → 1), or 0."""
    match = POINT.match(text)
    return value_of(match.group(1)) if match else 0


def _found(texts: Sequence[str]) -> list[tuple[int, int, int]]:
    return [
        (piece, match.start(), value)
        for piece, text in enumerate(texts)
        for match in POINT.finditer(text)
        if (value := value_of(match.group(1)))
    ]
