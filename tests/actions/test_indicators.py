"""The delivered catalogue: kinds and indicators are created once, never overwritten."""

from typing import Any

import pytest

from reports.actions.indicators import ensure_indicator, ensure_kind
from reports.errors import InvalidInput
from reports.models import ActivityKind, AuditEntry, Indicator
from tests.factories import make_indicator, make_kind, make_report_type

pytestmark = pytest.mark.django_db


def delivered(**changes: Any) -> dict[str, Any]:
    return {"name": "谈心谈话", "unit_word": "人次", "computation": "attendance", "kinds": [], **changes}


def test_a_new_kind_stands_behind_those_that_are_there() -> None:
    make_kind(order=7)

    kind, created = ensure_kind("talk", name="谈心谈话", words=["谈心"], sentence="开展谈心谈话{attendance}人次")

    assert created
    assert (kind.order, kind.words, kind.with_attendance, kind.active) == (8, ["谈心"], True, True)
    assert AuditEntry.objects.get().event == "kind.delivered"


def test_a_kind_that_is_there_stays_as_the_administrator_left_it() -> None:
    ensure_kind("talk", name="谈心谈话")
    ActivityKind.objects.update(name="谈心", active=False)

    kept, created = ensure_kind("talk", name="别的名称")

    assert not created
    assert (kept.name, kept.active) == ("谈心", False)
    assert AuditEntry.objects.count() == 1


def test_a_new_indicator_knows_its_kinds_its_whole_and_who_wants_it() -> None:
    kind, whole, wanting = make_kind(), make_indicator(), make_report_type()

    indicator, created = ensure_indicator(
        "talk_heart", **delivered(kinds=[kind.code], part_of=whole.code, wanted_by=[wanting.code], words=["谈心"])
    )

    assert created
    assert (list(indicator.kinds.all()), indicator.part_of, list(indicator.wanted_by.all())) == (
        [kind],
        whole,
        [wanting],
    )
    assert AuditEntry.objects.get().event == "indicator.delivered"


def test_an_indicator_that_is_there_stays_as_the_administrator_left_it() -> None:
    ensure_indicator("talk_heart", **delivered())
    Indicator.objects.update(name="谈话", unit_word="次")

    kept, created = ensure_indicator("talk_heart", **delivered(kinds=["gone"], part_of="gone"))

    assert not created
    assert (kept.name, kept.unit_word) == ("谈话", "次")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"computation": "guessed"}, "computation"),
        ({"name": ""}, "name"),
        ({"kinds": ["missing"]}, "kinds"),
        ({"part_of": "missing"}, "part_of"),
        ({"wanted_by": ["missing"]}, "wanted_by"),
    ],
)
def test_wrong_values_leave_nothing_behind(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        ensure_indicator("talk_heart", **delivered(**changes))

    assert caught.value.field == field
    assert not Indicator.objects.exists()
