"""Who reads which ledger, and what is found in it."""

import datetime
from collections.abc import Iterator

import pytest
from django.db.models.signals import post_init
from django.http import Http404
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.access import keeps_ledger, memberships
from reports.actions.ledger import keep_apart, merge_activities, void_activity
from reports.choices import Role
from reports.models import Activity, Unit
from reports.queries.ledger import (
    activities_found,
    kept_apart_from,
    kept_units,
    last_of_each_kind,
    recordable_years,
    recorded_twice,
    totals_by_kind,
    visible_activities,
    visible_activity,
)
from tests.cast import Cast
from tests.factories import give_role, make_activity, make_kind, make_period, make_person, make_unit

pytestmark = pytest.mark.django_db

NAMES = ("clerk", "head", "officer", "outsider", "stranger_officer", "admin")


@pytest.fixture
def office(cast: Cast) -> Unit:
    return make_unit("办公室", parent=cast.bureau)


def who_keeps(cast: Cast, unit: Unit) -> set[str]:
    """Who keeps the unit's ledger, asked in every way."""
    activity = make_activity(unit)
    by_predicate = {name for name in NAMES if keeps_ledger(getattr(cast, name), unit)}
    by_unit = {name for name in NAMES if unit in kept_units(getattr(cast, name))}
    by_filter = {name for name in NAMES if visible_activities(getattr(cast, name)).filter(pk=activity.pk).exists()}
    assert by_predicate == by_unit == by_filter
    return by_filter


def test_a_ledger_is_kept_by_the_unit_and_from_above(cast: Cast, office: Unit) -> None:
    assert who_keeps(cast, cast.bureau) == {"clerk", "head"}
    assert who_keeps(cast, office) == {"clerk", "head"}
    assert who_keeps(cast, cast.county) == set()
    give_role(cast.outsider, Role.CLERK, office)
    assert who_keeps(cast, office) == {"clerk", "head", "outsider"}
    assert who_keeps(cast, cast.bureau) == {"clerk", "head"}


def test_an_activity_of_others_is_not_there(cast: Cast) -> None:
    activity = make_activity(cast.bureau)
    assert visible_activity(cast.clerk, activity.uuid) == activity
    for person in (cast.officer, cast.admin, cast.outsider, make_person()):
        with pytest.raises(Http404):
            visible_activity(person, activity.uuid)


def test_activities_are_found_by_office_kind_days_and_words(cast: Cast, office: Unit) -> None:
    kind = make_kind()
    old = make_activity(cast.bureau, kind, "2026-01-05", title="党组会研究采购")
    new = make_activity(office, kind, "2026-05-24", title="专题学习", people="张三")
    other = make_activity(cast.bureau, None, "2026-03-01", title="党课")
    voided = make_activity(cast.bureau, kind, voided_at=timezone.now(), void_reason="误记")

    def found(**wanted: object) -> list[Activity]:
        return list(activities_found(cast.clerk, **wanted))  # type: ignore[arg-type]

    assert found() == [new, other, old]
    assert found(unit=office) == [new]
    assert found(unit=cast.bureau, kind=kind) == [new, old]
    assert found(since=datetime.date(2026, 3, 1), until=datetime.date(2026, 3, 1)) == [other]
    assert found(text="党组 采购") == [old]
    assert found(text="张三") == [new]
    assert found(voided=True) == [voided]


def test_totals_count_the_same_meeting_once(cast: Cast, office: Unit) -> None:
    talks, letters = make_kind("谈话"), make_kind("责任书", quantity_word="份", order=1)
    first, second = (make_activity(unit, talks, attendance=9) for unit in (cast.bureau, office))
    make_activity(office, talks, attendance=3)
    make_activity(office, letters, quantity=42)
    merge_activities(first, [second], by=cast.clerk)

    whole = totals_by_kind(activities_found(cast.clerk))
    assert [(one.name, one.count, one.attendance, one.quantity) for one in whole] == [
        ("谈话", 2, 12, None),
        ("责任书", 1, None, 42),
    ]
    # Of one office alone, the meeting counts though another office's record is the first.
    assert totals_by_kind(activities_found(cast.clerk, unit=office))[0].count == 2


