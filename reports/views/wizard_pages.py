"""What a page of the wizard shows, read once: rows, steps, comments at their fields, findings, and the preview."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.actions.moves import closed_words
from reports.choices import ChapterKind, Role, ThreadState
from reports.composing import Rows, manuscript_of, read_rows
from reports.composing.checks import Contradiction, contradictions
from reports.composing.covers import cover_of
from reports.composing.figures import names_of, with_counts
from reports.composing.findings import findings
from reports.composing.judging import Part
from reports.composing.parts import chapter_part, cover_part, entry_numbers, preamble_part, with_chapter
from reports.document import Manuscript, build_document
from reports.document.chips import Names
from reports.document.walk import AROUND
from reports.forms.answers import AnswerForm, EarlierForm, OfferedRows
from reports.forms.chapters import ChapterForm, NewChapterForm
from reports.forms.checks import AnswersForm
from reports.forms.drafting import CoverForm, PreambleForm
from reports.forms.entries import EntryForm
from reports.forms.steps import Step, field_url, first_commented, report_steps, target_of
from reports.forms.writing import OtherSide, Surroundings
from reports.models import Chapter, Entry, Evidence, Membership, Person, Report, Thread
from reports.models.entries import ENTRY_MODELS
from reports.proofreading import BLANK_LEFT, Finding, Severity
from reports.queries import people_of_unit
from reports.queries.carrying import offered_activities
from reports.queries.evidence import evidence_of
from reports.queries.figures import printed_now
from reports.rendering import Html, render_html
from reports.workflow import possible_moves

_ENTRY_ANCHOR = re.compile(r"entry-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SENT_ENTRY = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-body")


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as the check page lists it."""

    severity: str
    what: str
    why: str
    mend: str
    quote: str
    url: str
    place: str

    @property
    def about(self) -> tuple[str, str]:
        """What it is found at: findings in a row about the same are shown as one."""
        return self.place, self.quote or self.url


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A cross-check that doesn't hold, as the check page lists it: its sides with the way to each, and its field."""

    one: Contradiction
    sides: Sequence[tuple[Part, str]]
    field: BoundField | None
    other: OtherSide | None


@dataclass(frozen=True, slots=True)
class EntryCard:
    """An entry as the chapter's step shows it: its form, its printed number, whether it is open, what has the focus.

    `evidence` are its files.
    """

    form: EntryForm
    number: str
    open: bool
    focus: str
    evidence: Sequence[Evidence]


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """A question to the last report as its step shows it: its form, what its answer lacks, and whether it is open."""

    form: AnswerForm
    lacks: Sequence[FindingRow]
    open: bool


