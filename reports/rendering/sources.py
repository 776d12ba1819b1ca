"""Where figures come from, for a reader of the file: notes behind the HTML page, and the annex 数据来源表."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.document import Attachment, Document, Table

TITLE = "数据来源表"
ANCHOR = "sources"
_COLUMNS = ("序号", "指标", "数值", "计算方法", "记录")
_OF_RECORDS = ("日期", "事项", "股室", "人数", "数量", "状态")
Row = tuple[str, ...]
# More records than these would make a file of hundreds of pages; the site shows them all.
_MOST = 200


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A record behind a figure, each part as it is printed, "" where it has none: an activity, or a problem's state."""

    title: str
    day: str = ""
    office: str = ""
    attendance: str = ""
    quantity: str = ""
    state: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """Its parts in the order of the annex."""
        return (self.day, self.title, self.office, self.attendance, self.quantity, self.state)

    @property
    def line(self) -> str:
        """All of it in one line: 2026年5月24日 集体廉政谈话（办公室）9人."""
        where = self.office or self.state
        people = f"{self.attendance}人" if self.attendance else ""
        quantity = f"，数量{self.quantity}" if self.quantity else ""
        return f"{self.day} {self.title}{f'（{where}）' if where else ''}{people}{quantity}".strip()


@dataclass(frozen=True, slots=True)
class Source:
    """One figure: its key, what it is called and prints, how it comes about, and its records."""

    key: str
    name: str
    printed: str
    how: str
    records: tuple[SourceRecord, ...]


def with_sources(document: Document, sources: Sequence[Source]) -> Document:
    """The document with one more attachment: a table of the figures, and for each a table of its records."""
    if not sources:
        return document
    tables: list[tuple[str, Row, tuple[Row, ...]]] = []
    figures = []
    for place, source in enumerate(sources, 1):
        told = "—"
        if source.records:
            tables.append((_caption(len(tables) + 1, source), *_recorded(source.records[:_MOST])))
            told = f"{len(source.records)}条，见表{len(tables)}"
        figures.append((str(place), source.name, source.printed, source.how, told))
    parts = [("", _COLUMNS, tuple(figures)), *tables]
    body = tuple(Table(heads, rows, caption, f"{ANCHOR}-{n}") for n, (caption, heads, rows) in enumerate(parts, 2))
    return replace(document, attachments=(*document.attachments, Attachment(TITLE, body, ANCHOR)))


def _caption(number: int, source: Source) -> str:
    cut = f"，只列前{_MOST}条" if len(source.records) > _MOST else ""
    return f"表{number} {source.name}（{source.printed}{cut}）"


def _recorded(records: Sequence[SourceRecord]) -> tuple[Row, tuple[Row, ...]]:
    """Heads and rows of the records, without the columns in which none has anything."""
    columns = list(zip(*(record.cells for record in records), strict=True))
    filled = [place for place, cells in enumerate(columns) if any(cells)]
    heads = ("序号", *(_OF_RECORDS[place] for place in filled))
    return heads, tuple((str(n), *(record.cells[place] for place in filled)) for n, record in enumerate(records, 1))
