"""The desk: each role sees what waits for it, the most urgent first."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.actions.moves import return_report
from reports.actions.reviews import open_thread
from reports.choices import ChapterKind, RectificationState, ReportState, ReturnReason, Role, UnitKind
from reports.models import Comment, Extension, ImportedFile, Report, Thread, Unit
from reports.templatetags.frame import period_name, when
from tests.cast import Cast
from tests.factories import (
    give_role,
    make_entry,
    make_letterhead,
    make_period,
    make_person,
    make_report,
    make_report_type,
    make_snapshot,
    make_unit,
)

pytestmark = pytest.mark.django_db


def draft(cast: Cast, days: int = 10, **values: object) -> Report:
    today = timezone.localdate()
    period = make_period(due=today + datetime.timedelta(days=days), closes=today + datetime.timedelta(days=60))
    return make_report(cast.bureau, by=cast.clerk, period=period, **values)  # type: ignore[arg-type]


def test_the_most_urgent_task_comes_first_and_has_the_one_red_button(client: Client, cast: Cast) -> None:
    later, sooner = draft(cast, 20), draft(cast, 3)
    returned = draft(cast, 30, state=ReportState.RETURNED)
    draft(cast, 1, state=ReportState.SUBMITTED)
    client.force_login(cast.clerk)

    answer = client.get("/")

    tasks = answer.context["writer"]["tasks"]
    assert [task.report for task in tasks] == [returned, sooner, later]
    assert [task.url for task in tasks] == [f"/reports/{task.report.pk}/steps/continue/" for task in tasks]
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    assert main.count("btn-primary") == 1


def test_a_returned_report_says_how_many_comments_wait(client: Client, cast: Cast) -> None:
    report = draft(cast, state=ReportState.RETURNED)
    snapshot = make_snapshot(report)
    for state in ("open", "open", "answered"):
        thread = Thread.objects.create(
            report=report, snapshot=snapshot, anchor="title", opened_by=cast.officer, state=state
        )
        Comment.objects.create(thread=thread, body="改", by=cast.officer)
    client.force_login(cast.clerk)

    assert "2 条意见待答复" in client.get("/").content.decode()


def come_back(cast: Cast, reason: str = "谈话次数没有写清。\n请附清单。", *categories: ReturnReason) -> Report:
    report = draft(cast, state=ReportState.SUBMITTED)
    snapshot = make_snapshot(report, opened_at=timezone.now(), opened_by=cast.officer)
    if not reason:
        open_thread(snapshot, "title", "题目改一下。", by=cast.officer)
    seen = (snapshot.number, snapshot.sha256)
    return_report(report, by=cast.officer, seen=seen, reason=reason, categories=categories)
    return report


def test_a_returned_report_says_who_returned_it_and_why(client: Client, cast: Cast) -> None:
    report = come_back(cast, "谈话次数没有写清。\n请附清单。", ReturnReason.UNTRUE_DATA, ReturnReason.LATE)
    client.force_login(cast.clerk)

    page = client.get("/").content.decode()

    assert "谈话次数没有写清。<br>请附清单。" in page
    assert [words in page for words in ("沈正 于 ", "数据不实", "逾期")] == [True] * 3
    Report.objects.filter(pk=report.pk).update(state=ReportState.DRAFT)
    assert "谈话次数没有写清。" not in client.get("/").content.decode()


def test_only_the_last_return_of_a_report_counts(client: Client, cast: Cast) -> None:
    report = come_back(cast, "第一次的理由")
    Report.objects.update(state=ReportState.SUBMITTED)
    report.refresh_from_db()
    snapshot = make_snapshot(report)
    return_report(report, by=cast.officer, seen=(snapshot.number, snapshot.sha256), reason="第二次的理由")
    client.force_login(cast.clerk)

    page = client.get("/").content.decode()

    assert ("第一次的理由" in page, "第二次的理由" in page) == (False, True)


def test_a_report_returned_for_its_comments_alone_has_no_reason_on_its_card(client: Client, cast: Cast) -> None:
    come_back(cast, "")
    client.force_login(cast.clerk)
    assert "why-returned" not in client.get("/").content.decode()


def test_the_reasons_of_several_returned_reports_take_one_query(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    come_back(cast)
    client.force_login(cast.clerk)
    client.get("/")
    for _number in range(2):
        with django_assert_num_queries(13 + 1):  # those of every desk, and the reasons
            client.get("/")
        come_back(cast)


def test_an_extension_moves_the_day(client: Client, cast: Cast) -> None:
    report = draft(cast, days=-2)
    Extension.objects.create(
        period=report.period, unit=cast.bureau, until=timezone.localdate(), reason="防汛", granted_by=cast.admin
    )
    client.force_login(cast.clerk)
    assert client.get("/").context["writer"]["tasks"][0].due["words"] == "今天到期"


def test_only_the_head_is_asked_to_sign_off(client: Client, cast: Cast) -> None:
    report = draft(cast, state=ReportState.FOR_SIGN_OFF)
    client.force_login(cast.clerk)
    assert client.get("/").context["writer"]["tasks"] == []
    client.force_login(cast.head)
    (task,) = client.get("/").context["writer"]["tasks"]
    assert (task.report, task.url, task.signs_off) == (report, f"/reports/{report.pk}/", True)


def test_what_the_last_period_left_open_is_shown(client: Client, cast: Cast) -> None:
    old = make_report(cast.bureau, by=cast.clerk, period=make_period(year=2024), state=ReportState.ARCHIVED)
    last = make_report(cast.bureau, by=cast.clerk, period=make_period(year=2025), state=ReportState.APPROVED)
    problems, steps = last.chapters.get(kind=ChapterKind.PROBLEMS), last.chapters.get(kind=ChapterKind.NEXT_STEPS)
    older = make_entry(old.chapters.get(kind=ChapterKind.PROBLEMS), "更早的问题")
    make_entry(problems, "改完的", rectification_state=RectificationState.CLOSED)
    today = timezone.localdate()
    left = make_entry(problems, "没改完的", deadline=today)
    make_entry(steps, "还早的事", deadline=today + datetime.timedelta(days=31))
    make_entry(steps, "没有期限的事")
    promise = make_entry(steps, "承诺的事", deadline=today + datetime.timedelta(days=30))
    client.force_login(cast.clerk)

    writer = client.get("/").context["writer"]

    assert list(writer["problems"]) == [left, older]
    assert writer["promises"] == [promise]


def test_what_is_long_overdue_does_not_push_out_what_can_still_be_kept(client: Client, cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, period=make_period(year=2025), state=ReportState.APPROVED)
    steps, today = report.chapters.get(kind=ChapterKind.NEXT_STEPS), timezone.localdate()
    for number in range(8):
        make_entry(steps, f"过期第{number}件", deadline=today - datetime.timedelta(days=90 - number))
    soon = make_entry(steps, "下周的事", deadline=today + datetime.timedelta(days=7))
    client.force_login(cast.clerk)

    writer = client.get("/").context["writer"]

    assert [one.pk for one in writer["promises"]][-1] == soon.pk
    assert (len(writer["promises"]), writer["more_promises"]) == (7, 2)


def test_an_empty_desk_says_what_to_do(client: Client, cast: Cast) -> None:
    client.force_login(cast.clerk)
    page = client.get("/").content.decode()
    assert "本单位还没有报告。" in page
    assert "新建第一份报告" in page


def test_every_role_has_its_own_desk(client: Client, cast: Cast) -> None:
    draft(cast)
    parts = {}
    for name in ("clerk", "officer", "admin", "outsider"):
        client.force_login(getattr(cast, name))
        context = client.get("/").context
        parts[name] = (bool(context["writer"]), bool(context["officer"]), bool(context["admin"]))
    assert parts == {
        "clerk": (True, False, False),
        "officer": (False, True, False),
        "admin": (False, False, True),
        "outsider": (True, False, False),
    }
    client.force_login(cast.outsider)
    assert client.get("/").context["writer"]["reports"] == []


def test_a_person_without_a_unit_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(make_person())
    assert "请联系管理员" in client.get("/").content.decode()


def test_who_writes_for_two_units_sees_which_is_which(client: Client, cast: Cast) -> None:
    give_role(cast.clerk, Role.CLERK, cast.other_bureau)
    draft(cast)
    make_report(cast.other_bureau, by=cast.outsider)
    client.force_login(cast.clerk)
    page = client.get("/").content.decode()
    assert page.count(cast.other_bureau.short_name) >= 2


def test_the_desk_needs_no_more_queries_for_more_reports(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft(cast)
    client.force_login(cast.clerk)
    client.get("/")
    # session, person, roles, units thrice, reports, periods, problems and how many, promises, activities, files
    with django_assert_num_queries(13):
        client.get("/")
    for _number in range(2):
        draft(cast)
    with django_assert_num_queries(13):
        client.get("/")


def test_an_administrator_sees_what_is_to_be_set_up(client: Client, cast: Cast) -> None:
    unwritten = make_unit("柳河镇", parent=cast.county, kind=UnitKind.TOWN.value)
    make_unit("办公室", parent=unwritten, kind=UnitKind.OFFICE.value)
    roleless = make_person("新人")
    report_type = make_report_type()
    report_type.outlines.update(published_at=None)
    client.force_login(cast.admin)

    admin = client.get("/").context["admin"]
    assert (list(admin["units"]), list(admin["people"])) == ([unwritten], [roleless])
    assert (list(admin["types"]), list(admin["open_periods"])) == ([report_type], [])

    give_role(roleless, Role.CLERK, unwritten)
    report_type.outlines.update(published_at=timezone.now())
    period = make_period()
    admin = client.get("/").context["admin"]
    assert [list(admin[name]) for name in ("units", "people", "types", "open_periods")] == [[], [], [], [period]]


def test_an_administrator_sees_which_letterheads_are_wanted(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    report = make_report(cast.bureau)
    make_report(cast.other_bureau, report_type=make_report_type(layout="letterhead"), state="approved")

    def wanted() -> list[Unit]:
        return list(client.get("/").context["admin"]["letterheads"])

    assert wanted() == []
    report.report_type.outlines.update(layout="letter")
    assert wanted() == [cast.bureau]
    assert f"/admin/units/{cast.bureau.pk}/letterhead/" in client.get("/").content.decode()
    make_letterhead(cast.bureau)
    assert wanted() == []


def test_only_administrators_see_what_is_to_be_set_up(client: Client, cast: Cast) -> None:
    client.force_login(cast.clerk)
    assert client.get("/").context["admin"] is None


def make_import(cast: Cast, name: str = "汇报.docx", **values: object) -> ImportedFile:
    values = {"period": values.get("period") or make_period(), **values}
    values = {"report_type": values.get("report_type") or make_report_type(), **values}
    return ImportedFile.objects.create(name=name, **{"unit": cast.bureau, "uploaded_by": cast.clerk, **values})


def test_a_file_that_waits_to_be_confirmed_is_named_with_the_way_to_it(client: Client, cast: Cast) -> None:
    imported = make_import(cast, "<b>汇报.docx")
    client.force_login(cast.clerk)

    page = client.get("/").content.decode()

    todo = page.partition('id="now"')[2].partition("</section>")[0]
    assert f'href="/imports/{imported.uuid}/"' in todo
    assert "&lt;b&gt;汇报.docx" in todo
    assert f"{cast.bureau.short_name} · {period_name(imported.period)} · {imported.report_type.name}" in todo
    assert f"{when(imported.uploaded_at)} 上传，尚未确认" in todo
    assert ("目前没有等您办理的事。" in todo, todo.count("btn-primary")) == (False, 1)


def test_a_file_is_given_up_on_the_desk(client: Client, cast: Cast) -> None:
    imported = make_import(cast)
    client.force_login(cast.clerk)

    answer = client.post(f"/imports/{imported.uuid}/", {"give_up": "1", "next": "/"}, follow=True)

    assert answer.redirect_chain == [("/", 302)]
    assert "已放弃导入，未生成草稿。" in answer.content.decode()
    assert answer.context["writer"]["imports"] == []


def test_only_own_files_of_own_units_wait_on_a_desk(client: Client, cast: Cast) -> None:
    make_import(cast)
    make_import(cast, uploaded_by=cast.head)
    make_import(cast, unit=cast.other_bureau)
    found = []
    for person in (cast.clerk, cast.head, cast.outsider):
        client.force_login(person)
        found.append(len(client.get("/").context["writer"]["imports"]))
    assert found == [1, 1, 0]


def test_more_waiting_files_take_no_more_queries(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    period, report_type = make_period(), make_report_type()
    make_report(cast.bureau, by=cast.clerk, period=period, report_type=report_type)
    client.force_login(cast.clerk)
    client.get("/")
    for _number in range(3):
        make_import(cast, period=period, report_type=report_type)
        with django_assert_num_queries(13):
            client.get("/")


def test_an_open_period_without_a_report_is_named_until_one_begins(client: Client, cast: Cast) -> None:
    period = make_period()
    make_period(due=timezone.localdate() - datetime.timedelta(days=1))  # past: nobody says that it is owed
    client.force_login(cast.clerk)
    page = client.get("/")
    (named,) = page.context["writer"]["unwritten"]
    assert (named.unit, named.period) == (cast.bureau, period)
    assert f"/reports/start/?unit={cast.bureau.code}&amp;period={period.code}" in page.content.decode()

    make_report(cast.bureau, by=cast.clerk, period=period)
    assert client.get("/").context["writer"]["unwritten"] == []
