"""Who may see what: the predicates and the filters say the same."""

import datetime

import pytest
from django.http import Http404
from django.utils import timezone

from reports.access import is_admin, is_officer, may_review, may_see_report, writes_for
from reports.choices import Role
from reports.models import Extension, ImportedFile, Person, Report, Thread
from reports.queries import (
    administered,
    due_date,
    earlier_report,
    is_open,
    open_problems,
    own_report,
    published_outline,
    reviewed_units,
    visible_import,
    visible_report,
    visible_reports,
    visible_snapshot,
    visible_thread,
    written_reports,
    written_units,
)
from reports.queries.starting import waiting_imports
from tests.cast import Cast
from tests.factories import (
    give_role,
    make_entry,
    make_period,
    make_person,
    make_report,
    make_report_type,
    make_snapshot,
    make_unit,
)

pytestmark = pytest.mark.django_db

NAMES = ("clerk", "head", "officer", "outsider", "stranger_officer", "admin")


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


def who_sees(cast: Cast, report: Report) -> set[str]:
    """Who sees the report, checked both ways."""
    by_predicate = {name for name in NAMES if may_see_report(getattr(cast, name), report)}
    by_filter = {name for name in NAMES if visible_reports(getattr(cast, name)).filter(pk=report.pk).exists()}
    assert by_predicate == by_filter
    return by_filter


def test_a_draft_is_seen_by_its_unit_alone(cast: Cast, report: Report) -> None:
    assert who_sees(cast, report) == {"clerk", "head"}


def test_a_submitted_report_is_seen_by_its_officer_too(cast: Cast, report: Report) -> None:
    make_snapshot(report)
    assert who_sees(cast, report) == {"clerk", "head", "officer"}


def test_what_one_report_sent_shows_no_other(cast: Cast, report: Report) -> None:
    make_snapshot(make_report(cast.bureau, by=cast.clerk))
    assert who_sees(cast, report) == {"clerk", "head"}


def test_a_withdrawn_snapshot_shows_officers_nothing(cast: Cast, report: Report) -> None:
    snapshot = make_snapshot(report, withdrawn_at=timezone.now())
    assert who_sees(cast, report) == {"clerk", "head"}
    assert visible_snapshot(cast.clerk, report.pk, snapshot.number) == snapshot

    make_snapshot(report)
    with pytest.raises(Http404):
        visible_snapshot(cast.officer, report.pk, snapshot.number)
    assert visible_snapshot(cast.officer, report.pk, 2).number == 2


