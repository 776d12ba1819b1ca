"""A manuscript from a file becomes an ordinary draft."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from django.db import transaction
from django.db.models import CharField, Model
from django.utils.translation import gettext as _

from reports import document
from reports.actions.audit import record
from reports.actions.drafting import create_report
from reports.choices import ChapterKind
from reports.composing.covers import take_cover
from reports.composing.fitting import Fitted, fit
from reports.document import Manuscript
from reports.errors import InvalidInput
from reports.models import Chapter, Entry, Period, Person, Report, ReportType, Unit
from reports.models.entries import ENTRY_MODELS

COVER_FIELDS = ("title", "recipient", "signature", "document_date", "serial", "urgency")


@transaction.atomic
def create_report_from_manuscript(
    manuscript: Manuscript, *, unit: Unit, period: Period, report_type: ReportType, by: Person
) -> Report:
    """Create the draft that says what the manuscript says, in the same words and order.

    Its chapters keep their own headings and styles and take guidance and duties from the outline's chapters that they
    fit; `composing.fitting` says what is added. Cover parts that the manuscript lacks are filled as in an empty
    draft. Raises InvalidInput for a text that is too long for its field, and what `create_report` raises.
    """
    for sentence in overlong(manuscript):
        raise InvalidInput(sentence)
    report = create_report(unit, period, report_type, by=by)
    take_cover(report, manuscript.cover)
    report.preamble, report.closing = manuscript.preamble, manuscript.closing
    report.save(update_fields=[*COVER_FIELDS, "preamble", "closing", "changed_at"])
    report.chapters.all().delete()
    fitted = fit(manuscript, report.outline)
    for order, part in enumerate(fitted, 1):
        _add_chapter(report, order, part)
    record("report.imported", by=by, report=report, chapters=len(fitted))
    return report


def overlong(manuscript: Manuscript) -> Iterator[str]:
    """A sentence for every heading or part of the cover that is longer than its field."""
    cover = manuscript.cover
    yield from _too_long(Report, "title", cover.title)
    yield from _too_long(Report, "recipient", cover.recipient)
    yield from _too_long(Report, "signature", cover.signature)
    for chapter in manuscript.chapters:
        yield from _too_long(Chapter, "heading", chapter.heading)
        for entry in chapter.entries:
            yield from _too_long(Entry, "heading", entry.heading)


def _too_long(model: type[Model], name: str, text: str) -> Iterator[str]:
    field = cast("CharField[str, str]", model._meta.get_field(name))
    if field.max_length and len(text) > field.max_length:
        words = _("“%(quote)s…” has %(count)s characters as %(part)s; no more than %(limit)s are possible.")
        yield words % {
            "quote": text[:20],
            "count": len(text),
            "part": field.verbose_name,
            "limit": field.max_length,
        }


def _without_lead(chapter: document.Chapter) -> document.Chapter:
    """Attachments have no opening text: what stands before the first becomes one that still wants a title."""
    if chapter.kind is not ChapterKind.ATTACHMENTS or not chapter.lead.strip():
        return chapter
    return replace(chapter, lead="", entries=(document.Entry("", chapter.lead), *chapter.entries))


def _add_chapter(report: Report, order: int, fitted: Fitted) -> None:
    given, pattern = _without_lead(fitted.chapter), fitted.pattern
    chapter = Chapter.objects.create(
        report=report,
        order=order,
        kind=given.kind.value,
        heading=given.heading,
        lead=given.lead,
        guidance=pattern.guidance if pattern else "",
        required=bool(pattern and pattern.required),
        own=pattern is None,
        entry_style=given.style.value,
    )
    model = ENTRY_MODELS[given.kind]
    model._default_manager.bulk_create(
        model(report=report, chapter=chapter, order=place, heading=entry.heading, body=entry.body)
        for place, entry in enumerate(given.entries, 1)
    )
