"""What is done with report types and their outlines."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from reports.actions.audit import record
from reports.models import Outline, OutlineChapter, Person, ReportType


@transaction.atomic
def ensure_report_type(
    code: str,
    *,
    name: str,
    genre: str,
    period_kinds: Sequence[str],
    outline: Mapping[str, Any],
    chapters: Sequence[Mapping[str, Any]],
    by: Person | None = None,
) -> tuple[ReportType, bool]:
    """Create a delivered report type with its outline published as version 1, and say whether it was created.

    `outline` and `chapters` hold the fields of Outline and OutlineChapter; chapters are ordered as they come.
    A type that is there already stays as the administrators left it. Raises ValidationError for values that the
    models don't take.
    """
    existing = ReportType.objects.filter(code=code).first()
    if existing is not None:
        return existing, False
    report_type = ReportType(code=code, name=name, genre=genre, period_kinds=list(period_kinds))
    report_type.full_clean()
    report_type.save()
    version = Outline(report_type=report_type, number=1, published_at=timezone.now(), **outline)
    version.full_clean()
    version.save()
    for order, fields in enumerate(chapters, 1):
        chapter = OutlineChapter(outline=version, order=order, **fields)
        chapter.full_clean()
        chapter.save()
    record("report_type.delivered", by=by, label=str(report_type), code=code, chapters=len(chapters))
    return report_type, True
