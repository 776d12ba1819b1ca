"""What a row is called where it is listed, in a message or in a log."""

import datetime

import pytest
from django.db.models import Model

from reports.models import (
    Answer,
    AuditCheckpoint,
    AuditEntry,
    AuditHead,
    AuditVerification,
    Chapter,
    Comment,
    Decision,
    Extension,
    ImportedFile,
    Membership,
    NextStep,
    Outline,
    OutlineChapter,
    Period,
    Person,
    Problem,
    RectificationMove,
    Report,
    ReportType,
    Snapshot,
    Thread,
    Unit,
)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (AuditEntry(event="report.submit", object_label="某局汇报"), "report.submit 某局汇报"),
        (AuditHead(number=3, hash="ab"), "3 ab"),
        (AuditCheckpoint(through=3, archive="audit-1-3.jsonl"), "3 audit-1-3.jsonl"),
        (AuditVerification(number=3), "3 whole"),
        (AuditVerification(number=3, fault="entry 2: it is missing"), "3 entry 2: it is missing"),
        (Answer(problem=Problem(heading="台账不细"), outcome="done"), "台账不细: done"),
        (RectificationMove(problem_id=7, move="close"), "7 close"),
        (Chapter(kind="work", heading="工作开展情况"), "工作开展情况"),
        (Chapter(kind="work"), "work"),
        (Comment(body="请写明时间。" * 4), "请写明时间。请写明时间。请写明时间。请写"),
        (Decision(report_id=7, move="return"), "7 return"),
        (Extension(period_id=3, unit_id=4, until=datetime.date(2026, 12, 31)), "3 4 2026-12-31"),
        (ImportedFile(name="汇报.docx"), "汇报.docx"),
        (Membership(person_id=5, role="clerk", unit_id=4), "5 clerk 4"),
        (Membership(person_id=5, role="admin"), "5 admin"),
        (NextStep(heading="补齐台账"), "补齐台账"),
        (NextStep(body="三月底前补齐全部台账，逐项销号，逐项公开。"), "三月底前补齐全部台账，逐项销号，逐项公开"),
        (Outline(report_type_id=2, number=3), "2 v3"),
        (OutlineChapter(kind="problems", heading="存在的问题"), "存在的问题"),
        (OutlineChapter(kind="problems"), "problems"),
        (Period(code="2026H1"), "2026H1"),
        (Person(full_name="顾念真"), "顾念真"),
        (Report(title="某局汇报"), "某局汇报"),
        (ReportType(name="年度汇报"), "年度汇报"),
        (Snapshot(report_id=7, number=2), "7#2"),
        (Thread(report_id=7, anchor="preamble-1"), "7 preamble-1"),
        (Unit(name="某局"), "某局"),
    ],
)
def test_a_row_is_called(row: Model, name: str) -> None:
    assert str(row) == name
