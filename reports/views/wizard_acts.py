"""What the buttons inside a step do once the step is saved: entries and chapters, answers to comments."""

import re
from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.actions.carrying import answer_as_kept
from reports.actions.chapters import add_chapter, move_chapter, remove_chapter
from reports.actions.entries import add_entry, move_entry, remove_entry, restore_entry, siblings
from reports.actions.proposals import decline_proposal, take_proposal
from reports.actions.reviews import mark_answered, reply
from reports.actions.sentences import draft_from_ledger, fill_zero_report
from reports.choices import ChapterKind
from reports.errors import InvalidInput, WrongState
from reports.forms.chapters import NewChapterForm
from reports.forms.steps import CHECK, Step, chapter_key, entry_field, step_url, target_of
from reports.models import Entry, Person, Thread
from reports.models.entries import ENTRY_MODELS
from reports.views.requests import PersonRequest, posted_number, posted_text
from reports.views.wizard_pages import WizardPage

_ANSWER = re.compile(r"answer-([1-9]\d{0,8})", re.ASCII)
# What goes on in an address: words to search by, names of fields. Django refuses addresses above 2,048 bytes.
LONGEST_WORD = 70

EntryAct = Callable[[PersonRequest, WizardPage, Step, Entry, int], str]
ThreadAct = Callable[[Thread, str, Person, int], object]
ChapterAct = Callable[[PersonRequest, WizardPage, Step, int], str]


def perform(request: PersonRequest, page: WizardPage, step: Step, version: int) -> str:
    """Do what the button named `act` says (`up:UUID`, `add`, `reply:ID`…); the answer is the address to go on at.

    The step is saved by then: whatever can't be done raises a ReportError that says no more than that.
    """
    act, _colon, what = request.POST.get("act", "").partition(":")
    if act in ENTRY_ACTS:
        return ENTRY_ACTS[act](request, page, step, _entry(step, what), version)
    if act in THREAD_ACTS:
        thread = _thread(page, what)
        THREAD_ACTS[act](thread, posted_text(request, f"answer-{thread.pk}"), request.user, version)
        target = target_of(thread.anchor, page.rows, thread.field)
        return at(step, field=target.field if target else "")
    if act == "find":
        name = f"{what}-find"
        return at(step, field=f"id_{name}", **{name: posted_text(request, name)})
    if act == "kept":
        answer_as_kept(page.report, what, by=request.user, version=version)
        return at(step, field=f"id_{what}-text")
    if act == "single":
        return at(step, done=what)
    if act in CHAPTER_ACTS:
        return CHAPTER_ACTS[act](request, page, step, version)
    if act and act not in SAVING_ACTS:
        raise _no_act()
    return step.url


def typed_answers(request: PersonRequest) -> dict[int, str]:
    """What was typed under comments, by the comment's thread; only a button beside it sends it."""
    typed = {match[1]: posted_text(request, name) for name in request.POST if (match := _ANSWER.fullmatch(name))}
    return {int(pk): text for pk, text in typed.items() if text.strip()}


def unsent_answers(request: PersonRequest) -> dict[int, str]:
    """What was typed under comments and not sent by the button that was pressed."""
    act, _colon, what = request.POST.get("act", "").partition(":")
    return {pk: text for pk, text in typed_answers(request).items() if act not in THREAD_ACTS or str(pk) != what}


def unsent_chapter(request: PersonRequest) -> QueryDict:
    """What was sent, where it has the heading of a new chapter that the pressed button did not add; else nothing."""
    typed = request.POST.get("new_heading", "").strip() and request.POST.get("act") != NewChapterForm.ADD
    return request.POST if typed else QueryDict()


def at(step: Step, **places: str) -> str:
    """The step's address with the focus at `field`, or an undo button for the entry `removed`."""
    return f"{step.url}?{urlencode({name[:LONGEST_WORD]: word[:LONGEST_WORD] for name, word in places.items()})}"


def _no_act() -> WrongState:
    return WrongState(_("This can't be done here any more; what you wrote in this step is saved."))


def _entry(step: Step, uuid: str) -> Entry:
    """The entry of this step's chapter, removed or not."""
    if step.chapter is not None:
        for entry in ENTRY_MODELS[step.chapter.kind]._default_manager.filter(chapter=step.chapter):
            if str(entry.uuid) == uuid:
                return entry
    raise _no_act()


def _thread(page: WizardPage, pk: str) -> Thread:
    for thread in page.shown_threads:
        if str(thread.pk) == pk:
            return thread
    raise WrongState(
        _("This comment is not here any more, so your answer was not sent; what you wrote in this step is saved.")
    )


def _move(by: int) -> EntryAct:
    """Move an entry some places; the focus stays where it was, or on the pressed button."""

    def move(request: PersonRequest, page: WizardPage, step: Step, entry: Entry, version: int) -> str:
        before = sum((other.order, other.pk) < (entry.order, entry.pk) for other in siblings(entry))
        move_entry(page.report, entry, to=max(before + by, 0), by=request.user, version=version)
        return at(step, field=request.POST.get("at") or f"{'up' if by < 0 else 'down'}-{entry.uuid}")

    return move


