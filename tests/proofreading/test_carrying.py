"""What the last report left is answered so that it can be checked."""

import pytest

from reports.document import Manuscript
from reports.proofreading import Asked, Requirements, Severity
from reports.proofreading.carrying import the_last_report_is_answered

SAYS = "两个股室都已补齐。"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked("k", "台账"), [("not_said", "outcome")]),
        (Asked("k", "台账", text=SAYS), [("not_said", "outcome")]),
        (Asked("k", "台账", "done"), [("no_basis", "text")]),
        (Asked("k", "台账", "done", "已完成"), [("no_basis", "text")]),
        (Asked("k", "台账", "done", SAYS), []),
        (Asked("k", "台账", "done", based=True), []),
        (Asked("k", "台账", "done", SAYS, continued=True), [("still_carried", "outcome")]),
        (Asked("k", "台账", "dropped", "不做了"), [("no_reason", "text")]),
        (Asked("k", "台账", "dropped", SAYS), []),
        (Asked("k", "台账", "dropped", SAYS, continued=True), [("still_carried", "outcome")]),
        (Asked("k", "台账", "going_on"), [("not_carried", "continues_in")]),
        (Asked("k", "台账", "going_on", continued=True), []),
    ],
)
def test_each_answer(asked: Asked, found: list[tuple[str, str]]) -> None:
    findings = list(the_last_report_is_answered(Manuscript(cover=None), Requirements(asked=(asked,))))  # type: ignore[arg-type]

    assert [(finding.rule.code, finding.field) for finding in findings] == found
    assert {finding.anchor for finding in findings} <= {"entry-k"}
    assert {finding.rule.severity for finding in findings} <= {Severity.BLOCK}
