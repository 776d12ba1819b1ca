"""Figures go from the ledger into the text, the check and the frozen version, and stay frozen there."""

from typing import Any

import pytest
from django.db import transaction

from reports.actions import freezing
from reports.actions.moves import submit_report
from reports.choices import ChapterKind, ReportState, Role
from reports.composing import compose
from reports.composing.figures import frozen_figures, records_digest
from reports.composing.findings import findings
from reports.document import Figure, Paragraph, decode
from reports.errors import StaleReport
from reports.models import Activity, FrozenFigure, Report, TypedFigure
from reports.rendering import render_text
from tests.factories import (
    give_role,
    make_activity,
    make_entry,
    make_indicator,
    make_kind,
    make_period,
    make_person,
    make_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    report = make_report(period=make_period(year=2026), filled=True)
    kind = make_kind("谈心谈话")
    make_indicator("talk_heart", kind, name="谈心谈话", unit_word="次")
    make_activity(report.unit, kind, "2026-05-24", title="与新任股长谈话", attendance=9, people="林小雨")
    make_activity(report.unit, kind, "2026-09-01", title="与窗口人员谈话")
    make_entry(report.chapters.get(kind=ChapterKind.WORK), "谈心谈话", "全年开展{{talk_heart}}谈心谈话。")
    return report


def submitted(report: Report) -> Report:
    clerk = make_person()
    give_role(clerk, Role.CLERK, report.unit)
    submit_report(report, by=clerk, version=report.version)
    return report


def test_a_report_prints_what_the_ledger_counts(report: Report) -> None:
    document = compose(report)

    assert "全年开展2次谈心谈话。" in render_text(document)
    inlines = [inline for block in document.body if isinstance(block, Paragraph) for inline in block.inlines]
    assert Figure("talk_heart", "2次", "talk_heart") in inlines


def test_the_check_reads_what_is_printed(report: Report) -> None:
    assert not [finding for finding in findings(report) if "{{" in finding.quote]


def test_a_figure_that_changes_between_reading_and_freezing_is_not_submitted(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As PostgreSQL's transactions see it where somebody else enters a talk at that moment."""
    kind = Activity.objects.all()[0].kind

    def entered_meanwhile(*args: Any) -> list[FrozenFigure]:
        make_activity(report.unit, kind, "2026-10-01")
        return frozen_figures(*args)

    monkeypatch.setattr(freezing, "frozen_figures", entered_meanwhile)
    with pytest.raises(StaleReport, match="台账"), transaction.atomic():
        submitted(report)

    assert not report.snapshots.exists()
    assert Report.objects.get().state == ReportState.DRAFT


def test_a_submission_freezes_its_figures_and_their_records(report: Report) -> None:
    first = Activity.objects.get(title="与新任股长谈话")
    snapshot = submitted(report).snapshots.get()

    Activity.objects.update(title="改过的名称", attendance=1)
    make_activity(report.unit, first.kind, "2026-10-01")

    figure = snapshot.figures.get()
    assert (figure.key, figure.name, figure.value, figure.printed) == ("talk_heart", "谈心谈话", 2, "2次")
    assert [record["title"] for record in figure.records] == ["与新任股长谈话", "与窗口人员谈话"]
    assert figure.records[0] == {
        "uuid": str(first.uuid),
        "day": "2026-05-24",
        "until": "2026-05-24",
        "kind": "谈心谈话",
        "title": "与新任股长谈话",
        "office": report.unit.name,
        "attendance": 9,
        "quantity": None,
        "document_number": "",
        "people": "林小雨",
    }
    assert figure.sha256 == records_digest(figure.records)
    assert figure.basis == {
        "computation": "count",
        "kinds": ["谈心谈话"],
        "unit_word": "次",
        "scope": "period",
        "office": "",
        "days": ["2026-01-01", "2026-12-31"],
        "counted": 2,
        "typed": None,
    }
    assert "全年开展2次谈心谈话。" in render_text(decode(snapshot.document))
    assert "全年开展3次谈心谈话。" in render_text(compose(report))


def test_a_typed_figure_is_frozen_with_who_and_why(report: Report) -> None:
    typed = TypedFigure.objects.create(
        report=report, key="talk_heart", value=5, reason="三次未登台账", by=report.created_by
    )
    figure = submitted(report).snapshots.get().figures.get()

    assert (figure.value, figure.printed, figure.basis["counted"]) == (5, "5次", 2)
    assert figure.basis["typed"] == {
        "by": report.created_by.full_name,
        "at": typed.at.isoformat(),
        "reason": "三次未登台账",
    }
