"""The indicators as the matcher knows them, and the words by which texts name them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports.blanks.counting import agreement
from reports.choices import Computation

QUOTES = "“”\"‘’'「」『』《》〈〉"
_DROPPED = str.maketrans("", "", QUOTES + " 　")
# Between two parts of a term: not over the end of a clause.
_GAP = r"[^，。；！？：,;\n]{0,24}?"
# A name that enumerates or explains is no words of a text.
_NO_TERM = re.compile("[、（）()]")


@dataclass(frozen=True, slots=True)
class Known:
    """One indicator: what it is called and counted in, the words that name it, and what it has to do with others.

    A word with … in it stands for two parts with something between them. `wanted`: a report type asks for it.
    """

    code: str
    name: str
    unit_word: str
    computation: Computation
    words: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    part_of: str = ""
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A term at its place in a text: whose it is, from where to where, and what it weighs."""

    code: str
    start: int
    end: int
    weight: float


class Catalogue:
    """The indicators of a site, ready to be looked for."""

    def __init__(self, indicators: Iterable[Known]) -> None:
        self.indicators: tuple[Known, ...] = tuple(indicators)
        self.by_code = {known.code: known for known in self.indicators}
        owners: dict[str, list[Known]] = defaultdict(list)
        for known in self.indicators:
            for term in dict.fromkeys(_terms(known)):
                owners[term].append(known)
        self._plain = [(term, _weights(term, own)) for term, own in owners.items() if "…" not in term]
        self._parted = [
            (re.compile(_GAP.join(map(re.escape, term.split("…")))), _weights(term, own))
            for term, own in owners.items()
            if "…" in term
        ]

    def relatives(self, code: str) -> Iterator[str]:
        """Who may be meant where an indicator isn't: whole and parts, then of its activities, of its unit."""
        own = self.by_code[code]
        others = [known for known in self.indicators if known.code != code]
        yield from (known.code for known in others if known.code == own.part_of or known.part_of == code)
        yield from (known.code for known in others if known.kinds & own.kinds)
        nearest = sorted(others, key=lambda known: (-agreement(own.unit_word, known.unit_word), not known.wanted))
        yield from (known.code for known in nearest)

    def named_in(self, text: str) -> list[Named]:
        """Every term in `text`, of which longer ones weigh more; one inside another's longer term weighs half."""
        found: list[Named] = []
        for term, weights in self._plain:
            start = text.find(term)
            while start >= 0:
                found += [Named(code, start, start + len(term), weight) for code, weight in weights]
                start = text.find(term, start + 1)
        for pattern, weights in self._parted:
            for match in pattern.finditer(text):
                found += [Named(code, *match.span(), weight) for code, weight in weights]
        return [_covered(named, found) for named in found]


def normal(text: str) -> tuple[str, list[int]]:
    """`text` without quotation marks and spaces, and for each of its characters where it stood."""
    kept = [(character, at) for at, character in enumerate(text) if character not in QUOTES and not character.isspace()]
    return "".join(character for character, _ in kept), [at for _, at in kept]


def _terms(known: Known) -> Iterator[str]:
    if not _NO_TERM.search(known.name):
        yield known.name.translate(_DROPPED)
    for word in known.words:
        term = word.translate(_DROPPED).strip("…")
        if len(term) > 1:
            yield term


def _weights(term: str, owners: Sequence[Known]) -> list[tuple[str, float]]:
    """Its weight for each owner: more for longer terms, less where others of the same unit own it too."""
    length = len(term.replace("…", ""))
    weight = 1 + 0.45 * (min(length, 10) - 2)
    return [
        (known.code, weight / sum(other.unit_word == known.unit_word for other in owners) ** 0.5) for known in owners
    ]


def _covered(named: Named, others: Sequence[Named]) -> Named:
    for other in others:
        inside = other.start <= named.start and named.end <= other.end
        if inside and other.end - other.start > named.end - named.start and other.code != named.code:
            return Named(named.code, named.start, named.end, named.weight / 2)
    return named
