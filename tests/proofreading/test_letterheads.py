"""The letterhead that a type asks for, and its number."""

from dataclasses import replace

from reports.document import Letterhead
from reports.proofreading import Requirements
from tests.proofreading.manuscripts import COVER, codes, found, manuscript

LETTERED = manuscript(cover=replace(COVER, letterhead=Letterhead("青禾县水务局文件", "青水〔2026〕3号")))


def test_a_missing_letterhead_is_told_with_whom_to_ask() -> None:
    assert codes(manuscript()) == []
    assert codes(LETTERED, Requirements(letterhead=True)) == []
    (finding,) = found(manuscript(), Requirements(letterhead=True, contact="办公室 123"))
    assert (finding.rule.code, finding.params) == ("no_letterhead", {"contact": "办公室 123"})


def test_a_document_to_a_body_above_names_its_signers() -> None:
    assert codes(LETTERED) == []
    assert codes(manuscript(), Requirements(signers=True)) == []
    (finding,) = found(LETTERED, Requirements(signers=True, contact="办公室 123"))
    assert (finding.rule.code, finding.anchor, finding.params) == ("no_signers", "organ", {"contact": "办公室 123"})
    named = replace(COVER, letterhead=Letterhead("青禾县水务局文件", signers=("江问渠",)))
    assert codes(manuscript(cover=named), Requirements(signers=True)) == []


def test_a_number_in_use_counts_only_where_it_is_printed() -> None:
    assert codes(manuscript(), Requirements(same_number="别的报告")) == []
    (finding,) = found(LETTERED, Requirements(same_number="别的报告"))
    assert (finding.rule.code, finding.anchor, finding.field) == ("number_taken", "number", "serial")
    assert finding.params == {"number": "青水〔2026〕3号", "title": "别的报告"}
