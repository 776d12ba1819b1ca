"""What is done with a report that is being written: start it, save cover and preamble, discard it.

Chapters and entries have files of their own; all of them write through `claim`.
"""

import datetime
from collections.abc import Mapping
from contextlib import suppress

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.access import writes_for
from reports.actions.audit import Note, record
from reports.actions.storing import check, hold, written_once
from reports.composing import fill_pattern, pattern_words
from reports.composing.covers import first_signature
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import Chapter, LetterheadSettings, Outline, Period, Person, Report, ReportType, Unit
from reports.queries import is_open, published_outline
from reports.workflow import WRITABLE


@transaction.atomic
def create_report(unit: Unit, period: Period, report_type: ReportType, *, by: Person) -> Report:
    """Start a draft from the type's published outline, its title and recipient filled in, its chapters empty.

    Raises what `check_start` raises, and WrongState where the report is there already.
    """
    hold(Unit.objects.filter(pk=unit.pk))
    unit.refresh_from_db()
    outline = check_start(unit, period, report_type, by=by)
    words = pattern_words(unit, period)
    report = Report(
        unit=unit,
        period=period,
        report_type=report_type,
        outline=outline,
        unit_name=unit.name,
        title=fill_pattern(outline.title_pattern, words),
        recipient=fill_pattern(outline.recipient, words),
        signature=first_signature(outline, unit.name, LetterheadSettings.objects.filter(unit=unit).first()),
        closing=outline.closing,
        created_by=by,
        changed_by=by,
    )
    check(report, constraints=False)
    with written_once(_("Your unit has this report already; go on with that one.")):
        report.save()
    _copy_chapters(outline, report)
    record("report.created", by=by, report=report, type=report_type.code, period=period.code, outline=outline.number)
    return report


def check_start(unit: Unit, period: Period, report_type: ReportType, *, by: Person) -> Outline:
    """The outline that the person's report of this unit, period and type would start from; nothing is written.

    Raises NotAllowed for a unit the person doesn't write for, InvalidInput where the unit isn't active, the period
    isn't open to it, the type isn't written for it or has no published outline.
    """
    if not writes_for(by, unit):
        raise NotAllowed(_("You do not write reports for this unit."))
    if not unit.active:
        raise InvalidInput(_("This unit starts no reports any more."), field="unit")
    if not is_open(unit, period):
        if timezone.localdate() < period.opens:
            message = _("Reports of this period can be started from %(day)s on.") % {"day": period.opens}
        else:
            message = _("The period is closed. Ask the administrator for an extension, then start the report.")
        raise InvalidInput(message, field="period")
    if not report_type.active or period.kind not in report_type.period_kinds:
        raise InvalidInput(_("This report is not written for this period."), field="report_type")
    outline = published_outline(report_type)
    if outline is None:
        raise InvalidInput(_("This report type has no published outline yet."), field="report_type")
    return outline


@transaction.atomic
def save_cover(
    report: Report,
    *,
    title: str,
    recipient: str,
    signature: str,
    document_date: datetime.date | None,
    closing: str,
    serial: int | None,
    urgency: str,
    by: Person,
    version: int,
    note: Note = record,
) -> Report:
    """Save what stands around the body: number and title before it, closing line, signature and date after it.

    Raises what `claim` raises.
    """
    values = {
        "title": title,
        "recipient": recipient,
        "signature": signature,
        "document_date": document_date,
        "closing": closing,
        "serial": serial,
        "urgency": urgency,
    }
    return _save_own_fields(report, values, "report.cover_saved", by=by, version=version, note=note)


@transaction.atomic
def save_preamble(report: Report, *, preamble: str, by: Person, version: int, note: Note = record) -> Report:
    """Save the text before the first chapter; raises what `claim` raises."""
    return _save_own_fields(report, {"preamble": preamble}, "report.preamble_saved", by=by, version=version, note=note)


@transaction.atomic
def discard_report(report: Report, *, by: Person, version: int) -> None:
    """Give a draft up: its rows stay, its place is free again.

    Raises WrongState for a report that was ever submitted, and what `claim` raises.
    """
    if report.snapshots.exists():
        raise WrongState(_("This report has been submitted before, so it cannot be discarded."))
    claim(report, by=by, version=version)
    Report.objects.filter(pk=report.pk).update(discarded_at=timezone.now())
    record("report.discarded", by=by, report=report)


def claim(report: Report, *, by: Person, version: int) -> None:
    """Take the right to write one change: the report is the person's, writable, and as they saw it at `version`.

    Counts the version up in one conditional UPDATE and refreshes `report`, so `report.version` is what comes next.
    Raises NotAllowed, WrongState or StaleReport; then nothing is written.
    """
    if not writes_for(by, report.unit):
        raise NotAllowed(_("You do not write reports for this unit."))
    taken = Report.objects.filter(pk=report.pk, version=version, state__in=WRITABLE, discarded_at__isnull=True).update(
        version=F("version") + 1, changed_by=by, changed_at=timezone.now()
    )
    report.refresh_from_db(fields=["version", "state", "changed_by", "changed_at", "discarded_at"])
    if taken:
        return
    if report.state not in WRITABLE or report.discarded_at is not None:
        raise WrongState(_("The report is not being written any more, so nothing was saved."))
    raise stale_report()


def stale_report() -> StaleReport:
    """What is told to somebody who writes on a version that isn't the newest any more."""
    return StaleReport(_("Somebody changed the report after you opened this page, so nothing was overwritten."))


def remember_step(report: Report, step: str) -> None:
    """Keep where the writer is, for "continue"; no change of the report, so neither version nor audit."""
    if report.last_step != step:
        # With a full disk the step is shown all the same.
        with suppress(OperationalError):
            Report.objects.filter(pk=report.pk).update(last_step=step)


def _save_own_fields(
    report: Report, values: Mapping[str, object], event: str, *, by: Person, version: int, note: Note
) -> Report:
    stored = Report.objects.values(*values).get(pk=report.pk)
    changed = {name: value for name, value in values.items() if stored[name] != value}
    if not changed:
        return report
    claim(report, by=by, version=version)
    for name, value in changed.items():
        setattr(report, name, value)
    report.save(update_fields=list(changed))
    replaced = {name: stored[name] for name in changed}
    note(event, by=by, report=report, fields=sorted(changed), replaced=replaced, written=changed)
    return report


def _copy_chapters(outline: Outline, report: Report) -> None:
    Chapter.objects.bulk_create(
        Chapter(
            report=report,
            order=part.order,
            kind=part.kind,
            heading=part.heading,
            guidance=part.guidance,
            required=part.required,
            entry_style=part.entry_style,
        )
        for part in outline.chapters.all()
    )