def test_a_discarded_report_is_seen_by_nobody(cast: Cast, report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(discarded_at=timezone.now())
    report.refresh_from_db()
    assert who_sees(cast, report) == set()


def test_a_discarded_report_is_listed_to_nobody(cast: Cast, report: Report) -> None:
    assert list(written_reports(cast.clerk)) == [report]
    Report.objects.update(discarded_at=timezone.now())
    assert not written_reports(cast.clerk).exists()


def test_an_officer_of_the_county_with_all_below_reviews_every_bureau(cast: Cast, report: Report) -> None:
    county_officer = make_person()
    give_role(county_officer, Role.OFFICER, cast.county, with_subunits=True)
    make_snapshot(report)

    assert list(reviewed_units(county_officer)) == [cast.county, cast.bureau, cast.other_bureau]
    assert visible_report(county_officer, report.pk) == report


def test_an_officer_of_the_county_alone_reviews_no_bureau(cast: Cast, report: Report) -> None:
    county_officer = make_person()
    give_role(county_officer, Role.OFFICER, cast.county)
    make_snapshot(report)

    assert list(reviewed_units(county_officer)) == [cast.county]
    with pytest.raises(Http404):
        visible_report(county_officer, report.pk)


def test_a_unit_beside_with_a_like_path_is_not_below(cast: Cast) -> None:
    officer = make_person()
    give_role(officer, Role.OFFICER, cast.bureau, with_subunits=True)
    office = make_unit("办公室", parent=cast.bureau)
    assert list(reviewed_units(officer)) == [cast.bureau, office]


def test_roles_are_told_apart(cast: Cast) -> None:
    assert [name for name in NAMES if is_admin(getattr(cast, name))] == ["admin"]
    assert [name for name in NAMES if is_officer(getattr(cast, name))] == ["officer", "stranger_officer"]
    assert writes_for(cast.head, cast.bureau, Role.HEAD)
    assert not writes_for(cast.clerk, cast.bureau, Role.HEAD)
    assert list(written_units(cast.clerk)) == [cast.bureau]
    assert list(written_units(cast.officer)) == []


def test_nobody_reviews_what_they_wrote(cast: Cast, report: Report) -> None:
    assert may_review(cast.officer, report)
    report.changed_by = cast.officer
    assert not may_review(cast.officer, report)


@pytest.mark.parametrize("name", ["officer", "outsider", "admin"])
def test_only_the_unit_holds_its_own_report(cast: Cast, report: Report, name: str) -> None:
    make_snapshot(report)
    person: Person = getattr(cast, name)
    with pytest.raises(Http404):
        own_report(person, report.pk)


def test_a_thread_is_seen_with_its_report(cast: Cast, report: Report) -> None:
    snapshot = make_snapshot(report)
    thread = Thread.objects.create(report=report, snapshot=snapshot, anchor="title", opened_by=cast.officer)
    assert visible_thread(cast.clerk, thread.pk) == thread
    with pytest.raises(Http404):
        visible_thread(cast.outsider, thread.pk)


def test_an_uploaded_file_is_seen_by_who_uploaded_it(cast: Cast, report: Report) -> None:
    waiting = ImportedFile.objects.create(
        unit=cast.bureau, period=report.period, report_type=report.report_type, name="a.txt", uploaded_by=cast.clerk
    )
    assert visible_import(cast.clerk, waiting.uuid) == waiting
    assert [list(waiting_imports(person)) for person in (cast.clerk, cast.head)] == [[waiting], []]
    with pytest.raises(Http404):
        visible_import(cast.head, waiting.uuid)

    cast.clerk.memberships.all().delete()
    no_clerk = Person.objects.get(pk=cast.clerk.pk)
    assert list(waiting_imports(no_clerk)) == []
    with pytest.raises(Http404):
        visible_import(no_clerk, waiting.uuid)


def test_the_administrators_pages_are_there_for_administrators_only(cast: Cast) -> None:
    administered(cast.admin)
    with pytest.raises(Http404):
        administered(cast.officer)


def test_an_extension_moves_the_due_day_and_keeps_the_period_open(cast: Cast) -> None:
    today = timezone.localdate()
    long_ago = today - datetime.timedelta(days=20)
    period = make_period(opens=long_ago, due=long_ago, closes=long_ago)
    assert not is_open(cast.bureau, period)

    until = today + datetime.timedelta(days=2)
    Extension.objects.create(period=period, unit=cast.bureau, until=until, reason="防汛抢险", granted_by=cast.admin)
    assert is_open(cast.bureau, period)
    assert not is_open(cast.other_bureau, period)
    assert due_date(cast.bureau, period) == until
    assert due_date(cast.other_bureau, period) == long_ago


def test_looking_back_finds_the_last_approved_report(cast: Cast) -> None:
    report_type = make_report_type()
    this_year = timezone.localdate().year
    old = [
        make_report(cast.bureau, report_type=report_type, period=make_period(year=this_year - back), state=state)
        for back, state in ((3, "archived"), (2, "approved"), (1, "draft"))
    ]
    report = make_report(cast.bureau, report_type=report_type, period=make_period(year=this_year))
    assert earlier_report(report) == old[1]
    assert earlier_report(old[0]) is None


def test_open_problems_are_neither_removed_nor_closed(report: Report) -> None:
    chapter = report.chapters.get(kind="problems")
    still = make_entry(chapter)
    make_entry(chapter, rectification_state="closed")
    make_entry(chapter, removed_at=timezone.now())
    assert list(open_problems(report)) == [still]


def test_new_reports_take_the_newest_published_outline() -> None:
    report_type = make_report_type()
    second = report_type.outlines.create(number=2, title_pattern="x", published_at=timezone.now())
    report_type.outlines.create(number=3, title_pattern="x")
    assert published_outline(report_type) == second
