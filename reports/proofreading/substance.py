"""What the text is made of: paragraphs said twice, endless ones, problems and promises that nobody can be held to."""

from collections import defaultdict
from collections.abc import Iterator

from reports.choices import ChapterKind
from reports.document import Manuscript
from reports.document.building import keyed_chapters
from reports.marking import mark as _
from reports.proofreading.findings import Finding, Rule, Severity
from reports.proofreading.places import Place, places
from reports.proofreading.requirements import Facts, Requirements

SAID_TWICE = Rule(
    "said_twice",
    Severity.WARN,
    _("This paragraph stands in the report more than once."),
    _("Officers take repeated passages for filling."),
    _("Keep it where it belongs and delete it here."),
)
TOO_LONG = Rule(
    "too_long",
    Severity.WARN,
    _("This paragraph has %(count)s characters."),
    _("On paper that is more than a page without a break; it is hard to read."),
    _("Divide it, one matter a paragraph."),
)
NOT_ANSWERED = Rule(
    "not_answered",
    Severity.WARN,
    _("No next step answers this problem."),
    _("Each problem needs a measure that says what is done about it."),
    _("Add a next step, or tick this problem at the one that answers it."),
)
NOBODY_RESPONSIBLE = Rule(
    "nobody_responsible",
    Severity.WARN,
    _("Nobody is responsible for this yet."),
    _("Without a name nobody can be asked how far it is."),
    _("Fill in the responsible leader or office."),
)
NO_DEADLINE = Rule(
    "no_deadline",
    Severity.WARN,
    _("This has no deadline yet."),
    _("Without a day it can't be seen whether the promise was kept."),
    _("Fill in the day by which it is done."),
)
REPEATED = Rule(
    "repeated",
    Severity.WARN,
    _("Named in %(count)s reports running."),
    _("Officers ask why the measures did not help."),
    _("Say what is done otherwise this time, or ask for it to be kept as long-term."),
)
RUNNING_LONG = 3
WORTH_COMPARING = 20
LONGEST = 800


def nothing_is_said_twice(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """No longer paragraph but a zero report's stands in the report word for word again; the later ones are named."""
    seen: dict[str, list[Place]] = defaultdict(list)
    for place in places(manuscript):
        if len(place.text) >= WORTH_COMPARING and place.text != requirements.zero_report:
            seen[place.text].append(place)
    for group in seen.values():
        for place in group[1:]:
            yield Finding(SAID_TWICE, place.anchor, place.text[:40], place.field)


def paragraphs_have_an_end(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """No paragraph fills more than a page."""
    for place in places(manuscript):
        if len(place.text) > LONGEST:
            yield Finding(TOO_LONG, place.anchor, place.text[:40], place.field, {"count": str(len(place.text))})


def promises_can_be_checked(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """Problems and next steps say who and until when, and every problem has a next step that answers it."""
    for _anchor, chapter, entries in keyed_chapters(manuscript):
        for anchor, entry in entries:
            facts = requirements.facts.get(entry.key)
            if facts is not None and (entry.heading or entry.body):
                yield from _judge(anchor, entry.heading.strip() or entry.body.strip()[:40], chapter.kind, facts)


def _judge(anchor: str, quote: str, kind: ChapterKind, facts: Facts) -> Iterator[Finding]:
    problem = kind is ChapterKind.PROBLEMS
    if problem and not facts.linked:
        yield Finding(NOT_ANSWERED, anchor, quote, "body")
    if facts.running >= RUNNING_LONG:
        yield Finding(REPEATED, anchor, quote, "body", {"count": str(facts.running)})
    if not facts.responsible:
        yield Finding(NOBODY_RESPONSIBLE, anchor, quote, "responsible_leader" if problem else "responsible")
    if not facts.deadline:
        yield Finding(NO_DEADLINE, anchor, quote, "deadline")
