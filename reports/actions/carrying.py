"""What is taken over from the unit's last approved report into a new draft."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.drafting import claim
from reports.composing.carrying import Offer, offer_for
from reports.errors import InvalidInput, WrongState
from reports.models import Chapter, Entry, NextStep, Person, Problem, Report, WorkItem
from reports.models.entries import ENTRY_MODELS


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person wants to take over, by uuid.

    `texts` are entries and, for their opening texts, chapters of the earlier report; `promises` name the chapter of
    the new report that will tell of them; `quoted` puts a promise's own words into the text as a start.
    """

    preamble: bool = False
    texts: Collection[str] = ()
    promises: Mapping[str, str] = field(default_factory=dict)
    problems: Collection[str] = ()
    quoted: bool = False


@transaction.atomic
def start_from_earlier(report: Report, choices: Choices, *, by: Person, version: int) -> Report:
    """Add what was chosen to the draft, behind what it has; nothing is replaced, no word is changed.

    Promises become work items that fulfil them; problems are carried over with cause, responsible people, deadline
    and state. Raises WrongState where there is no earlier report, InvalidInput for a choice that it doesn't offer,
    and what `claim` raises.
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
    _take_promises(offer, choices)
    _take_problems(offer, set(choices.problems))
    record(
        "report.started_from_earlier",
        by=by,
        report=report,
        earlier=offer.earlier.pk,
        texts=len(choices.texts),
        promises=len(choices.promises),
        problems=len(choices.problems),
    )
    return report


def _refuse_forged(offer: Offer, choices: Choices) -> None:
    texts = {str(part.chapter.uuid) for part in offer.chapters if part.lead}
    texts |= {str(entry.uuid) for part in offer.chapters for entry in part.entries}
    offered = (
        (choices.texts, texts),
        (choices.promises, {str(promise.uuid) for promise in offer.promises}),
        (choices.promises.values(), {str(chapter.uuid) for chapter in offer.promises_into}),
        (choices.problems, {str(problem.uuid) for problem in offer.problems}),
    )
    if any(not set(chosen) <= known for chosen, known in offered):
        raise InvalidInput(_("Some of what you chose is not offered any more; look at the page again."))


def _take_texts(offer: Offer, chosen: set[str]) -> None:
    for part in offer.chapters:
        if part.lead and str(part.chapter.uuid) in chosen:
            part.into.lead = part.lead
            part.into.save(update_fields=["lead"])
        if words := [_words(entry) for entry in part.entries if str(entry.uuid) in chosen]:
            if part.into.pk is None:
                part.into.save()
            _append(part.into, words)


def _words(entry: Entry) -> dict[str, Any]:
    """Heading and text; of a promise also who answers for it, but not the day that has passed."""
    more = {"responsible": entry.responsible} if isinstance(entry, NextStep) else {}
    return {"heading": entry.heading, "body": entry.body, **more}


def _take_promises(offer: Offer, choices: Choices) -> None:
    for chapter in offer.promises_into:
        promises = [p for p in offer.promises if choices.promises.get(str(p.uuid)) == str(chapter.uuid)]
        # A promise without a heading would leave an entry that says nothing.
        items = _append(
            chapter,
            [{"heading": p.heading, "body": p.body if choices.quoted or not p.heading else ""} for p in promises],
        )
        WorkItem.fulfils.through._default_manager.bulk_create(
            WorkItem.fulfils.through(workitem_id=item.pk, nextstep_id=promise.pk)
            for item, promise in zip(items, promises, strict=True)
        )


def _take_problems(offer: Offer, chosen: set[str]) -> None:
    if offer.problems_into is not None:
        _append(
            offer.problems_into,
            [_history(problem) for problem in offer.problems if str(problem.uuid) in chosen],
        )


def _history(problem: Problem) -> dict[str, Any]:
    return {
        "heading": problem.heading,
        "body": problem.body,
        "cause": problem.cause,
        "responsible_leader": problem.responsible_leader,
        "responsible_office": problem.responsible_office,
        "deadline": problem.deadline,
        "rectification_state": problem.rectification_state,
        "carried_from": problem,
    }


def _append(chapter: Chapter, given: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """New entries behind the last one of the chapter, removed ones counted too."""
    model = ENTRY_MODELS[chapter.kind]
    rows = model._default_manager
    last = max(rows.filter(chapter=chapter).values_list("order", flat=True), default=0)
    return rows.bulk_create(
        model(report_id=chapter.report_id, chapter=chapter, order=order, **values)
        for order, values in enumerate(given, last + 1)
    )
