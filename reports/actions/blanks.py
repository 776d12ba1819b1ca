"""Blanks and typed counts of a draft become figures of the ledger."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.drafting import stale_report
from reports.actions.figures import save_typed_figures
from reports.actions.proposals import FieldName, save_texts
from reports.blanks import Catalogue
from reports.composing.blanks import Gap, gaps_of, with_figure
from reports.composing.fields import read_fields
from reports.document import Reference
from reports.errors import InvalidInput
from reports.models import Person, Report
from reports.queries.catalogue import catalogue


@transaction.atomic
def bind_gaps(report: Report, chosen: Mapping[str, str], *, typed: bool = False, by: Person, version: int) -> Report:
    """Put figures in the place of blanks and typed counts: `chosen` has the indicator's code for the key of each gap.

    `typed` keeps the number that stood there as the typed value of its figure. Raises StaleReport where a gap is not
    there any more, InvalidInput for an unknown indicator and for a figure that was typed otherwise, and what
    `save_texts` raises; then nothing is saved.
    """
    fields, known = read_fields(report), catalogue()
    gaps = {gap.key: gap for gap in gaps_of(fields, known)}
    if not set(chosen) <= set(gaps):
        raise stale_report()
    _check_known(chosen.values(), known)
    texts: dict[FieldName, str] = {}
    # From the last to the first, so that what stands before keeps its place.
    for gap in sorted((gaps[key] for key in chosen), key=lambda gap: -gap.start):
        name = (gap.owner, gap.field)
        texts[name] = with_figure(texts.get(name, fields.value(*name)), gap, known.by_code[chosen[gap.key]])
    if typed:
        save_typed_figures(
            report, _typed(report, [(gaps[key], code) for key, code in chosen.items()]), by=by, version=version
        )
        version = report.version
    save_texts(report, texts, by=by, version=version)
    record("report.figures_bound", by=by, report=report, figures=sorted(chosen.values()), typed=typed)
    return report


def _check_known(codes: Iterable[str], known: Catalogue) -> None:
    for code in codes:
        if code not in known.by_code:
            raise InvalidInput(_("There is none with the code %(code)s.") % {"code": code}, field="indicator")


def _typed(report: Report, chosen: Iterable[tuple[Gap, str]]) -> dict[str, tuple[int, str]]:
    """The numbers as typed values, by the figure's key; one figure has one value."""
    there = {row.key: row.value for row in report.typed_figures.all()}
    typed: dict[str, tuple[int, str]] = {}
    for gap, code in chosen:
        key = Reference(code).key
        if gap.value is None:
            raise InvalidInput(_("There is no number here that could be kept."))
        if there.setdefault(key, gap.value) != gap.value:
            raise InvalidInput(_("This figure was typed as %(value)s elsewhere in the report.") % {"value": there[key]})
        typed[key] = (gap.value, _("It stood in the text."))
    return typed
