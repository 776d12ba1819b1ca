"""Small manuscripts for the checks, and their findings in short."""

import datetime
from typing import Any

from reports.choices import ChapterKind, EntryStyle
from reports.document import Chapter, Cover, Entry, Manuscript
from reports.proofreading import Finding, Requirements, proofread

COVER = Cover("青禾县水务局2026年度工作汇报", "县纪委监委", "青禾县水务局", datetime.date(2026, 12, 20))


def manuscript(body: str = "全年召开专题会议四次，逐项落实。", **changes: Any) -> Manuscript:
    """A complete report in one chapter with one entry whose text is `body`."""
    chapter = Chapter(ChapterKind.WORK, "工作开展情况", entries=(Entry("压实责任", body, "e"),), key="c")
    return Manuscript(**{"cover": COVER, "preamble": "现汇报如下：", "chapters": (chapter,), **changes})


def of_kind(kind: ChapterKind, *entries: Entry, style: EntryStyle = EntryStyle.TITLED, **values: Any) -> Chapter:
    """A chapter of this kind with these entries."""
    return Chapter(kind, **{"heading": "一章", "style": style, "entries": entries, "key": "c", **values})


def found(text: Manuscript, requirements: Requirements | None = None) -> list[Finding]:
    return proofread(text, requirements or Requirements())


def codes(text: Manuscript, requirements: Requirements | None = None) -> list[str]:
    return [finding.rule.code for finding in found(text, requirements)]
