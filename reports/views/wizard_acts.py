"""What the buttons inside a step do once the step is saved: entries and chapters, answers to comments."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404
from django.utils.translation import gettext as _

from reports.actions.chapters import add_chapter, remove_chapter
from reports.actions.entries import add_entry, move_entry, remove_entry, restore_entry, siblings
from reports.actions.reviews import mark_answered, reply
from reports.choices import ChapterKind
from reports.errors import InvalidInput
from reports.forms.steps import Step, chapter_key, entry_field, step_url, target_of
from reports.models import Entry, Thread
from reports.models.entries import ENTRY_MODELS
from reports.views.requests import PersonRequest, posted_number, posted_text
from reports.views.wizard_pages import WizardPage

EntryAct = Callable[[PersonRequest, WizardPage, Step, Entry, int], str]


def perform(request: PersonRequest, page: WizardPage, step: Step, version: int) -> str:
    """Do what the button named `act` says (`up:UUID`, `add`, `reply:ID`…); the answer is the address to go on at."""
    act, _colon, what = request.POST.get("act", "").partition(":")
    if act in ENTRY_ACTS:
        return ENTRY_ACTS[act](request, page, step, _entry(step, what), version)
    if act in THREAD_ACTS:
        thread = _thread(page, what)
        THREAD_ACTS[act](thread, posted_text(request, f"answer-{thread.pk}"), by=request.user)
        target = target_of(thread.anchor, page.rows)
        return at(step, field=target.field if target else "")
    if act in CHAPTER_ACTS:
        return CHAPTER_ACTS[act](request, page, step, version)
    return step.url


def at(step: Step, **places: str) -> str:
    """The step's address with the focus at `field`, or an undo button for the entry `removed`."""
    return f"{step.url}?{urlencode(places)}"


def _entry(step: Step, uuid: str) -> Entry:
    """The entry of this step's chapter, removed or not."""
    if step.chapter is not None:
        for entry in ENTRY_MODELS[step.chapter.kind]._default_manager.filter(chapter=step.chapter):
            if str(entry.uuid) == uuid:
                return entry
    raise Http404


def _thread(page: WizardPage, pk: str) -> Thread:
    for thread in [*page.unplaced, *(thread for threads in page.threads.values() for thread in threads)]:
        if str(thread.pk) == pk:
            return thread
    raise Http404


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
        raise Http404
    entry = add_entry(page.report, step.chapter, by=request.user, version=version)
    return at(step, field=entry_field(entry.uuid, "heading"))


def _add_chapter(request: PersonRequest, page: WizardPage, step: Step, version: int) -> str:
    kind, heading = request.POST.get("new_kind", ""), posted_text(request, "new_heading").strip()
    if kind not in list(ChapterKind) or not heading or len(heading) > LONGEST_HEADING:
        raise InvalidInput(_("Give the new chapter a heading."), field="new_heading")
    chapter = add_chapter(page.report, kind=ChapterKind(kind), heading=heading, by=request.user, version=version)
    return step_url(page.report, chapter_key(chapter))


def _remove_chapter(request: PersonRequest, page: WizardPage, step: Step, version: int) -> str:
    if step.chapter is None:
        raise Http404
    remove_chapter(page.report, step.chapter, by=request.user, version=version)
    return page.steps[page.steps.index(step) - 1].url


LONGEST_HEADING = 120
ENTRY_ACTS: dict[str, EntryAct] = {
    "up": _move(-1),
    "down": _move(1),
    "place": _place,
    "remove": _remove,
    "restore": _restore,
}
THREAD_ACTS: dict[str, Callable[..., object]] = {
    "reply": reply,
    "answered": lambda thread, body, by: mark_answered(thread, by=by, body=body),
}
CHAPTER_ACTS: dict[str, Callable[[PersonRequest, WizardPage, Step, int], str]] = {
    "add": _add,
    "add_chapter": _add_chapter,
    "remove_chapter": _remove_chapter,
}