@dataclass(frozen=True, slots=True)
class WizardPage:
    """Everything about one report that its wizard shows, in a constant number of queries."""

    report: Report
    rows: Rows
    manuscript: Manuscript
    found: list[Finding]
    checks: list[Contradiction]
    steps: list[Step]
    threads: Mapping[str, Sequence[Thread]]
    unplaced: list[Thread]
    numbers: Mapping[str, str]
    names: Names
    focus: str
    removed: Entry | None
    said: QueryDict
    waives: bool
    answers: Mapping[int, str]
    sought: QueryDict

    def has_step(self, key: str) -> bool:
        """Whether the report has this step, by now."""
        return any(step.key == key for step in self.steps)

    def surroundings(self, *, stale: bool = False) -> Surroundings:
        """What the forms show beside their fields."""
        return Surroundings(self.threads, self.focus, stale, self.answers, self.said, self.names)

    def entries_of(self, chapter: Chapter, data: Any = None) -> list[Entry]:
        """The chapter's living entries, and behind them those that were sent but are removed by now."""
        living = self.rows.entries.get(chapter.pk, [])
        sent = {match[1] for name in data or () if (match := _SENT_ENTRY.fullmatch(name))}
        gone = sent - {str(entry.uuid) for entry in living}
        if not gone:
            return living
        return [*living, *ENTRY_MODELS[chapter.kind]._default_manager.filter(chapter=chapter, uuid__in=gone)]

    def offered(self, chapter: Chapter) -> Sequence[Entry]:
        """What entries of this chapter may be linked to: next steps to this report's problems."""
        if chapter.kind == ChapterKind.NEXT_STEPS:
            chapters = [c.pk for c in self.rows.chapters if c.kind == ChapterKind.PROBLEMS]
            return [entry for pk in chapters for entry in self.rows.entries.get(pk, [])]
        return []

    def offered_to_answers(self, data: Any = None) -> OfferedRows:
        """What answers may name; the activities are those linked already and those that the typed words find."""
        found = {}
        for question in self.rows.questions:
            linked = list(question.answer.activities.all()) if question.answer else []
            sent = data.getlist(f"{question.key}-activities") if data else []
            words = self.sought.get(f"{question.key}-find", "")
            others = offered_activities(self.report, words, sent)
            found[question.key] = [*linked, *(row for row in others if row not in linked)]
        return OfferedRows.of(self.rows, found, self.sought)

    def answer_cards(self, form: EarlierForm) -> list[AnswerCard]:
        """The questions as cards: the one with the focus is open, else the first that waits for an answer."""
        lacks = {
            one: [self._row(finding) for finding in self.found if finding.anchor == f"entry-{one.question.key}"]
            for one in form.answers
        }
        waiting = [one for one in form.answers if lacks[one] or one.comments()]
        chosen = ([one for one in form.answers if one.has_focus()] or waiting)[:1]
        return [AnswerCard(one, rows, one in chosen or one.needs_a_look()) for one, rows in lacks.items()]

    def finding_rows(self) -> list[FindingRow]:
        """The findings in words, each with the way to its field."""
        return [self._row(finding) for finding in self.found]

    def _row(self, finding: Finding) -> FindingRow:
        rule, target = finding.rule, target_of(finding.anchor, self.rows, finding.field)
        elsewhere = _("Letterhead") if finding.anchor in ("letterhead", *AROUND) else ""
        place = next((step.title for step in self.steps if target and step.key == target.step), elsewhere)
        url = field_url(self.report, target) if target else ""
        what, why, mend = (_(text) % finding.params for text in (rule.what, rule.why, rule.mend))
        return FindingRow(rule.severity, what, why, mend, finding.quote, url, place)

    def named_places(self, anchors: Sequence[str]) -> list[tuple[str, str]]:
        """The step of each anchor by its title, and the way to its field; each step once."""
        targets = {target.step: target for anchor in anchors if (target := target_of(anchor, self.rows))}
        titles = {step.key: step.title for step in self.steps}
        return [(titles[key], field_url(self.report, target)) for key, target in targets.items()]

    def place_words(self, anchors: Sequence[str]) -> str:
        """Where the texts at these anchors stand, in words: each step by its title, with the numbers of its entries."""
        found: dict[str, dict[str, None]] = {}
        titles = {step.key: step.title for step in self.steps}
        for anchor in anchors:
            if target := target_of(anchor, self.rows):
                entry = _ENTRY_ANCHOR.match(anchor)
                number = self.numbers.get(entry[0], "") if entry else ""
                found.setdefault(titles[target.step], {})[number] = None
        return "、".join(f"{title}{''.join(numbers)}" for title, numbers in found.items())

    def check_rows(self, form: AnswersForm) -> list[CheckRow]:
        """The cross-checks that don't hold, each with the way to what doesn't agree."""
        return [
            CheckRow(
                one,
                [(part, self._way(part)) for part in one.parts],
                field,
                form.other_side(field.name) if field else None,
            )
            for one in self.checks
            for field in [form.field_of(one)]
        ]

    def _way(self, part: Part) -> str:
        """Where the side stands in the text, or for another figure its records."""
        if target := target_of(part.anchor, self.rows, part.field):
            return field_url(self.report, target)
        return _figure_url(self.report, part.key) if part.reference and not part.anchor else ""

    def cards(self, form: ChapterForm) -> list[EntryCard]:
        """The chapter's entries as cards: the one with the focus is open, else the first that waits for something."""
        evidence = evidence_of(self.report)
        wanting = [entry for entry in form.entries if entry.is_empty or entry.comments()]
        focused = [entry for entry in form.entries if entry.has_focus()]
        chosen = (focused or wanting or (form.entries if len(form.entries) == 1 else []))[:1]
        return [
            EntryCard(
                form=entry,
                number=self.numbers.get(f"entry-{entry.entry.uuid}", ""),
                open=entry in chosen or entry.needs_a_look(),
                focus=self.focus.removesuffix(f"-{entry.entry.uuid}"),
                evidence=evidence.get(entry.entry.uuid, ()),
            )
            for entry in form.entries
        ]

    @property
    def removed_name(self) -> str:
        """What the entry is called whose removal can be undone, with its figures as they are now."""
        return printed_now(self.report, str(self.removed)) if self.removed else ""

    @property
    def settled_threads(self) -> list[Thread]:
        """The comments on what an administrator settles: letterhead, note and imprint."""
        return [thread for thread in self.unplaced if thread.anchor in AROUND]

    @property
    def lost_threads(self) -> list[Thread]:
        """The comments whose paragraph is gone."""
        return [thread for thread in self.unplaced if thread.anchor not in AROUND]

    @property
    def shown_threads(self) -> list[Thread]:
        """All comments that stand somewhere in the wizard."""
        return [*self.unplaced, *(thread for threads in self.threads.values() for thread in threads)]

    @property
    def lost_answers(self) -> list[str]:
        """What was typed under comments that are not there any more."""
        shown = {thread.pk for thread in self.shown_threads}
        return [text for pk, text in self.answers.items() if pk not in shown]

    @property
    def new_chapter(self) -> NewChapterForm:
        """The form of a chapter of the unit's own, with what was typed there."""
        return NewChapterForm(self.rows, self.said, focus=self.focus)

    @property
    def blanks_left(self) -> bool:
        """Whether some finding is about a blank, for which the ledger may have a figure."""
        return any(finding.rule is BLANK_LEFT for finding in self.found)

    @property
    def blocking(self) -> int:
        """How many findings keep the report from being submitted."""
        return sum(finding.rule.severity is Severity.BLOCK for finding in self.found)

    @property
    def unsettled(self) -> int:
        """How many cross-checks neither hold nor are answered; they keep the report too."""
        return sum(not one.settled for one in self.checks)


