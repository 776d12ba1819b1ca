"""The checks, in the order in which their findings are listed; a new one is added here (docs/adding-a-check.md)."""

from collections.abc import Callable, Iterable

from reports.document import Manuscript
from reports.proofreading.carrying import the_last_report_is_answered
from reports.proofreading.completeness import (
    attachments_are_complete,
    chapters_say_something,
    cover_is_complete,
    entries_are_complete,
    required_parts_are_written,
)
from reports.proofreading.findings import Finding, Severity
from reports.proofreading.letterheads import letterhead_is_there, number_is_free, signers_are_named
from reports.proofreading.punctuation import marks_are_paired, punctuation_is_full_width
from reports.proofreading.requirements import Requirements
from reports.proofreading.substance import nothing_is_said_twice, paragraphs_have_an_end, promises_can_be_checked
from reports.proofreading.wording import (
    dates_are_official,
    every_figure_is_known,
    no_blank_is_left,
    no_figure_is_made_up,
    nothing_is_doubled,
    set_terms_are_used,
    year_is_that_of_the_period,
)

Check = Callable[[Manuscript, Requirements], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    letterhead_is_there,
    signers_are_named,
    number_is_free,
    cover_is_complete,
    year_is_that_of_the_period,
    required_parts_are_written,
    the_last_report_is_answered,
    entries_are_complete,
    attachments_are_complete,
    chapters_say_something,
    no_blank_is_left,
    every_figure_is_known,
    no_figure_is_made_up,
    set_terms_are_used,
    nothing_is_doubled,
    dates_are_official,
    punctuation_is_full_width,
    marks_are_paired,
    nothing_is_said_twice,
    paragraphs_have_an_end,
    promises_can_be_checked,
)


def proofread(manuscript: Manuscript, requirements: Requirements) -> list[Finding]:
    """All findings of all checks: those that keep the report from being submitted first."""
    found = [finding for check in CHECKS for finding in check(manuscript, requirements)]
    return sorted(found, key=lambda finding: finding.rule.severity is not Severity.BLOCK)
