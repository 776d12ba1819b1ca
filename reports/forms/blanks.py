"""The blanks and typed counts of a report as a page lists them: sentence, proposals with their values, buttons."""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from reports.blanks import Catalogue, Known
from reports.choices import BlankKind
from reports.composing.blanks import Gap
from reports.composing.fields import Fields
from reports.document import Count, Reference
from reports.document.figures import printed, written_out
from reports.forms.steps import field_url, report_steps, target_of
from reports.queries.figures import figure_values

Values = Mapping[str, int]

_AROUND = 40


@dataclass(frozen=True, slots=True)
class Option:
    """An indicator that may be bound: its code, name, and its figure as it would be printed now, "" without a value."""

    code: str
    name: str
    figure: str


@dataclass(frozen=True, slots=True)
class Row:
    """A gap with its words around it, what it is, its options best first, and where it is written by hand.

    `place` is its id on the page: when it is bound, the next one takes it. The fragment of `url` says to the page's
    script which words of the field to select: `focus.js`.
    """

    key: str
    place: str
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


def sections(
    fields: Fields, gaps: Iterable[Gap], catalogue: Catalogue, values: Values, sure: Container[str], *, numbers: bool
) -> list[Section]:
    """The blanks of the report by step, or with `numbers` its typed counts.

    `values` are those of `values_for`, `sure` the gaps of `sure_choices`, by key.
    """
    wanted = [gap for gap in gaps if (gap.value is not None) == numbers]
    titles = {step.key: step.title for step in report_steps(fields.report, fields.rows)}
    rows: dict[str, list[Row]] = {key: [] for key in titles}
    for number, gap in enumerate(wanted, 1):
        target = target_of(_anchor(gap), fields.rows, gap.field if gap.owner else "")
        if target is not None:
            place = f"{'number' if numbers else 'blank'}-{number}"
            rows[target.step].append(
                _row(gap, place, fields, catalogue, values, sure, field_url(fields.report, target))
            )
    return [Section(titles[key], tuple(found)) for key, found in rows.items() if found]


def sure_choices(fields: Fields, gaps: Collection[Gap], values: Values) -> dict[str, str]:
    """The indicators of all blanks for which nobody needs to look, by the gap's key.

    Nothing in the ledger may mean that nobody kept it: a zero is bound by hand. So is what would stand in the report
    twice: of the two one is mostly a part (对**名…提醒谈话) or another count.
    """
    wanted = Counter(gap.blank.indicator for gap in gaps if gap.value is None and gap.blank.sure)
    taken = {key.partition("|")[0] for key in fields.rows.figures}
    return {
        gap.key: code
        for gap in gaps
        if gap.value is None and gap.blank.sure and (code := gap.blank.indicator)
        if values.get(code) and wanted[code] == 1 and code not in taken
    }


def values_for(fields: Fields, gaps: Iterable[Gap]) -> Values:
    """What the figures of all proposed indicators come to now, by code."""
    codes = {code for gap in gaps for code in _codes(gap)}
    values = figure_values(fields.report, [Reference(code) for code in sorted(codes)])
    return {code: value.value for code, value in values.items() if value.value is not None}


def _anchor(gap: Gap) -> str:
    return gap.owner or f"{gap.field}-1"


def _codes(gap: Gap) -> list[str]:
    return [code for code in (gap.blank.indicator, *gap.blank.alternatives) if code]


def _option(known: Known, values: Values) -> Option:
    count = Count(values.get(known.code), known.unit_word)
    return Option(known.code, known.name, printed(Reference(known.code), count) if known.code in values else "")


def _row(
    gap: Gap, place: str, fields: Fields, catalogue: Catalogue, values: Values, sure: Container[str], url: str
) -> Row:
    text = fields.value(gap.owner, gap.field)
    line_start = text.rfind("\n", 0, gap.start) + 1
    line_end = text.find("\n", gap.end)
    return Row(
        key=gap.key,
        place=place,
        before=written_out(text[line_start : gap.start], fields.rows.figures)[-_AROUND:],
        words=text[gap.start : gap.end],
        after=written_out(text[gap.end : line_end if line_end >= 0 else len(text)], fields.rows.figures)[:_AROUND],
        kind=_(BlankKind(gap.blank.kind).label),
        options=tuple(_option(catalogue.by_code[code], values) for code in _codes(gap)),
        sure=gap.key in sure,
        number=gap.value,
        url=f"{url}#{urlencode({'select': gap.blank.text, 'nth': text[: gap.start].count(gap.blank.text)})}",
    )
