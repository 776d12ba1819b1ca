"""The pages on which a report begins: what they show, what they make, and whom they turn away."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from reports.choices import ReportState, Role
from reports.models import Extension, ImportedFile, Period, Report, ReportType
from reports.queries.starting import is_blank, living_report, open_periods, types_for
from tests.cast import Cast
from tests.factories import give_role, make_entry, make_period, make_report, make_report_type

pytestmark = pytest.mark.django_db

START = "/reports/start/"


@pytest.fixture
def period() -> Period:
    return make_period("2026", year=2026)


@pytest.fixture
def report_type() -> ReportType:
    return make_report_type("annual")


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.clerk)
    return client


def chosen(cast: Cast, **values: Any) -> dict[str, Any]:
    return {"unit": cast.bureau.code, "period": "2026", "report_type": "annual", **values}


def page(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_periods_are_open_ones_the_first_due_in_front(cast: Cast, period: Period) -> None:
    today = datetime.date(2026, 6, 1)
    days = {"opens": datetime.date(2026, 1, 1), "due": datetime.date(2026, 5, 1), "closes": datetime.date(2026, 5, 31)}
    late = make_period("late", **days)
    make_period("closed", **days)
    later = make_period("later", **days | {"due": datetime.date(2026, 7, 1), "closes": datetime.date(2026, 7, 1)})
    Extension.objects.create(
        period=late, unit=cast.bureau, until=datetime.date(2026, 6, 9), reason="救灾", granted_by=cast.admin
    )

    assert [(p.code, vars(p)["due_day"]) for p in open_periods(cast.bureau, today)] == [
        ("late", datetime.date(2026, 6, 9)),
        ("later", later.due),
    ]
    assert [p.code for p in open_periods(cast.other_bureau, today)] == ["later"]


def test_types_are_those_written_for_the_kind_of_period(period: Period, report_type: ReportType) -> None:
    make_report_type("quarterly", period_kinds=["quarter"])
    make_report_type("old", active=False)
    make_report_type("unpublished").outlines.update(published_at=None)

    assert types_for(period) == [report_type]


def test_a_report_is_blank_until_something_is_written(cast: Cast) -> None:
    report = make_report(cast.bureau)
    assert is_blank(report)
    make_entry(report.chapters.all()[2])
    assert not is_blank(report)


def test_the_page_offers_file_and_outline_where_nothing_was_reported_before(
    clerk: Client, cast: Cast, period: Period, report_type: ReportType
) -> None:
    text = page(clerk.get(START))

    assert "云岭县应急管理局" in text
    assert 'name="how" value="outline"' in text
    assert 'type="file"' in text
    assert 'value="earlier"' not in text
    assert "工作开展情况" in text


def test_the_page_offers_last_periods_report(
    clerk: Client, cast: Cast, period: Period, report_type: ReportType
) -> None:
    make_report(cast.bureau, period=make_period(year=2025), report_type=report_type, state="approved", filled=True)

    assert 'name="how" value="earlier"' in page(clerk.get(START))


def test_what_is_there_already_is_continued_instead(
    clerk: Client, cast: Cast, period: Period, report_type: ReportType
) -> None:
    report = make_report(cast.bureau, by=cast.clerk, period=period, report_type=report_type, filled=True)

    text = page(clerk.get(START))

    assert f'href="/reports/{report.pk}/"' in text
    assert 'type="file"' not in text
    assert 'value="discard"' not in text


def test_a_file_that_waits_for_its_owner_is_offered(
    clerk: Client, cast: Cast, period: Period, report_type: ReportType
) -> None:
    files = [
        ImportedFile.objects.create(
            unit=cast.bureau, period=period, report_type=report_type, name="汇报.txt", uploaded_by=person
        )
        for person in (cast.clerk, cast.head)
    ]

    text = page(clerk.get(START))

    assert [f"/imports/{file.uuid}/" in text for file in files] == [True, False]


def test_an_unknown_choice_shows_the_first_there_is(
    clerk: Client, cast: Cast, period: Period, report_type: ReportType
) -> None:
    answer = clerk.get(START, {"unit": cast.other_bureau.code, "period": "x", "report_type": "x"})

    assert answer.status_code == 200
    assert "云岭县教育局" not in page(answer)


def test_what_the_unit_most_likely_writes_is_chosen(clerk: Client, cast: Cast, report_type: ReportType) -> None:
    today = timezone.localdate()
    days = {"opens": today - datetime.timedelta(days=90), "closes": today + datetime.timedelta(days=90)}
    make_period("late", due=today - datetime.timedelta(days=1), **days)
    timely = make_period("timely", due=today, year=today.year, **days)
    usual = make_report_type("usual", name="中期才写的")
    make_report(cast.bureau, by=cast.clerk, period=make_period(year=today.year - 2), report_type=report_type)
    make_report(cast.bureau, by=cast.clerk, period=make_period(year=today.year - 1), report_type=usual)

    selection = clerk.get(START).context["selection"]

    assert (selection.period, selection.report_type) == (timely, usual)
    usual.active = False
    usual.save()
    assert clerk.get(START).context["selection"].report_type == report_type


def test_who_writes_for_several_units_chooses(
    client: Client, cast: Cast, period: Period, report_type: ReportType
) -> None:
    give_role(cast.clerk, Role.CLERK, cast.other_bureau)
    client.force_login(cast.clerk)

    text = page(client.get(START, {"unit": cast.other_bureau.code}))

    assert f'<option value="{cast.other_bureau.code}" selected>云岭县教育局</option>' in text


@pytest.mark.parametrize("who", ["officer", "admin"])
def test_who_writes_for_no_unit_is_told_so(who: str, client: Client, cast: Cast, period: Period) -> None:
    client.force_login(getattr(cast, who))

    assert '<form method="get"' not in page(client.get(START))


def test_without_an_open_period_the_page_says_so(clerk: Client) -> None:
    assert "没有开放填报的报告期" in page(clerk.get(START))


def test_an_outline_begins_at_its_cover(clerk: Client, cast: Cast, period: Period, report_type: ReportType) -> None:
    answer = clerk.post(START, chosen(cast, how="outline"))

    report = Report.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/reports/{report.pk}/steps/cover/")
    assert (report.unit, report.created_by) == (cast.bureau, cast.clerk)


def test_a_second_press_makes_no_second_report(
    clerk: Client, cast: Cast, period: Period, report_type: ReportType
) -> None:
    clerk.post(START, chosen(cast, how="outline"))

    again = clerk.post(START, chosen(cast, how="outline"), follow=True)

    assert f'href="/reports/{Report.objects.get().pk}/"' in page(again)
    assert "note error" in page(again)


@pytest.mark.parametrize("forged", [{"unit": "nothing"}, {"period": "x"}, {"report_type": ""}])
def test_a_forged_choice_is_refused(
    forged: dict[str, str], clerk: Client, cast: Cast, period: Period, report_type: ReportType
) -> None:
    assert clerk.post(START, chosen(cast, how="outline", **forged)).status_code == 422
    assert not Report.objects.exists()


def test_another_units_report_cannot_be_begun(
    clerk: Client, cast: Cast, period: Period, report_type: ReportType
) -> None:
    assert clerk.post(START, chosen(cast, how="outline", unit=cast.other_bureau.code)).status_code == 422


def test_an_empty_draft_is_discarded_only_as_it_was_seen(
    clerk: Client, cast: Cast, period: Period, report_type: ReportType
) -> None:
    report = make_report(cast.bureau, by=cast.clerk, period=period, report_type=report_type)

    assert clerk.post(START, chosen(cast, how="discard", version="9")).status_code == 409
    assert clerk.post(START, chosen(cast, how="discard", version="x")).status_code == 409
    assert living_report(cast.bureau, period, report_type) == report
    assert clerk.post(START, chosen(cast, how="discard", version="1")).status_code == 302
    assert living_report(cast.bureau, period, report_type) is None


def test_the_page_needs_as_many_queries_for_three_periods_as_for_one(
    clerk: Client, cast: Cast, period: Period, report_type: ReportType, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(12):
        clerk.get(START)
    for _ in range(3):
        make_period(year=2026)
        make_report_type()
    with django_assert_num_queries(12):
        clerk.get(START)


@pytest.fixture
def earlier(cast: Cast, report_type: ReportType) -> Report:
    return make_report(
        cast.bureau, period=make_period(year=2025), report_type=report_type, state="approved", filled=True
    )


@pytest.fixture
def begun(clerk: Client, cast: Cast, period: Period, report_type: ReportType, earlier: Report) -> Report:
    """A draft begun from last period's report, before anything is chosen."""
    answer = clerk.post(START, chosen(cast, how="earlier"))
    report = Report.objects.get(period=period)
    assert answer["Location"] == f"/reports/{report.pk}/earlier/"
    return report