def read_page(
    report: Report,
    *,
    focus: str = "",
    removed: str = "",
    said: QueryDict | None = None,
    waives: bool = False,
    answers: Mapping[int, str] = MappingProxyType({}),
    sought: QueryDict | None = None,
    judged: bool = True,
) -> WizardPage:
    """Read all that the wizard shows of `report`.

    `removed` is the uuid of an entry whose removal can be undone, `said` what was posted and isn't stored yet;
    `answers` were typed under comments and not sent, `sought` the words by which activities are looked for; `waives`
    says that the person may waive a hard rule. One that isn't `judged` has no findings and no cross-checks, which cost
    most of the time.
    """
    rows = read_rows(report)
    manuscript = manuscript_of(report, rows)
    found = findings(report, rows) if judged else []
    checks = contradictions(report, rows) if judged else []
    threads = list(
        report.threads.exclude(state=ThreadState.RESOLVED).select_related("opened_by").prefetch_related("comments__by")
    )
    by_field, unplaced = _by_field(threads, rows)
    waiting = [thread for thread in threads if thread.state == ThreadState.OPEN]
    with_figures = bool(manuscript.figures) or report.report_type.indicators.filter(active=True).exists()
    return WizardPage(
        report=report,
        rows=rows,
        manuscript=manuscript,
        found=found,
        checks=checks,
        steps=report_steps(
            report, rows, found, waiting, with_figures=with_figures, checks=sum(not one.settled for one in checks)
        ),
        threads=by_field,
        unplaced=unplaced,
        numbers=entry_numbers(build_document(manuscript)),
        names=names_of(report, manuscript.figures),
        focus=focus,
        removed=_removed_entry(report, removed),
        said=said or QueryDict(),
        waives=waives,
        answers=answers,
        sought=sought or QueryDict(),
    )


def _by_field(threads: Sequence[Thread], rows: Rows) -> tuple[dict[str, list[Thread]], list[Thread]]:
    """The comments by the id of the field that they are about, and those whose paragraph is gone."""
    by_field: dict[str, list[Thread]] = defaultdict(list)
    unplaced = []
    for thread in threads:
        target = target_of(thread.anchor, rows, thread.field)
        if target is None:
            unplaced.append(thread)
        else:
            by_field[target.field].append(thread)
    return by_field, unplaced


def preview_of(page: WizardPage, step: Step, form: Any) -> Html:
    """The step's part of the report as it is printed, with what the form has on the screen."""
    match form:
        case ChapterForm():
            texts = with_chapter(page.manuscript, str(form.chapter.uuid), **form.texts())
            part = chapter_part(with_counts(page.rows.counting, texts), str(form.chapter.uuid))
        case CoverForm():
            part = cover_part(with_counts(page.rows.counting, _with_cover(page, form)))
        case PreambleForm():
            typed = replace(page.manuscript, preamble=form.on_screen("preamble"))
            part = preamble_part(with_counts(page.rows.counting, typed))
        case _:
            part = build_document(page.manuscript)
    return render_html(part, anchors=False, figure_url=partial(_figure_url, page.report))


def _figure_url(report: Report, key: str) -> str:
    return reverse("figure_records", args=[report.pk, key])


def finish_context(person: Person, page: WizardPage) -> dict[str, Any]:
    """What may be done with the finished report, who gets it, and what still keeps it."""
    moves = possible_moves(person, page.report)
    people = [m for m in people_of_unit(page.report.unit) if m.person.is_active]
    return {
        "moves": moves,
        "primary": next((move for move in moves if move.freezes), next(iter(moves), None)),
        "receivers": _names(people, Role.OFFICER),
        "heads": _names(people, Role.HEAD),
        "closed": closed_words(page.report),
        "with_evidence": page.report.evidence.filter(removed_at__isnull=True).exists(),
        "blocking": page.blocking,
        "unsettled": page.unsettled,
        "warnings": len(page.found) - page.blocking,
        "waiting": sum(step.comments for step in page.steps),
        "commented": first_commented(page.steps),
    }


def _names(people: list[Membership], role: Role) -> list[str]:
    return [membership.person.full_name for membership in people if membership.role == role]


def _with_cover(page: WizardPage, form: CoverForm) -> Manuscript:
    report = form.changed_report()
    return replace(page.manuscript, cover=cover_of(report, page.rows.printing.letterhead), closing=report.closing)


def _removed_entry(report: Report, uuid: str) -> Entry | None:
    if not _SENT_ENTRY.fullmatch(f"{uuid}-body"):
        return None
    rows = (report.workitems, report.problems, report.nextsteps, report.attachments)
    return next((entry for r in rows for entry in r.filter(uuid=uuid, removed_at__isnull=False)), None)
