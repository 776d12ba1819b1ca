"""What is missing: each rule met and not met."""

from dataclasses import replace

import pytest

from reports.choices import ChapterKind, EntryStyle
from reports.document import Entry, Manuscript
from reports.proofreading import Requirements, Severity
from tests.proofreading.manuscripts import COVER, codes, found, manuscript, of_kind

LONG = "全年召开专题会议四次，逐项落实到人。"


def test_a_complete_report_has_no_findings() -> None:
    assert codes(manuscript(), Requirements(preamble=True, chapters=frozenset({"c"}))) == []


@pytest.mark.parametrize(
    ("field", "value", "code", "anchor"),
    [
        ("title", " ", "no_title", "title"),
        ("signature", "", "no_signature", "signature"),
        ("date", None, "no_date", "date"),
    ],
)
def test_the_cover_lacks_a_part(field: str, value: object, code: str, anchor: str) -> None:
    text = manuscript(cover=replace(COVER, **{field: value}))  # type: ignore[arg-type]
    assert [(f.rule.code, f.anchor) for f in found(text)] == [(code, anchor)]


def test_an_empty_preamble_counts_only_where_it_is_required() -> None:
    text = manuscript(preamble="\n ")
    assert codes(text) == []
    assert [(f.rule.code, f.anchor) for f in found(text, Requirements(preamble=True))] == [
        ("no_preamble", "preamble-1")
    ]


def test_an_empty_chapter_counts_only_where_it_is_required() -> None:
    text = manuscript(chapters=(of_kind(ChapterKind.WORK),))
    assert codes(text) == []
    (finding,) = found(text, Requirements(chapters=frozenset({"c"})))
    assert (finding.rule.code, finding.anchor, finding.field, finding.params) == (
        "empty_chapter",
        "chapter-c",
        "add",
        {"chapter": "一章"},
    )


def test_opening_text_is_enough_for_a_required_chapter() -> None:
    text = manuscript(chapters=(of_kind(ChapterKind.NEXT_STEPS, lead=LONG),))
    assert codes(text, Requirements(chapters=frozenset({"c"}))) == []


def chapter_with(heading: str, body: str, style: EntryStyle) -> Manuscript:
    return manuscript(chapters=(of_kind(ChapterKind.WORK, Entry(heading, body, "e"), style=style, lead=LONG),))


@pytest.mark.parametrize(
    ("heading", "body", "style", "expected"),
    [
        ("", " ", EntryStyle.TITLED, ["empty_entry"]),
        ("", "", EntryStyle.INLINE, ["empty_entry"]),
        ("压实责任", "", EntryStyle.TITLED, ["no_body"]),
        ("压实责任", "", EntryStyle.OWN_LINE, ["no_body"]),
        ("压实责任。", "", EntryStyle.POINTS, []),
        ("", "开会四次。", EntryStyle.TITLED, ["no_heading"]),
        ("", "开会四次。", EntryStyle.INLINE, []),
        ("压实责任", "开会四次。", EntryStyle.TITLED, []),
    ],
)
def test_entries_lack_a_part(heading: str, body: str, style: EntryStyle, expected: list[str]) -> None:
    assert codes(chapter_with(heading, body, style)) == expected


@pytest.mark.parametrize(("lead", "anchor", "field"), [("略。", "chapter-c", "lead"), ("", "entry-e", "body")])
def test_a_chapter_of_a_word_or_two_says_hardly_anything(lead: str, anchor: str, field: str) -> None:
    entries = () if lead else (Entry("无", "略。", "e"),)
    text = manuscript(chapters=(of_kind(ChapterKind.WORK, *entries, lead=lead),))
    assert [(f.rule.code, f.anchor, f.field) for f in found(text)] == [("hollow_chapter", anchor, field)]


def test_what_keeps_the_report_comes_first() -> None:
    text = manuscript("截止目前，开会四次，逐项落实。", cover=replace(COVER, title=""))
    assert [f.rule.severity for f in found(text)] == [Severity.BLOCK, Severity.WARN]


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        ("检查情况统计表", "表1 检查情况\n单位\t次数\n水利股\t4", []),
        ("", "单位\t次数\n水利股\t4", [("nameless_attachment", "heading", Severity.BLOCK)]),
        (" ", "", [("nameless_attachment", "heading", Severity.BLOCK)]),
        ("名单", "", [("empty_attachment", "body", Severity.WARN)]),
    ],
)
def test_an_attachment_needs_a_title_and_should_have_a_text(heading: str, body: str, expected: list[object]) -> None:
    attached = of_kind(ChapterKind.ATTACHMENTS, Entry(heading, body, "e"))
    assert [(f.rule.code, f.field, f.rule.severity) for f in found(manuscript(chapters=(attached,)))] == expected


def test_required_attachments_are_named_by_what_they_are() -> None:
    text = manuscript(chapters=(of_kind(ChapterKind.ATTACHMENTS, heading=""),))
    (finding,) = found(text, Requirements(chapters=frozenset({"c"})))
    assert (finding.rule.code, finding.params) == ("empty_chapter", {"chapter": "附件"})
