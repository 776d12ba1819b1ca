"""The ledger: what each verb does, each refusal, and that nothing is counted twice or lost."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from reports.actions.ledger import (
    keep_apart,
    merge_activities,
    record_activities,
    record_activity,
    remember_wording,
    save_activity,
    unmerge_activity,
    void_activity,
)
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import Activity, ActivityKind, AuditEntry, KindWording, Unit
from reports.queries.ledger import counted, kept_apart_from, recorded_twice
from tests.cast import Cast
from tests.factories import make_activity, make_kind, make_period, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(db: None) -> ActivityKind:
    return make_kind("集体廉政谈话", words=["任前谈话"])


@pytest.fixture
def office(cast: Cast) -> Unit:
    return make_unit("办公室", parent=cast.bureau)


def values(kind: ActivityKind, **changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {"kind": kind, "first_day": today, "last_day": today, "title": "任前谈话", "attendance": 9, **changes}


def fresh(activity: Activity) -> Activity:
    return Activity.objects.get(pk=activity.pk)


def events() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("event", flat=True))


def test_an_activity_is_recorded_by_the_unit_and_from_above(cast: Cast, kind: ActivityKind, office: Unit) -> None:
    for unit in (cast.bureau, office):
        activity = record_activity(unit, by=cast.clerk, **values(kind, tags=["重点"]))
        assert (activity.unit, activity.created_by, activity.version) == (unit, cast.clerk, 1)
    entry = AuditEntry.objects.order_by("pk")[0]
    assert (entry.event, entry.unit, entry.object_label) == ("activity.recorded", cast.bureau, "任前谈话")


def test_nobody_writes_into_a_ledger_that_is_not_theirs(cast: Cast, kind: ActivityKind) -> None:
    own = make_activity(cast.bureau, kind)
    for person in (cast.outsider, cast.officer, cast.admin):
        for act in (
            lambda by=person: record_activity(cast.bureau, by=by, **values(kind)),
            lambda by=person: record_activities([(cast.bureau, values(kind))], by=by),
            lambda by=person: save_activity(own, by=by, version=1, title="别人写的"),
            lambda by=person: void_activity(own, by=by, version=1, reason="误记"),
            lambda by=person: merge_activities(own, [make_activity(cast.bureau, kind)], by=by),
            lambda by=person: unmerge_activity(own, by=by),
            lambda by=person: remember_wording(cast.bureau, "廉谈", kind, by=by),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert events() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_day": timezone.localdate() + datetime.timedelta(days=1)}, "first_day"),
        ({"last_day": timezone.localdate() + datetime.timedelta(days=1)}, "last_day"),
        ({"last_day": timezone.localdate() - datetime.timedelta(days=1)}, "last_day"),
        ({"first_day": datetime.date(2001, 5, 1)}, "first_day"),
        ({"attendance": 0}, "attendance"),
        ({"quantity": 0}, "quantity"),
        ({"title": ""}, "title"),
        ({"title": "长" * 201}, "title"),
    ],
)
def test_what_no_ledger_takes_is_refused(cast: Cast, kind: ActivityKind, changes: dict[str, Any], field: str) -> None:
    for act in (
        lambda: record_activity(cast.bureau, by=cast.clerk, **values(kind, **changes)),
        lambda: record_activities([(cast.bureau, values(kind)), (cast.bureau, values(kind, **changes))], by=cast.clerk),
    ):
        with pytest.raises(InvalidInput) as caught:
            act()
        assert caught.value.field == field
    assert not Activity.objects.exists()


def test_another_one_of_the_same_day_and_title_stays_another(cast: Cast, kind: ActivityKind) -> None:
    first = record_activity(cast.bureau, by=cast.clerk, **values(kind))
    second = record_activity(cast.bureau, by=cast.clerk, another=True, **values(kind))
    assert recorded_twice([first, second], cast.clerk) == {}
    assert kept_apart_from(first, cast.clerk) == [second]


def test_last_year_is_recorded_while_a_period_of_it_is_open(cast: Cast, kind: ActivityKind) -> None:
    year = timezone.localdate().year - 1
    day = datetime.date(year, 5, 1)
    with pytest.raises(InvalidInput):
        record_activity(cast.bureau, by=cast.clerk, **values(kind, first_day=day, last_day=day))
    make_period(year=year)
    assert record_activity(cast.bureau, by=cast.clerk, **values(kind, first_day=day, last_day=day)).pk


def test_many_are_recorded_all_or_none(cast: Cast, kind: ActivityKind, office: Unit) -> None:
    rows = [(cast.bureau, values(kind)), (office, values(kind)), (office, values(kind))]
    assert record_activities(rows, by=cast.clerk) == 3
    assert list(AuditEntry.objects.order_by("pk").values_list("unit", "detail")) == [
        (cast.bureau.pk, {"rows": 1}),
        (office.pk, {"rows": 2}),
    ]


def test_a_change_keeps_what_was_said_before(cast: Cast, kind: ActivityKind) -> None:
    activity = record_activity(cast.bureau, by=cast.clerk, **values(kind))
    save_activity(activity, by=cast.head, version=1, attendance=12)
    assert (fresh(activity).attendance, fresh(activity).version, fresh(activity).changed_by) == (12, 2, cast.head)
    version = activity.versions.get()
    assert (version.number, version.by, version.said["attendance"]) == (1, cast.head, 9)
    assert version.said["kind"] == kind.code
    assert AuditEntry.objects.get(event="activity.changed").detail["fields"] == ["attendance"]


def test_a_save_without_a_change_writes_nothing(cast: Cast, kind: ActivityKind) -> None:
    activity = record_activity(cast.bureau, by=cast.clerk, **values(kind))
    save_activity(activity, by=cast.clerk, version=1, **values(kind))
    assert (fresh(activity).version, activity.versions.count()) == (1, 0)


def test_of_two_changes_the_second_is_told(cast: Cast, kind: ActivityKind) -> None:
    activity = record_activity(cast.bureau, by=cast.clerk, **values(kind))
    second = fresh(activity)
    save_activity(activity, by=cast.clerk, version=1, title="先改的")
    with pytest.raises(StaleReport):
        save_activity(second, by=cast.head, version=1, title="后改的")
    with pytest.raises(StaleReport):
        void_activity(fresh(activity), by=cast.head, version=1, reason="误记")
    assert (fresh(activity).title, activity.versions.count()) == ("先改的", 1)


def test_an_old_activity_is_changed_but_not_moved_into_a_closed_year(cast: Cast, kind: ActivityKind) -> None:
    activity = make_activity(cast.bureau, kind, "2001-05-01", title="旧事")
    save_activity(activity, by=cast.clerk, version=1, title="旧事一件")
    with pytest.raises(InvalidInput):
        save_activity(fresh(activity), by=cast.clerk, version=2, first_day=datetime.date(2001, 4, 30))


def test_an_activity_goes_to_another_office_of_the_own_ledger_only(
    cast: Cast, kind: ActivityKind, office: Unit
) -> None:
    activity = make_activity(cast.bureau, kind)
    save_activity(activity, by=cast.clerk, version=1, unit=office)
    assert fresh(activity).unit == office
    with pytest.raises(NotAllowed):
        save_activity(fresh(activity), by=cast.clerk, version=2, unit=cast.other_bureau)


def test_a_voided_activity_says_why_and_rests(cast: Cast, kind: ActivityKind) -> None:
    activity = make_activity(cast.bureau, kind)
    with pytest.raises(InvalidInput):
        void_activity(activity, by=cast.clerk, version=1, reason="  ")
    void_activity(activity, by=cast.clerk, version=1, reason="重复登记")
    assert fresh(activity).voided_at
    assert AuditEntry.objects.get().detail["reason"] == "重复登记"
    for act in (
        lambda: save_activity(fresh(activity), by=cast.clerk, version=2, title="再改"),
        lambda: void_activity(fresh(activity), by=cast.clerk, version=2, reason="再来"),
        lambda: merge_activities(fresh(activity), [make_activity(cast.bureau, kind)], by=cast.clerk),
    ):
        with pytest.raises(WrongState):
            act()


class TestTheSameMeeting:
    """Several offices recorded it; at every moment exactly one of them counts."""

    @pytest.fixture
    def rows(self, cast: Cast, kind: ActivityKind, office: Unit) -> list[Activity]:
        other = make_unit("检查股", parent=cast.bureau)
        return [make_activity(unit, kind) for unit in (cast.bureau, office, other, other)]

    def firsts(self, rows: list[Activity]) -> list[int | None]:
        """By row the place of the one it is the same as; and that those of one meeting count once."""
        places = {row.pk: place for place, row in enumerate(rows)}
        now = [fresh(row) for row in rows]
        heads = [places[row.same_as_id] if row.same_as_id else None for row in now]
        assert all(heads[head] is None for head in heads if head is not None)
        assert set(counted(Activity.objects.all())) == {
            row for row, head in zip(now, heads, strict=True) if head is None and not row.voided_at
        }
        return heads

    def test_merged_they_count_once(self, cast: Cast, rows: list[Activity]) -> None:
        merge_activities(rows[0], rows[1:3], by=cast.clerk)
        assert self.firsts(rows) == [None, 0, 0, None]
        assert AuditEntry.objects.get().detail["rows"] == 3

    def test_two_merged_groups_become_one(self, cast: Cast, rows: list[Activity]) -> None:
        merge_activities(rows[0], [rows[1]], by=cast.clerk)
        merge_activities(rows[2], [rows[3]], by=cast.clerk)
        merge_activities(fresh(rows[3]), [fresh(rows[1])], by=cast.clerk)
        assert self.firsts(rows) == [2, 2, None, 2]

    def test_merging_again_changes_nothing(self, cast: Cast, rows: list[Activity]) -> None:
        merge_activities(rows[0], [rows[1]], by=cast.clerk)
        assert merge_activities(rows[1], [rows[0]], by=cast.clerk) == rows[0]
        assert self.firsts(rows) == [None, 0, None, None]
        assert events() == ["activity.merged"]

    def test_nothing_is_merged_with_itself_or_kept_apart_from_it(self, cast: Cast, rows: list[Activity]) -> None:
        for act in (merge_activities, keep_apart):
            with pytest.raises(InvalidInput):
                act(rows[0], [rows[0]], by=cast.clerk)
        assert events() == []

    def test_those_that_are_kept_apart_stay_so_until_they_are_merged(self, cast: Cast, rows: list[Activity]) -> None:
        for _time in range(2):
            keep_apart(rows[2], [*rows[:2], rows[3]], by=cast.clerk)
        assert events() == ["activity.kept_apart"]
        assert recorded_twice(rows[2:3], cast.clerk) == {}
        assert recorded_twice(rows[:1], cast.clerk) == {rows[0].pk: [rows[1], rows[3]]}
        assert kept_apart_from(rows[0], cast.clerk) == [rows[2]]
        merge_activities(rows[0], [rows[2]], by=cast.clerk)
        assert kept_apart_from(rows[0], cast.clerk) == []
        with pytest.raises(WrongState):
            keep_apart(rows[2], [rows[0]], by=cast.clerk)
        with pytest.raises(NotAllowed):
            keep_apart(rows[0], [rows[1]], by=cast.outsider)

    def test_what_was_parted_is_not_offered_again(self, cast: Cast, rows: list[Activity]) -> None:
        merge_activities(rows[0], rows[1:3], by=cast.clerk)
        unmerge_activity(rows[2], by=cast.clerk)
        assert kept_apart_from(rows[2], cast.clerk) == rows[:2]
        unmerge_activity(rows[0], by=cast.clerk)
        assert kept_apart_from(rows[0], cast.clerk) == rows[1:3]

    def test_voiding_the_first_hands_its_role_on(self, cast: Cast, rows: list[Activity]) -> None:
        merge_activities(rows[0], rows[1:], by=cast.clerk)
        void_activity(fresh(rows[0]), by=cast.clerk, version=1, reason="误记")
        assert self.firsts(rows) == [None, None, 1, 1]

    def test_voiding_another_leaves_the_first(self, cast: Cast, rows: list[Activity]) -> None:
        merge_activities(rows[0], rows[1:3], by=cast.clerk)
        void_activity(fresh(rows[1]), by=cast.clerk, version=1, reason="误记")
        assert self.firsts(rows) == [None, None, 0, None]

    def test_parting_the_first_hands_its_role_on(self, cast: Cast, rows: list[Activity]) -> None:
        merge_activities(rows[0], rows[1:3], by=cast.clerk)
        unmerge_activity(rows[0], by=cast.clerk)
        assert self.firsts(rows) == [None, None, 1, None]
        unmerge_activity(rows[2], by=cast.clerk)
        assert self.firsts(rows) == [None, None, None, None]
        with pytest.raises(WrongState):
            unmerge_activity(rows[2], by=cast.clerk)

    def test_other_kinds_are_no_such_meeting(self, cast: Cast, rows: list[Activity]) -> None:
        with pytest.raises(InvalidInput):
            merge_activities(rows[0], [make_activity(cast.bureau)], by=cast.clerk)
        merge_activities(rows[0], [rows[1]], by=cast.clerk)
        for row in rows[:2]:
            with pytest.raises(InvalidInput) as caught:
                save_activity(fresh(row), by=cast.clerk, version=1, kind=make_kind())
            assert caught.value.field == "kind"


def test_a_wording_is_remembered_for_the_unit_and_corrected(cast: Cast, kind: ActivityKind) -> None:
    other = make_kind("提醒谈话")
    for wanted in (kind, kind, other):
        assert remember_wording(cast.bureau, " 廉 谈 ", wanted, by=cast.clerk)
    assert KindWording.objects.get().kind == other
    assert events() == ["activity.wording_remembered"] * 2


def test_the_words_of_the_catalogue_keep_their_meaning(cast: Cast, kind: ActivityKind) -> None:
    other = make_kind("提醒谈话")
    for words in ("", "集体廉政谈话", "任前谈话"):
        assert remember_wording(cast.bureau, words, kind if words != "集体廉政谈话" else other, by=cast.clerk) is None
    with pytest.raises(InvalidInput):
        remember_wording(cast.bureau, "长" * 61, kind, by=cast.clerk)
    assert not KindWording.objects.exists()
