"""Evidence in the order of the report: frozen with a snapshot, shown beside it, and listed in the annex on request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.utils.translation import override

from reports.document import Document, Manuscript
from reports.document.walk import anchored_texts
from reports.models import Evidence, FrozenEvidence, Report
from reports.queries.evidence import evidence_of
from reports.rendering.evidence import Exhibit

# So many characters tell an entry from its neighbours.
_WORDS = 30


@dataclass(frozen=True, slots=True)
class EntryEvidence:
    """The files of one entry: where it stands in the document, and its first words with its number."""

    anchor: str
    words: str
    files: Sequence[FrozenEvidence]


def frozen_evidence(report: Report, manuscript: Manuscript) -> list[FrozenEvidence]:
    """The evidence of the manuscript's entries, as rows that are not stored and belong to no snapshot yet."""
    by_entry = evidence_of(report)
    keys = [UUID(entry.key) for chapter in manuscript.chapters for entry in chapter.entries if entry.key]
    return [_frozen(one) for key in keys for one in by_entry.get(key, ())]


def plain_evidence(frozen: Iterable[FrozenEvidence]) -> list[tuple[UUID, str, str]]:
    """Which files stand at which entries under which names, to compare two moments."""
    return [(one.entry, one.name, one.sha256) for one in frozen]


def by_entry(document: Document, frozen: Iterable[FrozenEvidence]) -> list[EntryEvidence]:
    """The files by their entries, with the entries' words in the document; the order stays."""
    words = dict(anchored_texts(document))
    groups = groupby(frozen, key=lambda one: f"entry-{one.entry}")
    return [EntryEvidence(anchor, words.get(anchor, "")[:_WORDS], list(files)) for anchor, files in groups]


def exhibits(document: Document, frozen: Iterable[FrozenEvidence]) -> list[Exhibit]:
    """The files as the annex lists them: in Chinese, like the report itself."""
    with override("zh-hans"):
        return [
            Exhibit(group.words, one.name, one.file.get_kind_display(), one.file.size)
            for group in by_entry(document, frozen)
            for one in group.files
        ]


def _frozen(one: Evidence) -> FrozenEvidence:
    return FrozenEvidence(uuid=one.uuid, entry=one.entry, file=one.file, name=one.name, sha256=one.file.sha256)