def ticks(earlier: Report) -> dict[str, Any]:
    return {"preamble": "1", "texts": [str(earlier.workitems.get().uuid)]}


def test_what_was_ticked_is_in_the_draft(clerk: Client, begun: Report, earlier: Report) -> None:
    text = page(clerk.get(f"/reports/{begun.pk}/earlier/"))
    assert earlier.workitems.get().heading in text
    assert earlier.nextsteps.get().heading not in text

    answer = clerk.post(f"/reports/{begun.pk}/earlier/", {"version": begun.version, **ticks(earlier)})

    begun.refresh_from_db()
    # What was named and promised is answered for, one by one, before the chapters are written.
    assert (answer.status_code, answer["Location"]) == (302, f"/reports/{begun.pk}/steps/earlier/")
    assert begun.preamble == earlier.preamble
    assert [item.body for item in begun.workitems.all()] == [earlier.workitems.get().body]


def test_a_second_press_takes_nothing_twice(clerk: Client, begun: Report, earlier: Report) -> None:
    posted = {"version": begun.version, **ticks(earlier)}
    clerk.post(f"/reports/{begun.pk}/earlier/", posted)

    assert clerk.post(f"/reports/{begun.pk}/earlier/", posted).status_code in (409, 422)
    assert begun.workitems.count() == 1


