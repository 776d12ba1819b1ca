"""What administrators do with the outline of a report type: drafted, saved, published, discarded.

A published outline is never changed: reports that were started from it keep it.
"""

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.storing import check, hold
from reports.composing import PLACEHOLDERS
from reports.document import digest
from reports.errors import InvalidInput, StaleReport, WrongState
from reports.models import Outline, OutlineChapter, Person, ReportType
from reports.queries import published_outline

SETTINGS = (
    "title_pattern",
    "recipient",
    "layout",
    "numbering",
    "preamble_guidance",
    "preamble_required",
    "closing",
    "zero_report",
    "answers_place",
)
CHAPTER_FIELDS = ("kind", "heading", "guidance", "required", "entry_style")


@transaction.atomic
def draft_outline(report_type: ReportType, *, by: Person) -> Outline:
    """The type's draft outline; where there is none it is made as a copy of the published one.

    Raises WrongState for a type that has neither.
    """
    hold(ReportType.objects.filter(pk=report_type.pk))
    draft = report_type.outlines.filter(published_at__isnull=True).first()
    if draft is not None:
        return draft
    published = published_outline(report_type)
    if published is None:
        raise WrongState(_("This report type has no outline to start from."))
    draft = Outline(report_type=report_type, number=published.number + 1)
    for field in SETTINGS:
        setattr(draft, field, getattr(published, field))
    draft.save()
    _put_chapters(draft, [{f: getattr(part, f) for f in CHAPTER_FIELDS} for part in published.chapters.all()])
    record("outline.drafted", by=by, label=report_type.name, number=draft.number)
    return draft


@transaction.atomic
def save_outline(
    outline: Outline, *, settings: Mapping[str, Any], chapters: Sequence[Mapping[str, Any]], by: Person, seen: str
) -> None:
    """Store a draft outline whole: its settings (SETTINGS) and its chapters (CHAPTER_FIELDS) in their new order.

    `seen` is the `fingerprint` of what the person changed. Raises WrongState for a published outline, StaleReport
    where somebody saved meanwhile, InvalidInput for a title with an unknown placeholder.
    """
    _still_draft(outline)
    if seen != fingerprint(outline):
        raise StaleReport(_("Somebody else changed this outline meanwhile. Load the page again to see it."))
    _check_placeholders(settings["title_pattern"], field="title_pattern")
    _check_placeholders(settings["recipient"], field="recipient")
    _check_placeholders(settings["zero_report"], field="zero_report")
    for field in SETTINGS:
        setattr(outline, field, settings[field])
    check(outline)
    outline.save(update_fields=list(SETTINGS))
    outline.chapters.all().delete()
    _put_chapters(outline, chapters)
    record("outline.saved", by=by, label=outline.report_type.name, number=outline.number, chapters=len(chapters))


@transaction.atomic
def publish_outline(outline: Outline, *, by: Person) -> None:
    """Make a draft the outline of all reports that are started from now on.

    Raises InvalidInput without a chapter, WrongState for one that is published or thrown away by now.
    """
    _still_draft(outline)
    if not outline.chapters.exists():
        raise InvalidInput(_("An outline needs at least one chapter. Add one first."))
    Outline.objects.filter(pk=outline.pk, published_at__isnull=True).update(published_at=timezone.now())
    outline.refresh_from_db()
    record("outline.published", by=by, label=outline.report_type.name, number=outline.number)


@transaction.atomic
def discard_outline(outline: Outline, *, by: Person) -> None:
    """Throw a draft away; the published outline stays in use. A type's only outline stays (WrongState)."""
    _still_draft(outline)
    if published_outline(outline.report_type) is None:
        raise WrongState(_("This is the type's only outline, so it stays."))
    record("outline.discarded", by=by, label=outline.report_type.name, number=outline.number)
    outline.delete()


def fingerprint(outline: Outline) -> str:
    """What tells one stored state of an outline from another."""
    rows = [[getattr(outline, field) for field in SETTINGS]]
    rows += [[getattr(part, field) for field in CHAPTER_FIELDS] for part in outline.chapters.all()]
    return digest(repr(rows))


def _still_draft(outline: Outline) -> None:
    """Hold the outline and read it again, so that what follows is decided on what is stored now."""
    hold(Outline.objects.filter(pk=outline.pk))
    if not Outline.objects.filter(pk=outline.pk).exists():
        raise WrongState(_("Somebody has thrown this draft away meanwhile."))
    outline.refresh_from_db()
    if outline.published_at is not None:
        raise WrongState(_("This outline is published and stays as it is. Change it by a new version."))


def _check_placeholders(pattern: str, *, field: str) -> None:
    try:
        names = [name for _text, name, _spec, _conversion in Formatter().parse(pattern) if name is not None]
    except ValueError as error:
        raise InvalidInput(_("A { or } stands alone. Write placeholders like {unit}."), field=field) from error
    unknown = [name for name in names if name not in PLACEHOLDERS]
    if unknown:
        message = _("{%(name)s} is no placeholder. There are: %(known)s.") % {
            "name": unknown[0],
            "known": " ".join(f"{{{name}}}" for name in PLACEHOLDERS),
        }
        raise InvalidInput(message, field=field)


def _put_chapters(outline: Outline, chapters: Sequence[Mapping[str, Any]]) -> None:
    for order, values in enumerate(chapters, 1):
        chapter = OutlineChapter(outline=outline, order=order, **{field: values[field] for field in CHAPTER_FIELDS})
        check(chapter)
        chapter.save()
