"""Every event that an action records has its words."""

import ast
import re
from pathlib import Path

from django.utils import translation

from reports.actions import audit
from reports.choices import ThreadState
from reports.models import AuditEntry
from reports.rectification import WAYS
from reports.templatetags.audit import DETAILS, EVENTS, KEYS, event_details, event_words
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
        "problem.{one.code}": {f"problem.{way.code}" for way in WAYS},
        "thread.{event}": {"thread.reopened", "thread.taken", "thread.declined"}
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


def details_recorded() -> set[str]:
    """The names of the details in the text of the actions; those of a move are put together."""
    calls = [
        node
        for path in ACTIONS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("record", "note")
    ]
    names = {keyword.arg for call in calls for keyword in call.keywords if keyword.arg}
    return names - {"by", "report", "unit", "label", "replaced", "written"} | {"snapshot", "sha256"}


def test_the_table_of_details_is_what_actions_record() -> None:
    assert details_recorded() == set(DETAILS) | KEYS


def test_details_are_told_in_words_and_keys_of_rows_are_left_out() -> None:
    entry = AuditEntry(
        event="unit.changed",
        detail={
            "changes": {"name": ["财政局", "财政和国资局"], "kind": ["bureau", "office"]},
            "places": {"from": None, "to": "JC"},
            "days": {"opens": "2026-06-01", "due": "2026-07-10"},
            "fields": ["title", "recipient"],
            "role": "officer",
            "with_subunits": True,
            "decision": 79,
            "parent": None,
            "snapshot": 1,
        },
    )
    assert event_details(entry) == [
        ("改动", "名称 财政局 → 财政和国资局、类别 局 → 股室"),
        ("在单位树中的位置", "— → JC"),
        ("日期", "开放日期 2026-06-01、报送期限 2026-07-10"),
        ("栏目", "标题、主送机关"),
        ("角色", "审核员"),
        ("含全部下级单位", "是"),
        ("稿次", "1"),
    ]
