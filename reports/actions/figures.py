"""What a person types for the figures of a report in place of what the ledger counts."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from reports.actions.audit import Note, record
from reports.actions.drafting import claim
from reports.actions.storing import check
from reports.checking import names_something
from reports.errors import InvalidInput
from reports.models import Person, Report, TypedFigure

HOLLOW = _("This would fit any number. Say where it comes from, such as 财务股决算报表, or why the count is another.")
# What is typed for each figure, by its key: a value and the reason; None takes the typed value back.
Typed = Mapping[str, tuple[int, str] | None]


@transaction.atomic
def save_typed_figures(report: Report, typed: Typed, *, by: Person, version: int, note: Note = record) -> Report:
    """Store the values that a person typed, and take back those that were cleared.

    Raises InvalidInput for a value without a reason that names something, and what `claim` raises.
    """
    stored = {row.key: row for row in report.typed_figures.all()}
    changed = {key: given for key, given in typed.items() if given != _said(stored.get(key))}
    if not changed:
        return report
    claim(report, by=by, version=version)
    for key, given in changed.items():
        row = stored.get(key) or TypedFigure(report=report, key=key)
        if given is None:
            row.delete()
            continue
        row.value, row.reason, row.by = *given, by
        check(row, constraints=False)
        if not names_something(row.reason):
            raise InvalidInput(str(HOLLOW), field="reason")
        row.save()
    said = {key: given[0] if given else None for key, given in changed.items()}
    note("report.figures_typed", by=by, report=report, figures=said)
    return report


def _said(row: TypedFigure | None) -> tuple[int, str] | None:
    return (row.value, row.reason) if row else None
