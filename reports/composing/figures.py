"""Figures of a report: their values go into its manuscript, and with their records into a snapshot."""

import datetime
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.choices import FINISHED, Computation, RectificationState, Scope
from reports.document import Count, Manuscript, Reference, digest
from reports.document.chips import Names
from reports.document.figures import all_references, beginning, printed, reference_of, references_in
from reports.models import Activity, FrozenFigure, Indicator, Problem, Report, Snapshot, TypedFigure, Unit
from reports.proofreading.places import places
from reports.queries import earlier_report
from reports.queries.figures import Figures, FigureValue, figure_values, printed_now, printed_then, records_of
from reports.rendering.closing import printed_date
from reports.rendering.sources import Source, SourceRecord


def with_counts(figures: Figures, manuscript: Manuscript) -> Manuscript:
    """The manuscript with the values of all figures that its texts take; without figures it costs no query."""
    return replace(manuscript, figures=counts_of(figures.values(all_references(manuscript)).values()))


def counts_of(values: Iterable[FigureValue]) -> dict[str, Count]:
    """The values as the document prints them, by key; those of unknown indicators are left out."""
    return {
        value.reference.key: Count(value.value, value.indicator.unit_word)
        for value in values
        if value.indicator is not None
    }


def names_of(report: Report, counts: Mapping[str, Count]) -> Names:
    """What the figures that the report may take are called, in two queries; `counts` are the values that are known."""
    indicators = dict(Indicator.objects.values_list("code", "name"))
    below = Unit.objects.filter(path__startswith=report.unit.path).exclude(pk=report.unit_id)
    return Names(indicators, dict(below.values_list("code", "short_name")), counts)


def frozen_figures(
    report: Report, references: Collection[Reference], compared: Iterable[Reference] = ()
) -> list[FrozenFigure]:
    """The figures with all that is behind them, as rows that are not stored and belong to no snapshot yet.

    `references` are those of the text, `compared` those that cross-checks name. A figure without a value has nothing to
    freeze and is left out.
    """
    values = figure_values(report, [*references, *compared])
    records = records_of(report, values.values())
    in_text = {reference.key for reference in references}
    rows = [
        _frozen(figure, figure.value, figure.indicator, [plain_record(row) for row in records.get(key, ())])
        for key, figure in values.items()
        if figure.value is not None and figure.indicator is not None
    ]
    for row in rows:
        row.printed = row.printed if row.key in in_text else ""
    return rows


def plain_record(row: Activity | Problem) -> dict[str, Any]:
    """A record behind a figure as plain data: what a person needs to know it again."""
    if isinstance(row, Problem):
        return {"uuid": str(row.uuid), "title": _title(row), "state": row.rectification_state}
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


def _title(problem: Problem) -> str:
    """What a problem is called, with its figures as its report prints them."""
    title = problem.heading or beginning(problem.body, 40)
    if not references_in(title):
        return title
    return (printed_then if problem.report.state in FINISHED else printed_now)(problem.report, title)


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


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as the step of the figures lists it.

    `value` is what is printed now, `counted` what the ledger says; `last_year` is the same figure a year before, and
    `reported` what the unit's last approved report said. `places` are the anchors where the text takes it; `wanted`
    says that the report's type asks for it.
    """

    key: str
    name: str
    word: str
    computation: str
    value: int | None
    counted: int | None
    typed: TypedFigure | None
    last_year: int | None
    reported: int | None
    places: tuple[str, ...]
    wanted: bool

    @property
    def change(self) -> int | None:
        """How much it is more or less than a year before."""
        return None if self.value is None or self.last_year is None else self.value - self.last_year


def figure_rows(report: Report, manuscript: Manuscript) -> list[FigureRow]:
    """All figures that the report's type asks for or its texts take, in the order of the catalogue."""
    used = places_of(manuscript)
    wanted = list(report.report_type.indicators.filter(active=True).values_list("code", flat=True))
    known = {reference.key: reference for reference in all_references(manuscript)}
    references = {**{code: Reference(code) for code in wanted}, **known}
    before = {key: replace(one, scope=Scope.LAST_YEAR) for key, one in references.items() if one.scope is Scope.PERIOD}
    values = figure_values(report, [*references.values(), *before.values()])
    reported = _reported(report)
    rows = []
    for key in references:
        figure = values[key]
        if figure.indicator is None:
            continue
        last_year = values[before[key].key].counted if key in before else None
        rows.append(
            (
                figure.indicator.order,
                FigureRow(
                    key=key,
                    name=figure.indicator.name,
                    word=figure.indicator.unit_word,
                    computation=figure.indicator.computation,
                    value=figure.value,
                    counted=figure.counted,
                    typed=figure.typed,
                    last_year=last_year,
                    reported=reported.get(key),
                    places=used.get(key, ()),
                    wanted=key in wanted,
                ),
            )
        )
    return [row for _order, row in sorted(rows, key=lambda pair: (pair[0], pair[1].key))]


