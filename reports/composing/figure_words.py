"""A stored text with its tokens beside the words that were printed of it, whatever the figures' values were then."""

import re

from reports.comparing import mark_words
from reports.composing.wordings import moved_to
from reports.document.figures import BLANK, Reference, split

# How a figure was printed: a number, maybe rounded, with the word that it counts in, or the blank for none.
_PRINTED = rf"((?:\d+余?|{re.escape(BLANK)})[^\W\d]{{0,3}}?)"


def prints(stored: str, printed: str) -> bool:
    """Whether `printed` is what `stored` prints with some values of its figures."""
    return stored == printed or _pattern(stored).fullmatch(printed) is not None


def with_figures_kept(stored: str, printed: str, new: str) -> str:
    """The text `new`, which somebody made of `printed`, with the figures of `stored` whose numbers were left alone.

    A number that became another one is text from then on: who wrote it meant it.
    """
    found = _pattern(stored).fullmatch(printed)
    references = [part for part in split(stored) if isinstance(part, Reference)]
    if found is None or not references:
        return new
    marks = mark_words(printed, new)
    for place, reference in reversed(list(enumerate(references, 1))):
        number = found[place]
        now = moved_to(marks, found.start(place))
        if new[now : now + len(number)] == number and not new[now + len(number) : now + len(number) + 1].isdigit():
            new = f"{new[:now]}{reference.token}{new[now + len(number) :]}"
    return new


def _pattern(stored: str) -> re.Pattern[str]:
    parts = (_PRINTED if isinstance(part, Reference) else re.escape(part) for part in split(stored))
    return re.compile("".join(parts), re.DOTALL)
