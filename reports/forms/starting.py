"""Which report is to be started, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.composing.drafts import zero_sentence
from reports.forms.fields import ReportFile
from reports.forms.words import HouseForm
from reports.models import ImportedFile, OutlineChapter, Period, Person, Report, ReportType, Unit
from reports.queries import earlier_report, open_problems, promises_of, published_outline, written_units
from reports.queries.starting import (
    is_blank,
    living_report,
    open_periods,
    types_for,
    usual_type,
    waiting_imports,
)
from reports.workflow import may_write


@dataclass(frozen=True, slots=True)
class Selection:
    """The report that the page is about, out of what the person may start; None where there is nothing to choose."""

    units: list[Unit]
    periods: list[Period]
    types: list[ReportType]
    unit: Unit | None
    period: Period | None
    report_type: ReportType | None

    @classmethod
    def of(cls, person: Person, wanted: Mapping[str, Any]) -> "Selection":
        """What the codes `unit`, `period` and `report_type` ask for, else what the unit most likely writes now.

        That is the first period that is not past its due day, and the type that it wrote last for such a period.
        """
        units = list(written_units(person).filter(active=True).order_by("path"))
        unit = _named(units, wanted.get("unit"))
        periods = list(open_periods(unit)) if unit else []
        today = timezone.localdate()
        timely = next((row for row in periods if vars(row)["due_day"] >= today), None)
        period = _named(periods, wanted.get("period"), timely)
        types = types_for(period) if period else []
        usual = usual_type(unit, period) if unit and period else None
        chosen = _named(types, wanted.get("report_type"), usual if usual in types else None)
        return cls(units, periods, types, unit, period, chosen)


def _named(rows: list[Any], code: str | None, likely: Any = None) -> Any:
    return next((row for row in rows if row.code == code), likely or (rows[0] if rows else None))


@dataclass(frozen=True, slots=True)
class Ways:
    """How the selected report can be begun, or the one that is there already."""

    existing: Report | None = None
    writable: bool = False
    blank: bool = False
    chapters: tuple[OutlineChapter, ...] = ()
    zero: str = ""
    earlier: Report | None = None
    promises: int = 0
    problems: int = 0
    waiting: tuple[ImportedFile, ...] = ()

    @classmethod
    def of(cls, person: Person, selection: Selection) -> "Ways":
        """Look up what there is for the selection."""
        unit, period, report_type = selection.unit, selection.period, selection.report_type
        if unit is None or period is None or report_type is None:
            return cls()
        existing = living_report(unit, period, report_type)
        if existing is not None:
            writable = may_write(person, existing)
            earlier = earlier_report(existing) if writable else None
            return cls(existing, writable, blank=writable and is_blank(existing), earlier=earlier)
        outline = published_outline(report_type)
        earlier = earlier_report(Report(unit=unit, period=period, report_type=report_type))
        return cls(
            chapters=tuple(outline.chapters.all()) if outline else (),
            zero=zero_sentence(outline, unit, period) if outline else "",
            earlier=earlier,
            promises=promises_of(earlier).count() if earlier else 0,
            problems=open_problems(earlier).count() if earlier else 0,
            waiting=tuple(waiting_imports(person).filter(unit=unit, period=period, report_type=report_type)),
        )


class StartForm(HouseForm):
    """The report to begin: its unit is one of the person's own; the action looks at all the rest."""

    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="code", label=_("Unit"))
    period = forms.ModelChoiceField(Period.objects.all(), to_field_name="code", label=_("Period"))
    report_type = forms.ModelChoiceField(ReportType.objects.all(), to_field_name="code", label=_("Report type"))

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = written_units(person)


class UploadForm(StartForm):
    """A file for the report to be made of."""

    file = ReportFile(label=_("File"))
