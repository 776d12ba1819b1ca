"""What is settled outside a report for its printing: its unit's letterhead and the county's typography."""

from dataclasses import dataclass

from django.db.models import F, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from reports.choices import FaceSet, LatinFace, LinePitch
from reports.document import Typography
from reports.models import LetterheadSettings, Report, TypographySettings, Unit


@dataclass(frozen=True, slots=True)
class Printing:
    """The unit's letterhead, if it is filled in, and the typography that holds for all documents.

    `same_number` is the title of another report of the unit that has the report's document number, or "".
    """

    letterhead: LetterheadSettings | None
    typography: Typography
    same_number: str = ""


def printing_of(report: Report) -> Printing:
    """All of it in one query."""
    settled = JSONObject(line_pitch=F("line_pitch"), latin=F("latin"), faces=F("faces"))
    unit = (
        Unit.objects.filter(pk=report.unit_id)
        .select_related("letterhead")
        .annotate(
            typography=Subquery(TypographySettings.objects.values(settled=settled)[:1]),
            same_number=Subquery(_same_number(report).values("title")[:1]) if report.serial else Value(""),
        )
        .get()
    )
    return Printing(
        letterhead=getattr(unit, "letterhead", None),
        typography=_typography(**unit.typography) if unit.typography else Typography(),
        same_number=unit.same_number or "",
    )


def house_typography() -> Typography:
    """The typography that the county has settled, or the standard one."""
    row = TypographySettings.objects.first()
    return _typography(row.line_pitch, row.latin, row.faces) if row else Typography()


def _typography(line_pitch: str, latin: str, faces: str) -> Typography:
    return Typography(LinePitch(line_pitch), LatinFace(latin), FaceSet(faces))


def _same_number(report: Report) -> QuerySet[Report]:
    """The unit's other living reports with the number: numbers are given by year, which the document's date says."""
    year = report.document_date.year if report.document_date else None
    others = Report.objects.filter(
        unit=report.unit_id, serial=report.serial, document_date__year=year, discarded_at__isnull=True
    )
    return others.exclude(pk=report.pk).order_by("pk")
