"""Blanks and typed counts of a text, each with the indicators that it may be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.blanks.catalogue import Catalogue
from reports.blanks.marks import Mark, marks
from reports.blanks.numbers import numbers
from reports.blanks.proposing import Proposal, Proposer
from reports.choices import BlankKind

# From here on a proposal is bound without looking at each.
SURE = 0.6
# A proposal comes with two others to choose from.
_FEWEST = 3
# A report has a few dozen counts; what has thousands is none, and not worth the time.
_MOST_COUNTS = 2_000
_SENTENCE_END = re.compile(r"[。；！？\n]")
_GLANCE = 60
_NONE: Mapping[Mark, str] = {}


@dataclass(frozen=True, slots=True)
class Blank:
    """A place of a text that was left blank, or a number that was typed there.

    `text` are its characters alone (** of **次) and `offset` where they begin; `end` is behind its count word, which is
    `unit`. `about`: 余 or 多 stands between. `indicator` is the code proposed for a count, `alternatives` the next best
    ones, `confidence` from 0 to 1. `context` is the sentence.
    """

    text: str
    offset: int
    end: int
    kind: BlankKind
    unit: str
    about: bool
    indicator: str | None
    alternatives: tuple[str, ...]
    confidence: float
    context: str

    @property
    def sure(self) -> bool:
        """Whether the proposal may be taken without a look at it."""
        return self.indicator is not None and self.confidence >= SURE


def find_blanks(text: str, catalogue: Catalogue, bound: Mapping[Mark, str] = _NONE) -> list[Blank]:
    """Every place of `text` that was left blank, in order, with indicators of `catalogue` proposed for the counts.

    `bound` are the figures that stand in the text already, each with its indicator's code: they are no blanks, and
    tell what is counted beside them.
    """
    return _proposed(text, marks(text), numbers(text), catalogue, bound)


def find_numbers(text: str, catalogue: Catalogue, bound: Mapping[Mark, str] = _NONE) -> list[Blank]:
    """Every typed count of `text` that some indicator of `catalogue` may count, in order; `bound` as for blanks."""
    return [blank for blank in _proposed(text, numbers(text), marks(text), catalogue, bound) if blank.indicator]


def _proposed(
    text: str, wanted: Sequence[Mark], others: Sequence[Mark], catalogue: Catalogue, bound: Mapping[Mark, str]
) -> list[Blank]:
    """The wanted ones; all counts are gone through in order, as each tells something of the next."""
    counts = sorted(
        (mark for mark in (*wanted, *others, *bound) if mark.kind is BlankKind.FIGURE), key=lambda mark: mark.start
    )
    proposer = Proposer(text, counts, catalogue, bound)
    proposed = {mark: proposer.propose(mark) for mark in counts[:_MOST_COUNTS]}
    blanks = []
    for mark in wanted:
        proposals = proposed.get(mark, [])
        codes = _codes(proposals, catalogue)
        blanks.append(
            Blank(
                text=text[mark.start : mark.end],
                offset=mark.start,
                end=mark.unit_end,
                kind=mark.kind,
                unit=mark.unit,
                about=mark.about,
                indicator=codes[0] if codes else None,
                alternatives=tuple(codes[1:]),
                confidence=proposer.confidence(proposals, mark),
                context=_sentence(text, mark),
            )
        )
    return blanks


def _codes(proposals: Sequence[Proposal], catalogue: Catalogue) -> list[str]:
    """The proposed indicators, and where those are few their relatives, so that there is something to choose from."""
    codes = [proposal.code for proposal in proposals]
    if codes:
        codes = list(dict.fromkeys([*codes, *catalogue.relatives(codes[0])]))
    return codes[: max(len(proposals), _FEWEST)]


def _sentence(text: str, mark: Mark) -> str:
    """The sentence around it, cut to what is read at a glance."""
    before = _SENTENCE_END.split(text[max(mark.start - _GLANCE, 0) : mark.start])[-1]
    after = _SENTENCE_END.split(text[mark.end : mark.end + _GLANCE], maxsplit=1)[0]
    return f"{before}{text[mark.start : mark.end]}{after}".strip()
