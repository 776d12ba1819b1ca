"""Labelled texts: {**=talk_heart} stands for ** with the indicator that it counts, or name, date or other behind =."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.blanks import Blank, find_blanks
from reports.choices import BlankKind
from reports.composing.blanks import Gap, bound_in, with_figure
from reports.management.catalogue import delivered_catalogue

SAMPLES = Path(__file__).parent.parent / "samples" / "blanks"
CATALOGUE = delivered_catalogue()
_LABEL = re.compile(r"\{([^{}=]*)=([a-z_0-9]+)\}")
_KINDS = {kind.value for kind in BlankKind}

Label = tuple[int, str, str]


@dataclass(frozen=True)
class Labelled:
    """A text and its blanks: offset, characters, and the indicator's code or the kind."""

    text: str
    labels: tuple[Label, ...]


@dataclass
class Score:
    """How many count blanks there were, how many got their indicator first, and among the first three."""

    counts: int = 0
    first: int = 0
    three: int = 0
    sure: int = 0
    wrongly_sure: int = 0


def labelled(marked: str) -> Labelled:
    """The text of a marked one, with its labels."""
    text, labels, end = "", [], 0
    for found in _LABEL.finditer(marked):
        text += marked[end : found.start()]
        labels.append((len(text), found[1], found[2]))
        text += found[1]
        end = found.end()
    return Labelled(text + marked[end:], tuple(labels))


def samples(name: str) -> list[Labelled]:
    """The labelled texts of a file; blank lines part them."""
    return [labelled(piece) for piece in re.split(r"\n\s*\n", (SAMPLES / name).read_text(encoding="utf-8").strip("\n"))]


def bound_before(text: Labelled, number: int) -> Labelled:
    """The text with the first so many of its counts as figures, and only the labels behind them."""
    done, end = "", 0
    blanks = {blank.offset: blank for blank in find_blanks(text.text, CATALOGUE)}
    counts = [label for label in text.labels if label[2] not in _KINDS and label[0] in blanks][:number]
    for offset, _, code in counts:
        gap = Gap("", "", offset - end, blanks[offset].end - end, blanks[offset], None)
        done += with_figure(text.text[end:][: gap.end], gap, CATALOGUE.by_code[code])
        end = blanks[offset].end
    rest = [(offset + len(done) - end, words, code) for offset, words, code in text.labels if offset >= end]
    return Labelled(done + text.text[end:], tuple(rest))


def sort_of(label: Label) -> Label:
    """A label with its kind alone."""
    offset, text, code = label
    return offset, text, code if code in _KINDS else "figure"


def found_in(text: str) -> list[Label]:
    """What the finder finds, as labels with kinds."""
    return [(blank.offset, blank.text, blank.kind.value) for blank in find_blanks(text, CATALOGUE)]


def score(texts: Sequence[Labelled]) -> Score:
    """How good the proposals for the count blanks of the texts are."""
    total = Score()
    for text in texts:
        found = find_blanks(text.text, CATALOGUE, bound_in(text.text, CATALOGUE))
        blanks: dict[int, Blank] = {blank.offset: blank for blank in found}
        for offset, _, code in text.labels:
            if code in _KINDS or offset not in blanks:
                continue
            blank = blanks[offset]
            total.counts += 1
            total.first += blank.indicator == code
            total.three += code in (blank.indicator, *blank.alternatives[:2])
            total.sure += blank.sure
            total.wrongly_sure += blank.sure and blank.indicator != code
    return total
