"""Figures of a report: the picker's choices, and the records behind one, of the draft and of a frozen version."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.access import reviews_for
from reports.composing.figures import Basis, basis_of, frozen_basis, names_of, read_key
from reports.document import Count, Reference
from reports.document.figures import printed
from reports.forms.figures import PickerForm
from reports.models import Indicator, Report
from reports.queries import own_report, readable_snapshot
from reports.queries.figures import FigureValue, figure_values, offices_of, records_of, sought_indicators
from reports.views.requests import PersonRequest


@dataclass(frozen=True, slots=True)
class Choice:
    """An indicator as the picker offers it: the chip to put in, its value, and how that comes about."""

    chip: str
    name: str
    printed: str
    how: str


@require_safe
def figure_choices(request: PersonRequest, pk: int) -> HttpResponse:
    """The indicators that the picker is asked for, with their values; those that the report's type wants come first."""
    report = own_report(request.user, pk)
    form = PickerForm(offices_of(report.unit), request.GET)
    indicators = sought_indicators(report.report_type, form.chosen().get("q", ""))
    references = [form.reference(indicator.code) for indicator in indicators]
    values = figure_values(report, references)
    counts = {key: Count(value.value, value.indicator.unit_word) for key, value in values.items() if value.indicator}
    names = names_of(report, counts)
    choices = [
        _choice(one, reference, names.chip(reference), counts)
        for one, reference in zip(indicators, references, strict=True)
    ]
    return render(request, "reports/figures/choices.html", {"choices": choices})


@require_safe
def figure_records(request: PersonRequest, pk: int, key: str) -> HttpResponse:
    """What the figure `key` of the draft counts, record by record; Http404 for one that nobody knows."""
    report = own_report(request.user, pk)
    value = _figure(report, read_key(key))
    records = records_of(report, [value]).get(value.reference.key, [])
    return _show(request, report, basis_of(value, records))


@require_safe
def snapshot_figure(request: PersonRequest, pk: int, number: int, key: str) -> HttpResponse:
    """What a figure of a frozen version counted then, and what it would be now."""
    snapshot = readable_snapshot(request.user, pk, number)
    frozen = get_object_or_404(snapshot.figures, key=key)
    reference = read_key(key)
    now = figure_values(snapshot.report, [reference] if reference else [])
    return _show(
        request,
        snapshot.report,
        frozen_basis(frozen),
        snapshot=snapshot,
        now=next((value.value for value in now.values()), None),
        reviews=reviews_for(request.user, snapshot.report.unit),
    )


def _figure(report: Report, reference: Reference | None) -> FigureValue:
    values = figure_values(report, [reference] if reference else [])
    for value in values.values():
        if value.indicator is not None and value.extent is not None:
            return value
    raise Http404


def _show(request: PersonRequest, report: Report, basis: Basis, **more: object) -> HttpResponse:
    return render(request, "reports/figures/records.html", {"report": report, "basis": basis, **more})


def _choice(indicator: Indicator, reference: Reference, chip: str, counts: dict[str, Count]) -> Choice:
    count = counts[reference.key]
    shown = printed(reference, count) if count.value is not None else _("no value yet")
    kinds = "、".join(kind.name for kind in indicator.kinds.all())
    how = indicator.get_computation_display()
    return Choice(chip, indicator.name, shown, how + _(": ") + kinds if kinds else how)