def test_what_was_recorded_more_than_once_is_recognised(
    cast: Cast, office: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kind = make_kind()
    here = make_activity(cast.bureau, kind, "2026-05-24", title="全局警示教育大会")
    there = make_activity(office, kind, "2026-05-25", title="召开全局警示教育大会")
    make_activity(office, kind, "2026-05-27", title="全局警示教育大会")
    make_activity(office, make_kind(), "2026-05-24", title="全局警示教育大会")
    make_activity(office, kind, "2026-05-24", title="支部学习")
    again = make_activity(cast.bureau, kind, "2026-05-24", title="全局警示教育大会")
    make_activity(cast.bureau, kind, "2026-05-25", title="全局警示教育大会")
    make_activity(cast.other_bureau, kind, "2026-05-24", title="全局警示教育大会")
    memberships(cast.clerk)
    with django_assert_num_queries(2):
        assert recorded_twice([here], cast.clerk) == {here.pk: [again, there]}
    assert recorded_twice([], cast.clerk) == {}
    merge_activities(here, [there, again], by=cast.clerk)
    there.refresh_from_db()
    assert recorded_twice([there], cast.clerk) == {}


def test_the_last_of_each_kind_is_offered_again(cast: Cast) -> None:
    one, other = make_kind(), make_kind()
    make_activity(cast.bureau, one, "2026-05-01")
    last = make_activity(cast.bureau, one, "2026-05-02")
    latest = make_activity(cast.bureau, other, "2026-05-03")
    make_activity(cast.bureau, None, "2026-05-04", voided_at=timezone.now(), void_reason="误记")
    assert last_of_each_kind(cast.bureau) == [latest, last]
    assert last_of_each_kind(cast.bureau, limit=1) == [latest]


def test_years_are_open_as_long_as_their_periods(cast: Cast) -> None:
    today = datetime.date(2027, 1, 8)
    assert recordable_years(today) == {2027}
    make_period(year=2026, opens=datetime.date(2026, 11, 1), due=today, closes=today)
    assert recordable_years(today) == {2026, 2027}
    assert recordable_years(today + datetime.timedelta(days=1)) == {2027}


@pytest.fixture
def loaded() -> Iterator[list[int]]:
    """The keys of the activities that are read from the database, as they are read."""
    pks: list[int] = []

    def note(instance: Activity, **_more: object) -> None:
        pks.append(instance.pk)

    post_init.connect(note, sender=Activity)
    yield pks
    post_init.disconnect(note, sender=Activity)


def test_what_is_void_or_cannot_be_the_same_is_not_even_read(cast: Cast, office: Unit, loaded: list[int]) -> None:
    kind = make_kind()
    here, void = (make_activity(unit, kind, "2026-05-24", title="警示教育大会") for unit in (cast.bureau, office))
    make_activity(office, make_kind(), "2026-05-24", title=here.title)
    make_activity(office, kind, "2026-05-27", title=here.title)
    void_activity(void, by=cast.clerk, version=void.version, reason="重复登记")
    loaded.clear()

    assert recorded_twice([here], cast.clerk) == {}
    assert loaded == [here.pk]


def test_what_was_kept_apart_is_told_while_it_stands(cast: Cast, office: Unit) -> None:
    kind = make_kind()
    here, there = (make_activity(unit, kind, "2026-05-24", title="警示教育大会") for unit in (cast.bureau, office))
    keep_apart(here, [there], by=cast.clerk)
    assert kept_apart_from(here, cast.clerk) == [there]

    void_activity(there, by=cast.clerk, version=there.version, reason="重复登记")
    assert kept_apart_from(here, cast.clerk) == []
