"""Evidence in the order of the report: frozen with a snapshot, and listed in the annex on request."""

from collections.abc import Iterable
from uuid import UUID

from reports.document import Manuscript
from reports.models import Evidence, FrozenEvidence, Report
from reports.queries.evidence import evidence_of


def frozen_evidence(report: Report, manuscript: Manuscript) -> list[FrozenEvidence]:
    """The evidence of the manuscript's entries, as rows that are not stored and belong to no snapshot yet."""
    by_entry = evidence_of(report)
    keys = [UUID(entry.key) for chapter in manuscript.chapters for entry in chapter.entries if entry.key]
    return [_frozen(one) for key in keys for one in by_entry.get(key, ())]


def plain_evidence(frozen: Iterable[FrozenEvidence]) -> list[tuple[UUID, str, str]]:
    """Which files stand at which entries under which names, to compare two moments."""
    return [(one.entry, one.name, one.sha256) for one in frozen]


def _frozen(one: Evidence) -> FrozenEvidence:
    return FrozenEvidence(uuid=one.uuid, entry=one.entry, file=one.file, name=one.name, sha256=one.file.sha256)
