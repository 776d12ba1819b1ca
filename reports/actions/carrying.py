"""What a draft makes of the unit's last approved report: texts to edit, an answer to all it named and promised."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reports.actions.audit import Note, record
from reports.actions.drafting import claim
from reports.actions.storing import check
from reports.choices import ChapterKind, Outcome
from reports.composing.carrying import Offer, offer_for
from reports.errors import InvalidInput, WrongState
from reports.models import Activity, Answer, Carried, Chapter, Entry, NextStep, Person, Problem, Report, WorkItem
from reports.models.entries import ENTRY_MODELS
from reports.queries.carrying import Question, questions_of


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person wants to take over: the preamble, and by uuid entries and chapters (for their opening texts)."""

    preamble: bool = False
    texts: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What a person answers to one question.

    `continues_in` is an entry of the report that carries the subject on; None where a new one is to be written, if
    it goes on. `written_in` is the chapter that gets a new piece of work to tell how it was done.
    """

    outcome: str = ""
    text: str = ""
    work_items: Sequence[WorkItem] = ()
    activities: Sequence[Activity] = ()
    continues_in: Carried | None = None
    written_in: Chapter | None = None


@transaction.atomic
def start_from_earlier(report: Report, choices: Choices, *, by: Person, version: int) -> Report:
    """Add the chosen texts to the draft, behind what it has; nothing is replaced, no word is changed.

    Raises WrongState where there is no earlier report, InvalidInput for a choice that it doesn't offer, and what
    `claim` raises.
    """
    claim(report, by=by, version=version)
    offer = offer_for(report)
    if offer is None:
        raise WrongState(_("Your unit has no approved report of an earlier period."))
    _refuse_forged(offer, choices)
    if choices.preamble and offer.preamble:
        report.preamble = offer.preamble
        report.save(update_fields=["preamble"])
    _take_texts(offer, set(choices.texts))
    record("report.started_from_earlier", by=by, report=report, earlier=offer.earlier.pk, texts=len(choices.texts))
    return report


@transaction.atomic
def answer_earlier(
    report: Report, given: Mapping[str, Given], *, by: Person, version: int, note: Note = record
) -> Report:
    """Save what was answered to the questions with these keys, as it stands; the others stay as they are.

    What goes on is an entry of the report that is carried from it, at its beginning again: the one that was chosen, one
    that was removed, or a new one in the first chapter of its kind, where the report has one. Raises InvalidInput for
    links to what is not of the report or of the unit, and what `claim` raises.
    """
    questions = [question for question in questions_of(report) if question.key in given]
    changed = [question for question in questions if _differs(report, question, given[question.key])]
    if not changed:
        return report
    claim(report, by=by, version=version)
    for question in changed:
        _refuse_foreign(report, given[question.key])
        _answer(report, question, given[question.key])
    note("report.earlier_answered", by=by, report=report, entries=[question.key for question in changed])
    return report


def answer_as_kept(report: Report, key: str, *, by: Person, version: int) -> Report:
    """Answer the question about a promise with what was said when it was ticked off: its word and its activities.

    Raises WrongState where it isn't ticked off or is answered already, and what `answer_earlier` raises.
    """
    question = next((one for one in questions_of(report) if one.key == key), None)
    step = question.subject if question else None
    if question is None or question.outcome or not isinstance(step, NextStep) or step.kept_at is None:
        raise WrongState(_("This is not offered any more; look at the page again."))
    answer = question.answer
    linked = answer.activities.all() if answer else ()
    given = Given(
        outcome=Outcome.DONE,
        text=question.text or step.kept_word,
        work_items=list(answer.work_items.all()) if answer else (),
        activities=list(dict.fromkeys([*linked, *step.activities.filter(voided_at=None)])),
    )
    return answer_earlier(report, {key: given}, by=by, version=version)


def _refuse_forged(offer: Offer, choices: Choices) -> None:
    texts = {str(part.chapter.uuid) for part in offer.chapters if part.lead}
    texts |= {str(entry.uuid) for part in offer.chapters for entry in part.entries}
    if not set(choices.texts) <= texts:
        raise InvalidInput(_("Some of what you chose is not offered any more; look at the page again."))


def _refuse_foreign(report: Report, given: Given) -> None:
    path = report.unit.path
    entries = [*given.work_items, *([given.continues_in] if given.continues_in else [])]
    strange = any(entry.report_id != report.pk for entry in entries)
    if strange or any(not activity.unit.path.startswith(path) for activity in given.activities):
        raise InvalidInput(_("Some of what you chose is not offered any more; look at the page again."))


def _take_texts(offer: Offer, chosen: set[str]) -> None:
    for part in offer.chapters:
        if part.lead and str(part.chapter.uuid) in chosen:
            part.into.lead = part.lead
            part.into.save(update_fields=["lead"])
        if words := [{"heading": e.heading, "body": e.body} for e in part.entries if str(e.uuid) in chosen]:
            if part.into.pk is None:
                part.into.save()
            _append(part.into, words)


def _differs(report: Report, question: Question, given: Given) -> bool:
    answer = question.answer
    if answer is None:
        said = bool(given.outcome or given.text or given.work_items or given.activities)
    else:
        stored = (answer.outcome, answer.text, set(answer.work_items.all()), set(answer.activities.all()))
        said = stored != (given.outcome, given.text, set(given.work_items), set(given.activities))
    linked = given.continues_in is not None and given.continues_in != question.continued
    return said or linked or given.written_in is not None or _lacks_its_entry(report, question, given)


def _lacks_its_entry(report: Report, question: Question, given: Given) -> bool:
    goes_on = given.outcome == Outcome.GOING_ON and question.continued is None
    return goes_on and _chapter_for(report, question) is not None


def _chapter_for(report: Report, question: Question) -> Chapter | None:
    kind = ChapterKind.PROBLEMS if question.about_problem else ChapterKind.NEXT_STEPS
    return report.chapters.filter(kind=kind).first()


def _answer(report: Report, question: Question, given: Given) -> None:
    subject = question.subject
    about = {"problem": subject} if isinstance(subject, Problem) else {"next_step": subject}
    answer = question.answer or Answer(report=report, **about)
    answer.outcome, answer.text = given.outcome, given.text
    check(answer)
    answer.save()
    work = list(given.work_items)
    if given.written_in is not None:
        work += _append(given.written_in, [_as_work(subject)])  # type: ignore[arg-type]  # a chapter of work
    answer.work_items.set(work)
    answer.activities.set(given.activities)
    if given.outcome == Outcome.GOING_ON:
        _carry_on(report, question, given.continues_in)


def _as_work(subject: Carried) -> dict[str, Any]:
    """A piece of work under the subject's heading, with the word by which a promise was ticked off.

    One without a heading brings its words, to say something at all.
    """
    kept_word = subject.kept_word if isinstance(subject, NextStep) else ""
    return {"heading": subject.heading, "body": kept_word or ("" if subject.heading else subject.body)}


def _carry_on(report: Report, question: Question, wanted: Carried | None) -> None:
    """Let `wanted` carry the subject on; None: what does already, or did until it was removed, or a new entry."""
    subject, continued = question.subject, question.continued
    if wanted is not None and wanted != continued:
        if wanted.carried_from_id is not None:
            raise InvalidInput(_("Some of what you chose is not offered any more; look at the page again."))
        if continued is not None:
            _link(continued, None)
        _link(wanted, subject)
    elif continued is None:
        chapter = _chapter_for(report, question)
        removed = subject.carried_to.filter(report=report).last()
        if removed is not None:
            removed.removed_at = None
            removed.save(update_fields=["removed_at"])
        elif chapter is not None:
            _append(chapter, [_again(subject)])


def _link(entry: Carried, subject: Carried | None) -> None:
    entry.carried_from = subject
    entry.running = subject.running + 1 if subject else 1
    entry.save(update_fields=["carried_from", "running"])


def _again(subject: Carried) -> dict[str, Any]:
    """The subject's words in a new report: nothing is put right there yet, and the day that has passed is left out."""
    words = {"heading": subject.heading, "body": subject.body}
    carried = {"carried_from": subject, "running": subject.running + 1}
    if isinstance(subject, NextStep):
        return {**words, **carried, "responsible": subject.responsible}
    names = ("cause", "measures", "responsible_leader", "responsible_office")
    return {**words, **carried, **{name: getattr(subject, name) for name in names}}


def _append(chapter: Chapter, given: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """New entries behind the last one of the chapter, removed ones counted too."""
    model = ENTRY_MODELS[chapter.kind]
    rows = model._default_manager
    last = max(rows.filter(chapter=chapter).values_list("order", flat=True), default=0)
    return rows.bulk_create(
        model(report_id=chapter.report_id, chapter=chapter, order=order, **values)
        for order, values in enumerate(given, last + 1)
    )
