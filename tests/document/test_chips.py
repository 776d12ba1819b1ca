"""Figures as a writer sees them, and back to the tokens that are stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.choices import Scope
from reports.document import Count, Reference
from reports.document.chips import Names

NAMES = Names(
    {"talk_heart": "谈心谈话", "talk_reminder": "提醒谈话"},
    {"CZ01": "办公室", "CZ02": "预算股"},
    {"talk_heart": Count(84, "人次"), "talk_heart|first_half": Count(34, "人次"), "talk_reminder": Count(None, "人次")},
)


@pytest.mark.parametrize(
    ("reference", "chip"),
    [
        (Reference("talk_heart"), "［谈心谈话 84人次］"),
        (Reference("talk_heart", Scope.FIRST_HALF, about=True), "［谈心谈话·上半年·取整 30余人次］"),
        (Reference("talk_heart", bare=True), "［谈心谈话·只写数 84］"),
        (Reference("talk_heart", Scope.LAST_YEAR, "CZ02"), "［谈心谈话·上年同期·预算股］"),
        (Reference("talk_reminder"), "［提醒谈话 **人次］"),
        (Reference("talk_heart", office="GONE"), "{{talk_heart||GONE}}"),
        (Reference("gone"), "{{gone}}"),
    ],
)
def test_a_figure_is_shown_by_name_and_value_and_stored_as_its_token(reference: Reference, chip: str) -> None:
    assert NAMES.shown(f"共{reference.token}。") == f"共{chip}。"
    assert NAMES.stored(f"共{chip}。") == f"共{reference.token}。"


def test_a_figure_can_be_typed_without_its_value_and_a_stale_value_does_no_harm() -> None:
    assert NAMES.stored("［谈心谈话］、［谈心谈话·下半年］、［谈心谈话 12人次］") == (
        "{{talk_heart}}、{{talk_heart|second_half}}、{{talk_heart}}"
    )


@pytest.mark.parametrize(
    "text", ["［注］", "［谈心谈话·明年］", "［谈心 谈话 84］", "［］", "［谈心谈话\n］", "【谈心谈话】", "［谈心谈话"]
)
def test_brackets_that_hold_no_figure_stay(text: str) -> None:
    assert NAMES.stored(text) == text


PARTS = st.sampled_from(
    ["［", "］", "谈心谈话", "·", "上半年", " ", "84人次", "{{talk_heart}}", "{{", "}}", "办公室", "文"]
)


@given(st.lists(PARTS, max_size=12).map("".join))
def test_showing_what_was_stored_and_storing_it_again_changes_nothing(text: str) -> None:
    stored = NAMES.stored(text)

    assert NAMES.stored(NAMES.shown(stored)) == stored
