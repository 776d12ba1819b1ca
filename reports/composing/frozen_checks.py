"""What a unit said to the cross-checks, as a snapshot keeps it."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from reports.composing.checks import Contradiction
from reports.models import FrozenCheck, Snapshot


def as_row(snapshot: Snapshot, one: Contradiction) -> FrozenCheck:
    """A settled contradiction as the row that its snapshot keeps; it is not stored."""
    answer = one.answer
    assert answer is not None  # noqa: S101  # nothing is submitted before each is answered  # nosec B101
    return FrozenCheck(
        snapshot=snapshot,
        code=one.rule.code,
        key=one.key,
        severity=one.rule.severity,
        name=one.rule.name,
        message=one.rule.message,
        parts=[asdict(part) for part in one.parts],
        text=answer.text,
        by=answer.by,
        at=answer.at,
    )


def plain_answers(found: Iterable[Contradiction]) -> set[tuple[Any, ...]]:
    """What was said to what, to tell whether anything changed since a snapshot."""
    return {(one.rule.code, one.key, one.answer.text if one.answer else "", *one.about.items()) for one in found}


def frozen_answers(checks: Iterable[FrozenCheck]) -> set[tuple[Any, ...]]:
    """The same of what a snapshot kept."""
    return {(one.code, one.key, one.text, *((part["key"], part["shown"]) for part in one.parts)) for one in checks}
