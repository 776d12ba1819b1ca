"""Words about decisions."""

from reports.models import Decision
from reports.templatetags.reviews import move_label, return_reason, state_word


def test_stored_values_are_shown_in_words() -> None:
    assert move_label(Decision(move="return")) == "退回修改"
    assert return_reason("late") == "逾期"
    assert state_word("returned") == "已退回"


def test_what_the_tables_know_no_more_is_shown_as_it_is_stored() -> None:
    assert move_label(Decision(move="countersign")) == "countersign"
    assert return_reason("ugly") == "ugly"
