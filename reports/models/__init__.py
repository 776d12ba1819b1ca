"""What is stored: one file for each noun; no report logic, no presentation."""

from reports.models.audit import AuditCheckpoint, AuditEntry, AuditHead, AuditVerification
from reports.models.audit_triggers import GENESIS
from reports.models.carrying import Answer
from reports.models.checks import CheckRule, Explanation, FrozenCheck, Waiver
from reports.models.entries import Attachment, Carried, Entry, NextStep, Problem, WorkItem
from reports.models.evidence import Evidence, FrozenEvidence, StoredFile
from reports.models.imports import EditedFile, ImportedFile
from reports.models.indicators import FrozenFigure, Indicator, TypedFigure
from reports.models.ledger import ActivitiesApart, Activity, ActivityKind, ActivityVersion, KindWording
from reports.models.letterheads import LetterheadSettings
from reports.models.people import BackupCode, FormerPassword, Membership, Person
from reports.models.periods import Extension, Period
from reports.models.receipts import Receipt
from reports.models.rectification import RectificationMove
from reports.models.report_types import Outline, OutlineChapter, ReportType
from reports.models.reports import Chapter, Report
from reports.models.reviews import Comment, Decision, Thread
from reports.models.sittings import OpenPage, Sitting, UnsentText
from reports.models.snapshots import Snapshot
from reports.models.typography import TypographySettings
from reports.models.units import Unit

__all__ = [
    "GENESIS",
    "ActivitiesApart",
    "Activity",
    "ActivityKind",
    "ActivityVersion",
    "Answer",
    "Attachment",
    "AuditCheckpoint",
    "AuditEntry",
    "AuditHead",
    "AuditVerification",
    "BackupCode",
    "Carried",
    "Chapter",
    "CheckRule",
    "Comment",
    "Decision",
    "EditedFile",
    "Entry",
    "Evidence",
    "Explanation",
    "Extension",
    "FormerPassword",
    "FrozenCheck",
    "FrozenEvidence",
    "FrozenFigure",
    "ImportedFile",
    "Indicator",
    "KindWording",
    "LetterheadSettings",
    "Membership",
    "NextStep",
    "OpenPage",
    "Outline",
    "OutlineChapter",
    "Period",
    "Person",
    "Problem",
    "Receipt",
    "RectificationMove",
    "Report",
    "ReportType",
    "Sitting",
    "Snapshot",
    "StoredFile",
    "Thread",
    "TypedFigure",
    "TypographySettings",
    "Unit",
    "UnsentText",
    "Waiver",
    "WorkItem",
]
