"""The letterhead: whether the unit has the one its type asks for, who signs, and whether the number is free."""

from collections.abc import Iterator

from reports.document import Manuscript
from reports.marking import mark as _
from reports.proofreading.findings import Finding, Rule, Severity
from reports.proofreading.requirements import Requirements

NO_LETTERHEAD = Rule(
    "no_letterhead",
    Severity.WARN,
    _("The letterhead of your unit has not been filled in yet, so the report is printed without one."),
    _("This kind of report goes out with the mark of its body and a document number."),
    _("Ask the administrator to fill it in on the page of your unit; the report then has it by itself. %(contact)s"),
)
NO_SIGNERS = Rule(
    "no_signers",
    Severity.WARN,
    _("The letterhead names nobody who signs (签发人)."),
    _("A document to a body above names who signed it for its unit."),
    _("Ask the administrator to name them on the page of your unit; the report then has them by itself. %(contact)s"),
)
NUMBER_TAKEN = Rule(
    "number_taken",
    Severity.WARN,
    _("%(number)s is the document number of another report of your unit: “%(title)s”."),
    _("Each number is given once a year."),
    _("Ask your office which number this report has, and correct it on the cover."),
)


def letterhead_is_there(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """The report has the letterhead that its type asks for."""
    if requirements.letterhead and manuscript.cover.letterhead is None:
        yield Finding(NO_LETTERHEAD, "letterhead", params={"contact": requirements.contact})


def signers_are_named(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """A document to a body above names its signers (GB/T 9704-2012, 7.2.6)."""
    letterhead = manuscript.cover.letterhead
    if requirements.signers and letterhead and not any(map(str.strip, letterhead.signers)):
        yield Finding(NO_SIGNERS, "organ", params={"contact": requirements.contact})


def number_is_free(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """No other report of the unit has the document number."""
    letterhead = manuscript.cover.letterhead
    if letterhead and requirements.same_number:
        params = {"number": letterhead.number, "title": requirements.same_number}
        yield Finding(NUMBER_TAKEN, "number", letterhead.number, "serial", params)
