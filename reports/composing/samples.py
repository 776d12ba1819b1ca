"""An invented report that shows what an administrator settles: a unit's letterhead, the county's typography."""

from django.utils import timezone

from reports.choices import ChapterKind, Genre, Layout
from reports.composing.covers import cover_of, first_signature
from reports.document import Chapter, Document, Entry, Manuscript, Typography, build_document
from reports.models import LetterheadSettings, Outline, Report, ReportType

_PREAMBLE = "2026年以来，我单位认真落实全面从严治党主体责任，开展专题研究4次、警示教育3场。现将有关情况说明如下："
_CHAPTER = Chapter(
    ChapterKind.WORK,
    "工作开展情况",
    entries=(
        Entry("压实责任", "签订责任书42份，覆盖率100%，分管领导逐一约谈。"),
        Entry("规范用权", "依托OA系统公开审批事项126项，平均办理2.5个工作日。"),
    ),
)


def compose_sample(
    unit_name: str, given: LetterheadSettings | None, typography: Typography, *, layout: Layout, upward: bool = True
) -> Document:
    """A short report of the unit, to a body above it or a bulletin, dated today."""
    outline = Outline(layout=layout.value)
    report = Report(
        report_type=ReportType(genre=Genre.REPORT.value if upward else Genre.BULLETIN.value),
        outline=outline,
        unit_name=unit_name,
        title=f"{unit_name}关于党风廉政建设工作情况的{'报告' if upward else '通报'}",
        recipient="县委、县纪委监委" if upward else "各股室、各下属单位",
        signature=first_signature(outline, unit_name, given),
        document_date=timezone.localdate(),
        serial=1,
    )
    closing = "特此报告。" if upward else ""
    manuscript = Manuscript(cover_of(report, given), _PREAMBLE, (_CHAPTER,), closing, typography=typography)
    return build_document(manuscript)