def _place(request: PersonRequest, page: WizardPage, step: Step, entry: Entry, version: int) -> str:
    """Put an entry where it was dropped."""
    move_entry(page.report, entry, to=posted_number(request, "place"), by=request.user, version=version)
    return at(step, field=f"entry-{entry.uuid}")


def _remove(request: PersonRequest, page: WizardPage, step: Step, entry: Entry, version: int) -> str:
    remove_entry(page.report, entry, by=request.user, version=version)
    return at(step, removed=str(entry.uuid))


def _restore(request: PersonRequest, page: WizardPage, step: Step, entry: Entry, version: int) -> str:
    restore_entry(page.report, entry, by=request.user, version=version)
    return at(step, field=entry_field(entry.uuid, "heading"))


def _add(request: PersonRequest, page: WizardPage, step: Step, version: int) -> str:
    if step.chapter is None:
        raise _no_act()
    entry = add_entry(page.report, step.chapter, by=request.user, version=version)
    return at(step, field=entry_field(entry.uuid, "heading"))


def _draft(request: PersonRequest, page: WizardPage, step: Step, version: int) -> str:
    """Put what was ticked of the ledger into the text; the focus goes to where it stands."""
    if step.chapter is None or step.chapter.kind != ChapterKind.WORK:
        raise _no_act()
    entry = draft_from_ledger(
        page.report,
        step.chapter,
        kinds=request.POST.getlist("done_kind"),
        activities=[uuid for text in request.POST.getlist("done_activity") if (uuid := _uuid(text))],
        into=_uuid(request.POST.get("done_into", "")),
        by=request.user,
        version=version,
    )
    return at(step, field=entry_field(entry.uuid, "body"))


def _zero(request: PersonRequest, page: WizardPage, step: Step, version: int) -> str:
    """Make the empty report a zero report; what is still to be looked at stands in the check."""
    fill_zero_report(page.report, by=request.user, version=version)
    return step_url(page.report, CHECK)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _add_chapter(request: PersonRequest, page: WizardPage, step: Step, version: int) -> str:
    form = NewChapterForm(page.rows, request.POST)
    for field, messages in form.errors.items():
        raise InvalidInput(str(messages[0]), field=field)
    chapter = add_chapter(page.report, **form.values(), by=request.user, version=version)
    return step_url(page.report, chapter_key(chapter))


def _move_chapter(by: int) -> ChapterAct:
    """Move the step's chapter some places; the focus stays on the pressed button."""

    def move(request: PersonRequest, page: WizardPage, step: Step, version: int) -> str:
        if step.chapter is None:
            raise _no_act()
        place = page.rows.chapters.index(step.chapter)
        move_chapter(page.report, step.chapter, to=max(place + by, 0), by=request.user, version=version)
        return at(step, field="chapter-up" if by < 0 else "chapter-down")

    return move


def _remove_chapter(request: PersonRequest, page: WizardPage, step: Step, version: int) -> str:
    if step.chapter is None:
        raise _no_act()
    remove_chapter(page.report, step.chapter, by=request.user, version=version)
    return page.steps[page.steps.index(step) - 1].url


def _evidence(request: PersonRequest, page: WizardPage, step: Step, entry: Entry, version: int) -> str:
    """Go to the page of the entry's files; the text is saved by then."""
    return reverse("entry_evidence", args=[page.report.pk, entry.uuid])


ENTRY_ACTS: dict[str, EntryAct] = {
    "up": _move(-1),
    "down": _move(1),
    "place": _place,
    "evidence": _evidence,
    "remove": _remove,
    "restore": _restore,
}
THREAD_ACTS: dict[str, ThreadAct] = {
    "reply": lambda thread, body, by, version: reply(thread, body, by=by),
    "answered": lambda thread, body, by, version: mark_answered(thread, by=by, body=body),
    "take": lambda thread, body, by, version: take_proposal(thread, by=by, body=body, version=version),
    "decline": lambda thread, body, by, version: decline_proposal(thread, by=by, body=body),
}
# Those that say how the step's own fields are saved.
SAVING_ACTS = ("confirm",)
CHAPTER_ACTS: dict[str, ChapterAct] = {
    "add": _add,
    NewChapterForm.ADD: _add_chapter,
    "chapter_up": _move_chapter(-1),
    "chapter_down": _move_chapter(1),
    "remove_chapter": _remove_chapter,
    "draft": _draft,
    "zero": _zero,
}
# What the button is called that adds an entry.
ADD_LABELS = {
    ChapterKind.WORK: gettext_lazy("Add work done"),
    ChapterKind.PROBLEMS: gettext_lazy("Add a problem"),
    ChapterKind.NEXT_STEPS: gettext_lazy("Add a next step"),
    ChapterKind.ATTACHMENTS: gettext_lazy("Add an attachment"),
}
