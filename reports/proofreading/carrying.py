"""What the last report left: each problem and next step is answered, and answered so that it can be checked."""

from collections.abc import Iterator

from reports.choices import Outcome
from reports.document import Manuscript
from reports.marking import mark as _
from reports.proofreading.findings import Finding, Rule, Severity
from reports.proofreading.requirements import Asked, Requirements

NOT_SAID = Rule(
    "not_said",
    Severity.BLOCK,
    _("What became of “%(name)s” is not said yet."),
    _("What the last report named or promised must not vanish."),
    _("Say whether it is done, goes on or is dropped."),
)
NO_BASIS = Rule(
    "no_basis",
    Severity.BLOCK,
    _("“%(name)s” is said to be done, but not on what basis."),
    _("Whoever reads it must be able to check it."),
    _("Say in a sentence how it was done, or tick the work or the activities that show it."),
)
NO_REASON = Rule(
    "no_reason",
    Severity.BLOCK,
    _("“%(name)s” is dropped without a reason."),
    _("A promise that is taken back needs a reason that officers can judge."),
    _("Say in a sentence why it is dropped."),
)
NOT_CARRIED = Rule(
    "not_carried",
    Severity.BLOCK,
    _("“%(name)s” is said to go on, but no entry of this report carries it on."),
    _("What goes on must stand in the report, with who does it and until when."),
    _("Choose the entry that carries it on, or a new one; where the report lacks a chapter for it, add that first."),
)
STILL_CARRIED = Rule(
    "still_carried",
    Severity.BLOCK,
    _("“%(name)s” is said to be over, yet an entry of this report carries it on."),
    _("The answer and the report say opposite things."),
    _("Remove the entry, or say that it goes on."),
)
SAYS_SOMETHING = 6


def the_last_report_is_answered(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """Each question has an outcome, a basis or reason, and an entry exactly where it goes on."""
    for one in requirements.asked:
        for rule, field in _missing(one):
            yield Finding(rule, f"entry-{one.key}", "", field, {"name": one.name})


def _missing(one: Asked) -> Iterator[tuple[Rule, str]]:
    says = len("".join(one.text.split())) >= SAYS_SOMETHING
    match one.outcome:
        case Outcome.DONE if not (says or one.based):
            yield NO_BASIS, "text"
        case Outcome.DROPPED if not says:
            yield NO_REASON, "text"
        case Outcome.GOING_ON if not one.continued:
            yield NOT_CARRIED, "continues_in"
        case "":
            yield NOT_SAID, "outcome"
    if one.outcome in (Outcome.DONE, Outcome.DROPPED) and one.continued:
        yield STILL_CARRIED, "outcome"
