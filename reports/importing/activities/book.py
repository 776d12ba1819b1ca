"""The words by which kinds of activities and offices are known, and what a text names by them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.comparing.marks import pairs

# A kind whose name shares less with a text is none that the text means.
LEAST_SHARED = 0.34
_NO_WORD = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of activity: its code, its name with other words for it, and the words that a unit itself uses.

    `quantity_word` is what its quantity counts (份); "" where it has none.
    """

    code: str
    name: str
    words: tuple[str, ...] = ()
    own_words: tuple[str, ...] = ()
    quantity_word: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A unit whose ledger is kept: its code and its names."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The kind that a text names: by which words, or (`sure` False) by likeness to them."""

    kind: Kind
    words: str
    sure: bool


class Book:
    """The kinds and offices that a text may name."""

    def __init__(self, kinds: Sequence[Kind], offices: Sequence[Office] = ()) -> None:
        """Longer names are looked for first, a unit's own words before others of that length."""
        words = [(word, kind, False) for kind in kinds for word in (kind.name, *kind.words) if word]
        words += [(word, kind, True) for kind in kinds for word in kind.own_words if word]
        self._words = sorted(words, key=lambda one: (-len(one[0]), not one[2]))
        self._exact = {word: kind for word, kind, _own in reversed(self._words)}
        self._pairs = [(pairs(_NO_WORD.sub("", word)), kind) for word, kind, _own in self._words]
        self._offices = {name: office for office in offices for name in office.names if name}
        self.kinds = {kind.code: kind for kind in kinds}

    def kind_called(self, text: str) -> Named | None:
        """The kind that the whole `text` names (its name, another word, its code), or else is most like."""
        kind = self._exact.get(text) or self.kinds.get(text)
        if kind:
            return Named(kind, text, True)
        return self.kind_in(text)

    def kind_in(self, text: str) -> Named | None:
        """The kind whose longest name stands somewhere in `text`, or else the one most like it; None for none.

        A name that is only a part of the text makes a sure reading: 集体廉政谈话 in 召开集体廉政谈话会.
        """
        for word, kind, _own in self._words:
            if word in text:
                return Named(kind, word, True)
        wanted = pairs(_NO_WORD.sub("", text))
        shares = [(_shared(wanted, own), -place) for place, (own, _kind) in enumerate(self._pairs)]
        best, place = max(shares, default=(0.0, 0))
        if best < LEAST_SHARED:
            return None
        return Named(self._pairs[-place][1], "", False)

    def office_called(self, text: str) -> Office | None:
        """The office with this name or code; None where there is none."""
        return self._offices.get(text) or next((o for o in self._offices.values() if o.code == text), None)


def _shared(text: set[str], name: set[str]) -> float:
    """How much of a name stands in a text, less where the text says much else; from 0 to 1."""
    both = len(text & name)
    return 0.0 if not both else 0.8 * both / len(name) + 0.2 * both / len(text)
