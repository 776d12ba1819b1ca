"""Figures of a report: their values go into its manuscript, and with their records into a snapshot."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from reports.document import Count, Manuscript, Reference, digest
from reports.document.figures import all_references, printed
from reports.models import Activity, FrozenFigure, Indicator, Problem, Report
from reports.queries.figures import FigureValue, figure_values, records_of


def counted(report: Report, manuscript: Manuscript) -> Manuscript:
    """The manuscript with the values of all figures that its texts take; without figures it costs no query."""
    return replace(manuscript, figures=counts_of(figure_values(report, all_references(manuscript)).values()))


def counts_of(values: Iterable[FigureValue]) -> dict[str, Count]:
    """The values as the document prints them, by key; those of unknown indicators are left out."""
    return {
        value.reference.key: Count(value.value, value.indicator.unit_word)
        for value in values
        if value.indicator is not None
    }


def frozen_figures(report: Report, references: Iterable[Reference]) -> list[FrozenFigure]:
    """The figures with all that is behind them, as rows that are not stored and belong to no snapshot yet.

    A figure without a value has nothing to freeze and is left out.
    """
    values = figure_values(report, references)
    records = records_of(report, values.values())
    return [
        _frozen(figure, figure.value, figure.indicator, [plain_record(row) for row in records.get(key, ())])
        for key, figure in values.items()
        if figure.value is not None and figure.indicator is not None
    ]


def plain_record(row: Activity | Problem) -> dict[str, Any]:
    """A record behind a figure as plain data: what a person needs to know it again."""
    if isinstance(row, Problem):
        return {"uuid": str(row.uuid), "title": row.heading or row.body[:40], "state": row.rectification_state}
    return {
        "uuid": str(row.uuid),
        "day": row.first_day.isoformat(),
        "until": row.last_day.isoformat(),
        "kind": row.kind.name,
        "title": row.title,
        "office": row.unit.name,
        "attendance": row.attendance,
        "quantity": row.quantity,
        "document_number": row.document_number,
        "people": row.people,
    }


def records_digest(records: list[dict[str, Any]]) -> str:
    """SHA-256 of the records' canonical JSON."""
    return digest(json.dumps(records, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _frozen(figure: FigureValue, value: int, indicator: Indicator, records: list[dict[str, Any]]) -> FrozenFigure:
    extent, typed = figure.extent, figure.typed
    basis = {
        "computation": indicator.computation,
        "kinds": [kind.name for kind in indicator.kinds.all()],
        "unit_word": indicator.unit_word,
        "scope": figure.reference.scope.value,
        "office": figure.reference.office,
        "days": [extent.first_day.isoformat(), extent.last_day.isoformat()] if extent else [],
        "counted": figure.counted,
        "typed": {"by": typed.by.full_name, "at": typed.at.isoformat(), "reason": typed.reason} if typed else None,
    }
    return FrozenFigure(
        key=figure.reference.key,
        name=indicator.name,
        value=value,
        printed=printed(figure.reference, Count(value, indicator.unit_word)),
        basis=basis,
        records=records,
        sha256=records_digest(records),
    )
