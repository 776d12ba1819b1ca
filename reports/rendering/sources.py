"""Where figures come from, for a reader of the file: notes behind the HTML page, and the annex 数据来源表."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.document import Attachment, Document, Table

TITLE = "数据来源表"
_COLUMNS = ("序号", "指标", "数值", "计算方法", "来源")
ANCHOR = "sources"
# More records than these would make a row of several pages; the site shows them all.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Source:
    """One figure: its key, what it is called and prints, how it comes about, and its records, a line each."""

    key: str
    name: str
    printed: str
    how: str
    records: tuple[str, ...]


def with_sources(document: Document, sources: Sequence[Source]) -> Document:
    """The document with one more attachment that lists every figure with its source."""
    rows = tuple(
        (str(place), source.name, source.printed, source.how, _listed(source.records))
        for place, source in enumerate(sources, 1)
    )
    annex = Attachment(TITLE, (Table(_COLUMNS, rows, "", f"{ANCHOR}-2"),), ANCHOR)
    return replace(document, attachments=(*document.attachments, annex)) if rows else document


def _listed(records: tuple[str, ...]) -> str:
    some = "；".join(records[:_MOST])
    return f"{some}；等{len(records)}条" if len(records) > _MOST else some
