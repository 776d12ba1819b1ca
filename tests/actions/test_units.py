"""The tree of units: what each verb does, and each refusal."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from reports.actions import units
from reports.choices import ReportState, UnitKind
from reports.errors import InvalidInput, WrongState
from reports.models import AuditEntry, Report, Unit
from tests.cast import Cast
from tests.factories import make_period, make_report, make_unit

pytestmark = pytest.mark.django_db


def fields(unit: Unit, **changes: str) -> dict[str, Any]:
    names = ("name", "short_name", "code", "kind", "leading_body")
    return {name: getattr(unit, name) for name in names} | changes


NEW = {"name": "云岭县水利局", "short_name": "水利局", "code": "SL", "kind": "bureau", "leading_body": "party_group"}


def test_a_unit_is_put_below_another(cast: Cast) -> None:
    unit = units.create_unit(**NEW, parent=cast.county, by=cast.admin)

    assert Unit.objects.get_parent(unit) == cast.county
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.unit, entry.detail) == ("unit.created", unit, {"code": "SL", "parent": cast.county.code})


def test_a_unit_may_stand_at_the_root(cast: Cast) -> None:
    assert units.create_unit(**NEW, parent=None, by=cast.admin).depth == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": ""}, "name"), ({"kind": "empire"}, "kind"), ({"short_name": "长" * 21}, "short_name")],
)
def test_values_the_model_does_not_take_are_refused(cast: Cast, changes: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        units.create_unit(**{**NEW, **changes}, parent=cast.county, by=cast.admin)
    assert caught.value.field == field


def test_a_taken_code_names_its_unit(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="云岭县教育局"):
        units.create_unit(**{**NEW, "code": cast.other_bureau.code}, parent=cast.county, by=cast.admin)
    with pytest.raises(InvalidInput, match="云岭县教育局"):
        units.change_unit(cast.bureau, **fields(cast.bureau, code=cast.other_bureau.code), by=cast.admin)


def test_an_inactive_parent_is_refused(cast: Cast) -> None:
    units.deactivate_unit(cast.other_bureau, by=cast.admin)
    with pytest.raises(InvalidInput) as caught:
        units.create_unit(**NEW, parent=cast.other_bureau, by=cast.admin)
    assert caught.value.field == "parent"
    with pytest.raises(InvalidInput):
        units.move_unit(cast.bureau, cast.other_bureau, by=cast.admin)


def test_a_new_name_goes_into_reports_that_are_still_written(cast: Cast) -> None:
    new_name = "云岭县应急局"
    kept = make_period(
        closes=timezone.localdate() - datetime.timedelta(days=1), due=timezone.localdate() - datetime.timedelta(days=2)
    )
    closed = make_report(cast.bureau, period=kept)
    draft = make_report(cast.bureau)
    submitted = make_report(cast.bureau, period=make_period(), state=ReportState.SUBMITTED)

    units.change_unit(cast.bureau, **fields(cast.bureau, name=new_name), by=cast.admin)

    draft.refresh_from_db()
    assert (draft.unit_name, draft.signature, draft.title[:6]) == (new_name, new_name, new_name)
    assert draft.version == 2
    old = list(Report.objects.filter(pk__in=[closed.pk, submitted.pk]).values_list("unit_name", "version"))
    assert old == [("云岭县应急管理局", 1)] * 2
    entry = AuditEntry.objects.get()
    assert entry.detail == {"changes": {"name": ["云岭县应急管理局", new_name]}, "reports": 1}


def test_a_signature_of_its_own_is_left_alone(cast: Cast) -> None:
    report = make_report(cast.bureau, signature="中共云岭县应急管理局党组")
    units.change_unit(cast.bureau, **fields(cast.bureau, name="云岭县应急局"), by=cast.admin)
    report.refresh_from_db()
    assert report.signature == "中共云岭县应急管理局党组"


def test_nothing_changed_is_not_written_down(cast: Cast) -> None:
    assert units.change_unit(cast.bureau, **fields(cast.bureau), by=cast.admin) == {}
    assert not AuditEntry.objects.exists()


def test_a_unit_moves_with_all_below_it(cast: Cast) -> None:
    office = make_unit("办公室", parent=cast.bureau, kind=UnitKind.OFFICE.value)

    units.move_unit(cast.bureau, cast.other_bureau, by=cast.admin)

    office.refresh_from_db()
    assert [unit.name for unit in Unit.objects.get_ancestors(office)] == ["云岭县", "云岭县教育局", "云岭县应急管理局"]
    detail = AuditEntry.objects.get().detail
    assert detail == {"places": {"from": cast.county.code, "to": cast.other_bureau.code}}


def test_a_unit_moves_to_the_root_and_back(cast: Cast) -> None:
    units.move_unit(cast.bureau, None, by=cast.admin)
    cast.bureau.refresh_from_db()
    assert cast.bureau.depth == 1
    units.move_unit(cast.bureau, cast.county, by=cast.admin)
    units.move_unit(cast.bureau, cast.county, by=cast.admin)
    assert Unit.objects.get_parent(cast.bureau) == cast.county
    assert AuditEntry.objects.count() == 2
    assert Unit.objects.find_problems() == ([], [], [], [], [])


def test_a_unit_never_stands_below_itself(cast: Cast) -> None:
    for target in (cast.county, cast.bureau):
        with pytest.raises(InvalidInput) as caught:
            units.move_unit(cast.county, target, by=cast.admin)
        assert caught.value.field == "parent"


def test_a_unit_with_an_unfinished_report_stays_active(cast: Cast) -> None:
    report = make_report(cast.bureau)
    with pytest.raises(WrongState, match="1"):
        units.deactivate_unit(cast.bureau, by=cast.admin)

    Report.objects.filter(pk=report.pk).update(state=ReportState.ARCHIVED)
    units.deactivate_unit(cast.bureau, by=cast.admin)
    assert not Unit.objects.get(pk=cast.bureau.pk).active


def test_active_units_below_keep_a_unit_active(cast: Cast) -> None:
    with pytest.raises(WrongState):
        units.deactivate_unit(cast.county, by=cast.admin)


def test_a_unit_comes_back_after_the_one_above_it(cast: Cast) -> None:
    for unit in (cast.bureau, cast.other_bureau, cast.county):
        units.deactivate_unit(unit, by=cast.admin)
    with pytest.raises(WrongState, match="云岭县"):
        units.reactivate_unit(cast.bureau, by=cast.admin)

    units.reactivate_unit(cast.county, by=cast.admin)
    units.reactivate_unit(cast.bureau, by=cast.admin)

    assert set(Unit.objects.filter(active=True).values_list("name", flat=True)) == {"云岭县", "云岭县应急管理局"}
    assert AuditEntry.objects.first().event == "unit.reactivated"  # type: ignore[union-attr]
