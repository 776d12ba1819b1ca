"""The cross-checks of a report: rules over its figures and its text, in as many queries whatever its length."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Q

from reports.checking import Manner, Named, mentions_in, says_something
from reports.choices import ChapterKind, CheckKind, CheckSeverity, Computation, PeriodKind
from reports.composing.judging import JUDGES, Case, Part, Said, figures_bound, typed_only
from reports.composing.manuscripts import Rows, manuscript_of, read_rows
from reports.document import Manuscript, Reference
from reports.document.building import keyed_chapters
from reports.document.figures import split
from reports.models import CheckRule, Explanation, Indicator, Report, Waiver
from reports.models.checks import CheckAnswer
from reports.proofreading.places import Place, places
from reports.queries.figures import ABOUT_PROBLEMS, Figures

_COUNTED = (Computation.COUNT, Computation.ATTENDANCE, Computation.QUANTITY, Computation.DISTINCT)
# Words of the catalogue that are shorter than this stand in too many other words; an indicator's name always counts.
_SHORTEST = 4
# What a name explains or leaves open, and texts don't: 签订责任书（状）.
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
# Problems of which a sentence says this are others' than those that the report lists.
_FOUND_BY_OTHERS = (
    "检查", "抽查", "督查", "督导", "暗访", "巡察", "巡视", "审计", "反馈", "移交", "转办", "信访", "线索",
    "通报", "案",
)  # fmt: skip
# 运用第一种形态处理9人次，其中提醒谈话6人次: what one of the four forms consists of is no count of its own.
_FORM = "形态"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A rule that doesn't hold, the sides that don't agree, and what the unit said to it."""

    rule: CheckRule
    key: str
    parts: tuple[Part, ...]
    explanation: Explanation | None = None
    waiver: Waiver | None = None

    @property
    def id(self) -> str:
        """What tells it from the others of the report."""
        return f"{self.rule.pk}-{self.key}"

    @property
    def about(self) -> dict[str, str]:
        """What an explanation is about; one that was given for other figures doesn't count any more."""
        return {part.key: part.shown for part in self.parts}

    @property
    def hard(self) -> bool:
        """Whether it has to be put right or waived; the others are to be explained."""
        return self.rule.severity == CheckSeverity.HARD

    @property
    def answer(self) -> CheckAnswer | None:
        """What the unit said to it, of the kind that the rule asks for."""
        return self.waiver if self.hard else self.explanation

    @property
    def outdated(self) -> bool:
        """Whether the answer was given for other figures."""
        return self.answer is not None and self.answer.about != self.about

    @property
    def hollow(self) -> bool:
        """Whether the answer says nothing."""
        return self.answer is not None and not says_something(self.answer.text)

    @property
    def settled(self) -> bool:
        """Whether the report may be submitted with it."""
        return self.answer is not None and not self.outdated and not self.hollow


def contradictions(report: Report, rows: Rows | None = None) -> list[Contradiction]:
    """The rules that don't hold for the report as it stands, hard ones first, each with what the unit said to it."""
    rules = rules_for(report)
    if not rules:
        return []
    rows = rows or read_rows(report)
    case = read_case(rows.counting, manuscript_of(report, rows), rules)
    found = [one for rule in rules for one in judge(rule, case)]
    if not found:
        return []
    explained = {(row.rule_id, row.key): row for row in report.explanations.select_related("by")}
    waived = {(row.rule_id, row.key): row for row in report.waivers.select_related("by")}
    answered = [
        replace(one, explanation=explained.get((one.rule.pk, one.key)), waiver=waived.get((one.rule.pk, one.key)))
        for one in found
    ]
    return sorted(answered, key=lambda one: not one.hard)


def rules_for(report: Report) -> list[CheckRule]:
    """The active rules of the report's type."""
    for_type = Q(report_types__isnull=True) | Q(report_types=report.report_type_id)
    return list(CheckRule.objects.filter(for_type, active=True).distinct())


def read_case(figures: Figures, manuscript: Manuscript, rules: Iterable[CheckRule]) -> Case:
    """What the rules look at: the catalogue, and the values of all figures that they or the text name."""
    indicators = figures.in_use
    done = _without(manuscript, ChapterKind.PROBLEMS, ChapterKind.NEXT_STEPS)
    texts, all_texts = list(places(done)), list(places(manuscript))
    names = _names(indicators.values())
    own = {place.anchor for place in texts}
    said = [
        Said(place, mention)
        for place in all_texts
        for mention in mentions_in(typed_only(place.text), names)
        if mention.manner is Manner.FEW or place.anchor in own
    ]
    standing = {**_named_by_chapters(manuscript, indicators.values()), **_standing(all_texts)}
    case = Case(indicators, texts, standing, said, whole_year=figures.report.period.kind == PeriodKind.YEAR)
    wanted = {reference for rule in rules for _code, bound in figures_bound(rule, case) for reference in bound}
    wanted |= {Reference(one.mention.code) for one in said}
    return replace(case, values=figures.values(sorted(wanted)))


def judge(rule: CheckRule, case: Case) -> Iterator[Contradiction]:
    """Where the rule doesn't hold."""
    for key, parts in JUDGES[CheckKind(rule.kind)](rule, case):
        yield Contradiction(rule, key, tuple(parts))


def _names(indicators: Iterable[Indicator]) -> tuple[Named, ...]:
    """How texts name the indicators that records count; the others' numbers have other sources."""
    return tuple(
        Named(
            row.code,
            tuple({row.name, _BRACKETS.sub("", row.name), *(word for word in row.words if len(word) >= _SHORTEST)}),
            row.unit_word,
            (
                *(() if _FORM in row.name else (_FORM,)),
                *(_FOUND_BY_OTHERS if row.computation in ABOUT_PROBLEMS else ()),
            ),
        )
        for row in indicators
        if row.computation in (*_COUNTED, *ABOUT_PROBLEMS)
    )


def _without(manuscript: Manuscript, *kinds: ChapterKind) -> Manuscript:
    return replace(manuscript, chapters=tuple(one for one in manuscript.chapters if one.kind not in kinds))


def _standing(texts: Iterable[Place]) -> dict[str, Place]:
    """Where each figure of the text stands first, by its key."""
    found: dict[str, Place] = {}
    for place in texts:
        for part in split(place.text):
            if isinstance(part, Reference) and not part.office:
                found.setdefault(part.key, place)
    return found


def _named_by_chapters(manuscript: Manuscript, indicators: Iterable[Indicator]) -> dict[str, Place]:
    """The problems that were found, by the key of their figure: who reads a chapter of problems reads how many."""
    problems = (chapter for chapter in keyed_chapters(manuscript) if chapter[1].kind is ChapterKind.PROBLEMS)
    first = next((Place(entries[0][0], "heading", "") for _anchor, _chapter, entries in problems if entries), None)
    found = [one.code for one in indicators if one.computation == Computation.PROBLEMS_FOUND]
    return dict.fromkeys(found, first) if first else {}
