"""The blanks and typed counts of a report as a page lists them: sentence, proposals with their values, buttons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.blanks import Catalogue
from reports.choices import BlankKind
from reports.composing.blanks import Gap
from reports.composing.fields import Fields
from reports.document import Count, Reference
from reports.document.figures import printed, written_out
from reports.forms.steps import field_url, report_steps, target_of
from reports.queries.figures import figure_values

_AROUND = 40


@dataclass(frozen=True, slots=True)
class Option:
    """An indicator that may be bound: its code, name, and its figure as it would be printed now, "" without a value."""

    code: str
    name: str
    figure: str


@dataclass(frozen=True, slots=True)
class Row:
    """A gap with its words around it, what it is, its options best first, and where it is written by hand."""

    key: str
    before: str
    words: str
    after: str
    kind: str
    options: tuple[Option, ...]
    sure: bool
    number: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one step of the report."""

    title: str
    rows: tuple[Row, ...]


def sections(fields: Fields, gaps: Iterable[Gap], catalogue: Catalogue, *, numbers: bool) -> list[Section]:
    """The blanks of the report by step, or with `numbers` its typed counts."""
    wanted = [gap for gap in gaps if (gap.value is not None) == numbers]
    figures = _figures(fields, wanted, catalogue)
    titles = {step.key: step.title for step in report_steps(fields.report, fields.rows)}
    rows: dict[str, list[Row]] = {key: [] for key in titles}
    for gap in wanted:
        target = target_of(_anchor(gap), fields.rows, gap.field if gap.owner else "")
        if target is not None:
            rows[target.step].append(_row(gap, fields, catalogue, figures, field_url(fields.report, target)))
    return [Section(titles[key], tuple(found)) for key, found in rows.items() if found]


def sure_choices(gaps: Iterable[Gap]) -> dict[str, str]:
    """The indicators of all blanks whose proposal is sure, by the gap's key."""
    return {
        gap.key: gap.blank.indicator for gap in gaps if gap.value is None and gap.blank.sure and gap.blank.indicator
    }


def _anchor(gap: Gap) -> str:
    return gap.owner or f"{gap.field}-1"


def _figures(fields: Fields, gaps: Iterable[Gap], catalogue: Catalogue) -> Mapping[str, str]:
    """How the figure of each proposed indicator would be printed now, by its code."""
    codes = {code for gap in gaps for code in _codes(gap)}
    values = figure_values(fields.report, [Reference(code) for code in sorted(codes)])
    return {
        code: printed(value.reference, Count(value.value, catalogue.by_code[code].unit_word))
        for code, value in values.items()
        if value.value is not None
    }


def _codes(gap: Gap) -> list[str]:
    return [code for code in (gap.blank.indicator, *gap.blank.alternatives) if code]


def _row(gap: Gap, fields: Fields, catalogue: Catalogue, figures: Mapping[str, str], url: str) -> Row:
    text = fields.value(gap.owner, gap.field)
    line_start = text.rfind("\n", 0, gap.start) + 1
    line_end = text.find("\n", gap.end)
    options = (Option(code, catalogue.by_code[code].name, figures.get(code, "")) for code in _codes(gap))
    return Row(
        key=gap.key,
        before=written_out(text[line_start : gap.start], fields.rows.figures)[-_AROUND:],
        words=text[gap.start : gap.end],
        after=written_out(text[gap.end : line_end if line_end >= 0 else len(text)], fields.rows.figures)[:_AROUND],
        kind=_(BlankKind(gap.blank.kind).label),
        options=tuple(options),
        sure=gap.blank.sure,
        number=gap.value,
        url=url,
    )
