"""What is done with report types; their outlines are edited in `outlines`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.storing import check, written_once
from reports.choices import ChapterKind, PeriodKind
from reports.composing.drafts import NUMBER
from reports.errors import InvalidInput
from reports.models import Outline, OutlineChapter, Person, ReportType

# What the chapters of a new type are called at first; the administrator writes others.
USUAL_HEADINGS = {
    ChapterKind.WORK: "工作开展情况",
    ChapterKind.PROBLEMS: "存在的主要问题",
    ChapterKind.NEXT_STEPS: "下一步工作打算",
}
# How the names of types begin, and what {period} says already.
_PERIOD_WORDS = {PeriodKind.YEAR: "年度", PeriodKind.FIRST_HALF: "上半年", PeriodKind.QUARTER: "季度"}


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
    A type that is there already stays as the administrators left it. Raises InvalidInput for values that the models
    don't take.
    """
    existing = ReportType.objects.filter(code=code).first()
    if existing is not None:
        return existing, False
    report_type = ReportType(code=code, name=name, genre=genre, period_kinds=_in_order(period_kinds))
    check(report_type)
    report_type.save()
    version = Outline(report_type=report_type, number=1, published_at=timezone.now(), **outline)
    check(version)
    version.save()
    for order, fields in enumerate(chapters, 1):
        chapter = OutlineChapter(outline=version, order=order, **fields)
        check(chapter)
        chapter.save()
    record("report_type.delivered", by=by, label=str(report_type), code=code, chapters=len(chapters))
    return report_type, True


@transaction.atomic
def create_report_type(
    code: str, *, name: str, genre: str, period_kinds: Sequence[str], by: Person | None
) -> ReportType:
    """Create a type with a draft outline of three chapters; new reports need the outline published first.

    Raises InvalidInput for a code that is taken, and for values that the model doesn't take.
    """
    if ReportType.objects.filter(code=code).exists():
        raise InvalidInput(_("There is a report type with this code already."), field="code")
    report_type = ReportType(code=code, name=name, genre=genre, period_kinds=_in_order(period_kinds))
    check(report_type)
    with written_once():
        report_type.save()
    outline = Outline.objects.create(report_type=report_type, number=1, title_pattern=_usual_title(name))
    for order, (kind, heading) in enumerate(USUAL_HEADINGS.items(), 1):
        OutlineChapter.objects.create(outline=outline, order=order, kind=kind, heading=heading)
    record("report_type.created", by=by, label=name, code=code)
    return report_type


@transaction.atomic
def change_report_type(
    report_type: ReportType,
    *,
    name: str,
    genre: str,
    period_kinds: Sequence[str],
    active: bool,
    sentences: Mapping[str, str],
    by: Person,
) -> None:
    """Change what the type is called, for which periods it is written, and how it words what the ledger has.

    One that isn't active starts no reports. Raises InvalidInput for values that the model doesn't take, no kind of
    period, and sentences without a number.
    """
    for pattern in sentences.values():
        if not NUMBER.search(pattern):
            words = _("“%(pattern)s” has no number: write {count}, {attendance} or {quantity} where it stands.")
            raise InvalidInput(words % {"pattern": pattern}, field="sentences")
    values = {"name": name, "genre": genre, "active": active, "period_kinds": _in_order(period_kinds)}
    values["sentences"] = dict(sentences)
    changed = [field for field, new in values.items() if getattr(report_type, field) != new]
    for field in changed:
        setattr(report_type, field, values[field])
    check(report_type)
    if changed:
        report_type.save(update_fields=changed)
        record("report_type.changed", by=by, label=name, code=report_type.code, fields=changed)


def _usual_title(name: str) -> str:
    """The title of a new type's reports; a name that begins with its period doesn't say it twice."""
    said = next((word for word in _PERIOD_WORDS.values() if name.startswith(word)), "")
    return f"{{unit}}{{period}}{name.removeprefix(said)}"


def _in_order(period_kinds: Sequence[str]) -> list[str]:
    known = [kind.value for kind in PeriodKind]
    if not period_kinds or not set(period_kinds) <= set(known):
        raise InvalidInput(_("Say for which periods the report is written."), field="period_kinds")
    return [kind for kind in known if kind in period_kinds]