def places_of(manuscript: Manuscript) -> dict[str, tuple[str, ...]]:
    """The anchors at which the texts take each figure, by its key."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for place in places(manuscript):
        for reference in references_in(place.text):
            found[reference.key][place.anchor] = None
    return {key: tuple(anchors) for key, anchors in found.items()}


def _reported(report: Report) -> dict[str, int]:
    """The values of the figures that the unit's last approved report of the type was approved with, by their keys."""
    earlier = earlier_report(report)
    if earlier is None:
        return {}
    newest = Snapshot.objects.filter(report=earlier, withdrawn_at__isnull=True).order_by("-number").values("pk")[:1]
    return dict(FrozenFigure.objects.filter(snapshot__in=newest).exclude(printed="").values_list("key", "value"))


@dataclass(frozen=True, slots=True)
class Basis:
    """All that is behind a figure, of the draft or frozen: what a person needs to check it.

    `computation` is how it comes about, in words; `days` are the first and the last that count, or none. `records` are
    plain data (`plain_record`), `typed` says who typed the value when and why, or is None.
    """

    name: str
    word: str
    value: int | None
    counted: int | None
    computation: str
    kinds: tuple[str, ...]
    days: tuple[datetime.date, ...]
    office: str
    records: tuple[dict[str, Any], ...]
    typed: Mapping[str, Any] | None
    sha256: str = ""


def basis_of(figure: FigureValue, records: Iterable[Activity | Problem]) -> Basis:
    """What is behind a figure of the draft now; raises ValueError for one that the catalogue doesn't have."""
    if figure.indicator is None:
        raise ValueError(figure.reference.key)
    frozen = _frozen(figure, figure.value or 0, figure.indicator, [plain_record(row) for row in records])
    return replace(frozen_basis(frozen), value=figure.value, sha256="")


def frozen_basis(frozen: FrozenFigure) -> Basis:
    """What was behind a figure when its version was frozen."""
    basis = frozen.basis
    return Basis(
        name=frozen.name,
        word=basis["unit_word"],
        value=frozen.value,
        counted=basis["counted"],
        computation=_(Computation(basis["computation"]).label),
        kinds=tuple(basis["kinds"]),
        days=tuple(datetime.date.fromisoformat(day) for day in basis["days"]),
        office=basis["office"],
        records=tuple(_read(record) for record in frozen.records),
        typed=basis["typed"] and {**basis["typed"], "at": datetime.datetime.fromisoformat(basis["typed"]["at"])},
        sha256=frozen.sha256,
    )


def sources_of(frozen: Iterable[FrozenFigure]) -> list[Source]:
    """Where the figures come from, as a file says it: in Chinese, like the report itself."""
    with override("zh-hans"):
        return [_source(figure, frozen_basis(figure)) for figure in frozen]


def _source(figure: FrozenFigure, basis: Basis) -> Source:
    how = basis.computation
    if basis.kinds:
        how += f"：{'、'.join(basis.kinds)}"
    if basis.typed:
        how += f"；{basis.typed['by']}填写：{basis.typed['reason']}"
        how += f"（台账为{basis.counted}）" if basis.counted is not None else ""
    if basis.days:
        how += f"，{'至'.join(map(printed_date, basis.days))}"
    return Source(figure.key, basis.name, figure.printed, how, tuple(_source_record(one) for one in basis.records))


def _source_record(record: Mapping[str, Any]) -> SourceRecord:
    if "day" not in record:
        return SourceRecord(record["title"], state=record["state"])
    days = dict.fromkeys((record["day"], record["until"]))
    return SourceRecord(
        record["title"],
        "至".join(map(printed_date, days)),
        record["office"],
        str(record["attendance"] or ""),
        str(record["quantity"] or ""),
    )


def read_key(key: str) -> Reference | None:
    """The figure that a key names; None for a text that is no key."""
    return reference_of("{{" + key + "}}")


def _read(record: dict[str, Any]) -> dict[str, Any]:
    """A plain record with its days as days and its state in words, as a page shows it."""
    if "state" in record:
        return {**record, "state": _(RectificationState(record["state"]).label)}
    days = {name: datetime.date.fromisoformat(record[name]) for name in ("day", "until")}
    return {**record, **days}
