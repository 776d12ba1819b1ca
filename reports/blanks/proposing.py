"""Which indicator a count is of: the words around it are weighed, and the count word has to agree."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.blanks.catalogue import Catalogue, Known, Named, normal
from reports.blanks.counting import PEOPLE, agreement, same_sort
from reports.blanks.marks import Mark
from reports.blanks.surroundings import Layout, Stretch, Surroundings
from reports.choices import Computation

# A count between a term and the mark: the term is more likely that one's.
_TAKEN = 0.35
# The same, where the clause only says who came to what the count before it counted.
_COMPANY = 1.15
_NEAR = 0.35
_MOST = 4
_WEAKEST = 0.35
_CAME = re.compile(r"参加|参与|参训|参学|到场|受教育|接受|听讲|聆听|到课|覆盖|教育|观看|参观|测试")
_NOTHING_ELSE = re.compile(r"[共计约达累有到\s]*")
_AMONG = re.compile(r"其中|里面|当中")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An indicator for a count, with its score."""

    code: str
    score: float


class Proposer:
    """Proposes indicators for the counts of one text, in their order: a count is also known by the one before it.

    `bound` are those that have their indicator already, by its code.
    """

    def __init__(self, text: str, counts: Sequence[Mark], catalogue: Catalogue, bound: Mapping[Mark, str]) -> None:
        self._text = text
        self._starts = [count.start for count in counts]
        self._ends = [count.end for count in counts]
        self._catalogue = catalogue
        self._bound = bound
        self._layout = Layout(text, counts)
        self._named: dict[tuple[int, int], list[Named]] = {}
        self._before: tuple[Mark, str] | None = None

    def propose(self, mark: Mark) -> list[Proposal]:
        """The likeliest indicators of the count at `mark`, best first; none for a bound one or where no word speaks."""
        if mark in self._bound:
            code = self._bound[mark]
            self._before = (mark, code) if code in self._catalogue.by_code else None
            return []
        around = self._layout.around(mark)
        unit = mark.unit or around.unit
        weights = self._weights(mark, around, unit)
        proposals = sorted(
            (
                self._proposal(self._catalogue.by_code[code], found, unit, mark, around)
                for code, found in weights.items()
            ),
            key=lambda proposal: -proposal.score,
        )
        proposals = [proposal for proposal in proposals if proposal.score >= _WEAKEST * 0.3][:_MOST]
        best = proposals[0] if proposals and proposals[0].score >= _WEAKEST else None
        self._before = (mark, best.code) if best else None
        return proposals if best else []

    def confidence(self, proposals: Sequence[Proposal], mark: Mark) -> float:
        """How sure the first proposal is, from 0 to 1: how much speaks for it, and how much less for the next."""
        if not proposals:
            return 0.0
        best = proposals[0]
        next_best = proposals[1].score if len(proposals) > 1 else 0.0
        known = self._catalogue.by_code[best.code]
        strength = min(1.0, best.score / 1.8)
        margin = min(1.0, (best.score - next_best) / (0.3 * best.score))
        # 次 where the indicator counts 人次: the figure would change what the text says, so somebody looks at it.
        keeps_word = not mark.unit or same_sort(mark.unit, known.unit_word)
        agreed = 1.0 if keeps_word else agreement(mark.unit, known.unit_word) ** 2
        return round(strength * margin * agreed, 2)

    def _weights(self, mark: Mark, around: Surroundings, unit: str) -> Mapping[str, list[float]]:
        own = around.stretches[0]
        company = unit in PEOPLE and self._is_company(mark, own)
        found: dict[str, list[float]] = defaultdict(list)
        for stretch in around.stretches:
            for named in self._in(stretch):
                nearness = self._nearness(named, stretch, own, mark) * self._free(named, stretch, own, mark, company)
                found[named.code].append(named.weight * nearness)
        return found

    def _is_company(self, mark: Mark, own: Stretch) -> bool:
        """Whether the clause only says how many came to what the clause before counts: ，***余人次参加."""
        before, after = self._text[own.start : mark.start], self._text[mark.unit_end : own.end]
        return bool(_CAME.search(before + after) or (not after.strip() and _NOTHING_ELSE.fullmatch(before)))

    def _in(self, stretch: Stretch) -> list[Named]:
        key = (stretch.start, stretch.end)
        if key not in self._named:
            words, places = normal(self._text[stretch.start : stretch.end])
            self._named[key] = [
                Named(
                    named.code,
                    stretch.start + places[named.start],
                    stretch.start + places[named.end - 1] + 1,
                    named.weight,
                )
                for named in self._catalogue.named_in(words)
            ]
        return self._named[key]

    def _nearness(self, named: Named, stretch: Stretch, own: Stretch, mark: Mark) -> float:
        """What the place of a term says: most in the own clause, on the side where the count has its noun."""
        if stretch is not own or "\t" in self._text[own.start : own.end]:
            return stretch.factor
        leads_on = self._leads_on(mark, own)
        if named.start >= mark.end:
            return (1.1 if leads_on else 0.5) - 0.012 * min(max(named.start - mark.unit_end, 0), 30)
        return (0.75 if leads_on else 1.0) - 0.008 * min(max(mark.start - named.end, 0), 40)

    def _free(self, named: Named, stretch: Stretch, own: Stretch, mark: Mark, company: bool) -> float:
        """Whether a term is another count's already: one between them in the own clause, any in another clause."""
        if "\t" in self._text[own.start : own.end]:
            return 1.0
        if stretch is own:
            low, high = (named.end, mark.start) if named.end <= mark.start else (mark.end, named.start)
        else:
            low, high = stretch.start, stretch.end
        others = bisect_right(self._ends, high) - bisect_left(self._starts, low)
        others = max(others - (low <= mark.start and mark.end <= high), 0)
        if company and stretch is not own and named.end <= mark.start and stretch.factor > _NEAR:
            return _COMPANY if others else 1.25
        return _TAKEN ** min(others, 2)

    def _leads_on(self, mark: Mark, own: Stretch) -> bool:
        """Whether what is counted comes behind the count word: 签订**份承诺书."""
        return mark.unit_end < own.end and bool(
            re.match(r"[\u4e00-\u9fff“《]", self._text[mark.unit_end : mark.unit_end + 1])
        )

    def _proposal(
        self, known: Known, weights: Sequence[float], unit: str, mark: Mark, around: Surroundings
    ) -> Proposal:
        ranked = sorted(weights, reverse=True)
        score = sum(weight * 0.4**place for place, weight in enumerate(ranked[:4]))
        score *= agreement(unit, known.unit_word) * (1.08 if known.wanted else 1.0)
        return Proposal(known.code, score * self._kinship(known, mark, around))

    def _kinship(self, known: Known, mark: Mark, around: Surroundings) -> float:
        """What the count before says: 其中 opens a part of it, and people are those who came to it."""
        if self._before is None:
            return 1.0
        other, code = self._before
        before = self._catalogue.by_code[code]
        if not around.sentence[0] <= other.start <= around.sentence[1]:
            return 1.0
        if known.part_of == before.code and _AMONG.search(self._text[other.end : mark.start]):
            return 1.5
        came = known.computation is Computation.ATTENDANCE and before.computation is not Computation.ATTENDANCE
        if came and known.kinds and known.kinds == before.kinds:
            return 1.35
        if known.code == code:
            return 0.8
        return 1.0
