"""The fields of a report that hold its text, by what they belong to: for changes that come with an anchor."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.composing.manuscripts import Rows, read_rows
from reports.composing.spots import owner_of
from reports.models import Chapter, Entry, Report


@dataclass(frozen=True, slots=True)
class Fields:
    """The rows of a report by owner: `chapter-UUID`, `entry-UUID`, or "" for the report itself."""

    report: Report
    rows: Rows

    @property
    def chapters(self) -> Sequence[Chapter]:
        """The chapters in order."""
        return self.rows.chapters

    def entries(self, chapter: Chapter) -> Sequence[Entry]:
        """The living entries of a chapter in order."""
        return self.rows.entries.get(chapter.pk, [])

    def row(self, owner: str) -> Report | Chapter | Entry | None:
        """The row that owns a field, None where it is not in the report any more."""
        if not owner:
            return self.report
        for chapter in self.chapters:
            if owner == f"chapter-{chapter.uuid}":
                return chapter
            for entry in self.entries(chapter):
                if owner == f"entry-{entry.uuid}":
                    return entry
        return None

    def owner_of(self, anchor: str) -> str | None:
        """The owner that an anchor is in; None where that is gone."""
        owner = owner_of(anchor)
        return owner if self.row(owner) is not None else None

    def value(self, owner: str, name: str) -> str:
        """A field's text as it is stored now, a day as 2026-03-31; "" where there is none such."""
        row = self.row(owner)
        value = getattr(row, name, None) if row is not None else None
        return "" if value is None else str(value)


def read_fields(report: Report) -> Fields:
    """The fields as they are stored now."""
    report.refresh_from_db()
    return Fields(report, read_rows(report))
