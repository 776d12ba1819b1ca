"""Every event that an action records has its words."""

import re
from pathlib import Path

from django.utils import translation

from reports.actions import audit
from reports.choices import ThreadState
from reports.models import AuditEntry
from reports.templatetags.audit import EVENTS, event_words
from reports.workflow import MOVES

ACTIONS = Path(audit.__file__).parent
# A literal with one dot: no other text of the actions looks like that.
EVENT = re.compile(r'(f?)"([a-z_]+\.[a-z_{}.]+)"')


def recorded() -> set[str]:
    """The events in the text of the actions; those that are put together are spelled out."""
    found = {match for path in ACTIONS.glob("*.py") for match in EVENT.findall(path.read_text())}
    events = {event for made, event in found if not made}
    spelled_out = {
        "report.{way.code}": {f"report.{move.code}" for move in MOVES},
        "thread.{event}": {"thread.reopened"}
        | {f"thread.{state}" for state in ThreadState if state != ThreadState.OPEN},
    }
    for made, event in found:
        events |= spelled_out[event] if made else set()
    return events


def test_the_table_of_words_is_the_table_of_events() -> None:
    assert recorded() == set(EVENTS)


def test_words_are_in_the_language_of_the_reader() -> None:
    entry = AuditEntry(event="report.submit")
    assert event_words(entry) == "提交了报告"
    with translation.override("en"):
        assert event_words(entry) == "submitted a report"


def test_an_unknown_event_is_shown_by_its_name() -> None:
    assert event_words(AuditEntry(event="old.thing")) == "old.thing"