def test_ids_of_another_units_report_are_refused(clerk: Client, cast: Cast, begun: Report, earlier: Report) -> None:
    other = make_report(cast.other_bureau, state="approved", filled=True)
    posted = {"version": begun.version, "texts": [str(other.workitems.get().uuid)]}

    answer = clerk.post(f"/reports/{begun.pk}/earlier/", posted)

    assert answer.status_code == 422
    assert begun.workitems.count() == 0


def test_only_its_writers_carry_into_a_report_and_only_while_it_is_written(
    client: Client, cast: Cast, begun: Report
) -> None:
    for who, status in (("outsider", 404), ("officer", 404), ("admin", 404), ("head", 200)):
        client.force_login(getattr(cast, who))
        assert client.get(f"/reports/{begun.pk}/earlier/").status_code == status
    Report.objects.filter(pk=begun.pk).update(state=ReportState.SUBMITTED.value)
    assert client.get(f"/reports/{begun.pk}/earlier/").status_code == 409


def test_what_names_the_old_year_is_marked(clerk: Client, begun: Report, earlier: Report) -> None:
    earlier.workitems.update(body="2025年签订责任书12份。")

    assert page(clerk.get(f"/reports/{begun.pk}/earlier/")).count("names-year") == 1


def test_without_an_earlier_report_the_page_says_so(clerk: Client, cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)

    answer = clerk.get(f"/reports/{report.pk}/earlier/")

    assert answer.status_code == 200
    assert '<form method="post" class="carry"' not in page(answer)
    assert clerk.post(f"/reports/{report.pk}/earlier/", {"version": 1}).status_code == 200


def test_ticks_stay_where_somebody_was_quicker(clerk: Client, begun: Report, earlier: Report) -> None:
    address = f"/reports/{begun.pk}/earlier/"
    sent = {"version": 9, **ticks(earlier)}

    answer = clerk.post(address, sent)

    form = answer.context["form"]
    assert answer.status_code == 409
    assert {name: form[name].value() for name in ("preamble", "texts")} == {"preamble": True, "texts": sent["texts"]}
    assert page(answer).count(" checked") == 2
    assert f'name="version" value="{begun.version}"' in page(answer)
