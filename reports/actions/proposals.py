"""What a unit does with changes that are proposed in words: saves them as its own, or answers that it won't.

All are ordinary saves: they claim the report's version, and whoever comes second overwrites nothing.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from reports.actions.chapters import save_chapter
from reports.actions.drafting import save_cover, save_preamble
from reports.actions.entries import remove_entry
from reports.actions.reviews import mark_answered
from reports.composing.edits import replaced
from reports.composing.fields import Fields, read_fields
from reports.errors import InvalidInput, WrongState
from reports.models import Chapter, Entry, Person, Report, Thread

# A field of a report: what it belongs to (`entry-UUID`, `chapter-UUID`, or "" for the report itself) and its name.
FieldName = tuple[str, str]

_COVER = ("title", "recipient", "signature", "document_date", "closing", "serial", "urgency")


@transaction.atomic
def take_proposal(thread: Thread, *, by: Person, version: int, body: str = "") -> Thread:
    """Save what the thread proposes in its field, and mark the thread answered.

    Raises InvalidInput where the paragraph has become another meanwhile, WrongState for what is no open proposal, and
    what `mark_answered` and `claim` raise.
    """
    if not thread.is_proposal:
        raise WrongState(_("This comment proposes no words."))
    mark_answered(thread, by=by, body=body, outcome="taken")
    fields = read_fields(thread.report)
    owner = fields.owner_of(thread.anchor)
    value = None if owner is None else replaced(fields.value(owner, thread.field), thread.against, thread.proposed)
    if owner is None or value is None:
        raise InvalidInput(
            _("The text here has changed since, so nothing was taken over. Put the words in by hand where they fit.")
        )
    save_texts(thread.report, {(owner, thread.field): value}, by=by, version=version)
    return thread


def decline_proposal(thread: Thread, *, by: Person, body: str = "") -> Thread:
    """Answer that the words stay as they are, with the reason if there is one; raises what `mark_answered` raises."""
    if not thread.is_proposal:
        raise WrongState(_("This comment proposes no words."))
    return mark_answered(thread, by=by, body=body, outcome="declined")


@transaction.atomic
def save_texts(report: Report, texts: Mapping[FieldName, str], *, by: Person, version: int) -> Report:
    """Save these fields of a report: its cover, its preamble, then chapter by chapter, each as its step saves it.

    An entry that has neither heading nor text after that is removed, and can be brought back. Raises InvalidInput for
    a text that its field doesn't take, WrongState for a chapter or entry that is gone, and what `claim` raises.
    """
    fields = read_fields(report)
    values: dict[str, dict[str, Any]] = defaultdict(dict)
    for (owner, name), text in texts.items():
        values[owner][name] = _clean(fields, owner, name, text)
    own = values.pop("", {})
    if "preamble" in own:
        save_preamble(report, preamble=own.pop("preamble"), by=by, version=version)
        version = report.version
    if own:
        save_cover(report, **{name: getattr(report, name) for name in _COVER} | own, by=by, version=version)
        version = report.version
    for chapter, entries in _by_chapter(fields, values):
        changed = {entry.uuid: values[f"entry-{entry.uuid}"] for entry in entries}
        _save_chapter(report, chapter, values.get(f"chapter-{chapter.uuid}", {}), changed, by=by, version=version)
        version = report.version
        for entry in entries:
            entry.refresh_from_db()
            if not (entry.heading.strip() or entry.body.strip()):
                remove_entry(report, entry, by=by, version=version)
                version = report.version
    return report


def _save_chapter(
    report: Report,
    chapter: Chapter,
    own: Mapping[str, Any],
    entries: Mapping[UUID, Mapping[str, Any]],
    *,
    by: Person,
    version: int,
) -> None:
    kept = {name: getattr(chapter, name) for name in ("heading", "lead", "entry_style")}
    save_chapter(report, chapter, **kept | dict(own), entries=entries, by=by, version=version)


def _by_chapter(fields: Fields, values: Mapping[str, object]) -> list[tuple[Chapter, list[Entry]]]:
    """The chapters that are concerned, each with its entries that are."""
    found = []
    for chapter in fields.chapters:
        entries = [entry for entry in fields.entries(chapter) if f"entry-{entry.uuid}" in values]
        if entries or f"chapter-{chapter.uuid}" in values:
            found.append((chapter, entries))
    return found


def _clean(fields: Fields, owner: str, name: str, text: str) -> Any:
    """The text as the column takes it."""
    row = fields.row(owner)
    if row is None:
        raise WrongState(_("A chapter or entry of this file is not in the report any more, so nothing was saved."))
    column: Any = row._meta.get_field(name)
    try:
        return column.clean(text or None if column.null else text, row)
    except ValidationError as error:
        where = f"“{text[:20]}…”: " if len(text) > 20 else f"“{text}”: "
        raise InvalidInput(where + error.messages[0], field=name) from error
