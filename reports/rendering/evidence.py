"""The annex 佐证材料目录: which evidence files belong to which part of the report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.document import Attachment, Document, Table

TITLE = "佐证材料目录"
_COLUMNS = ("序号", "所属条目", "材料名称", "格式", "大小")
ANCHOR = "evidence"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One file: the words of the entry it belongs to, its name, its kind in words, and its size in bytes."""

    entry: str
    name: str
    kind: str
    size: int


def with_evidence(document: Document, exhibits: Sequence[Exhibit]) -> Document:
    """The document with one more attachment that lists the files."""
    rows = tuple((str(place), one.entry, one.name, one.kind, _size(one.size)) for place, one in enumerate(exhibits, 1))
    annex = Attachment(TITLE, (Table(_COLUMNS, rows, "", f"{ANCHOR}-2"),), ANCHOR)
    return replace(document, attachments=(*document.attachments, annex)) if rows else document


def _size(size: int) -> str:
    return f"{size / 1024**2:.1f} MB" if size >= 1024**2 else f"{-(-size // 1024)} KB"
