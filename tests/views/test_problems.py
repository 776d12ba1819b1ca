"""The register of problems, a problem's page, and the page on which a promise is ticked off."""

import datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from reports.actions.sittings import keep_unsent
from reports.choices import ChapterKind, Role
from reports.models import AuditEntry, Entry, FrozenFigure, Problem, RectificationMove, Report, UnsentText
from reports.queries.rectification import promises_due, waiting_for_verification
from tests.cast import Cast
from tests.factories import (
    give_role,
    make_activity,
    make_entry,
    make_indicator,
    make_kind,
    make_period,
    make_person,
    make_report,
    make_snapshot,
    make_unit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk, period=make_period(year=2025), state="approved")


def problem_of(report: Report, heading: str, **values: Any) -> Entry:
    return make_entry(report.chapters.get(kind=ChapterKind.PROBLEMS), heading, **values)


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def listed(client: Client, query: str = "") -> list[str]:
    return [row.heading for row in client.get(f"/problems/{query}").context["page"]]


@pytest.fixture
def five(approved: Report) -> None:
    problem_of(approved, "没有期限")
    problem_of(approved, "还早", deadline=in_days(90), measures="补人手")
    problem_of(approved, "快到期", deadline=in_days(20), running=2)
    problem_of(approved, "过了期", deadline=in_days(-3), rectification_state="submitted")
    problem_of(approved, "改完了", deadline=in_days(-9), rectification_state="closed")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["过了期", "快到期", "还早", "没有期限"]),
        ("?state=", ["过了期", "快到期", "还早", "没有期限", "改完了"]),
        ("?state=closed", ["改完了"]),
        ("?state=submitted", ["过了期"]),
        ("?due=overdue", ["过了期"]),
        ("?due=soon", ["快到期"]),
        ("?repeated=on", ["快到期"]),
        ("?words=人手", ["还早"]),
        ("?words=%25", []),
        ("?state=song&due=x&unit=9999", ["过了期", "快到期", "还早", "没有期限", "改完了"]),
    ],
)
def test_what_is_due_first_stands_first(query: str, found: list[str], client: Client, cast: Cast, five: None) -> None:
    client.force_login(cast.clerk)
    assert listed(client, query) == found


def print_talks(report: Report, value: int) -> None:
    """The report was approved with so many talks."""
    FrozenFigure.objects.create(
        snapshot=make_snapshot(report),
        key="talks",
        name="谈话",
        value=value,
        printed=f"{value}次",
        basis={"unit_word": "次"},
        sha256="0" * 64,
    )


def test_a_figure_in_a_name_is_written_out_wherever_the_name_stands(
    client: Client, cast: Cast, approved: Report
) -> None:
    problem = problem_of(approved, "只谈话{{talks}}", body="说明{{talks}}", deadline=in_days(3))
    step = make_entry(approved.chapters.get(kind=ChapterKind.NEXT_STEPS), "再谈{{talks}}", deadline=in_days(3))
    step.addresses.add(problem)  # type: ignore[attr-defined]
    make_indicator("talks", make_kind())
    print_talks(approved, 3)
    client.force_login(cast.clerk)
    for page in ("/", "/problems/", f"/problems/{problem.pk}/", f"/promises/{step.pk}/"):
        text = client.get(page).content.decode()
        assert ("谈话3次" in text or "再谈3次" in text, "{{" in text) == (True, False), page
    sheet = load_workbook(BytesIO(client.get("/problems/register.xlsx").content)).worksheets[0]
    assert sheet["C2"].value == "只谈话3次：说明3次"
    Problem.objects.filter(pk=problem.pk).update(rectification_state="submitted")
    client.force_login(cast.officer)
    assert "只谈话3次" in client.get("/").content.decode()
    client.post(f"/problems/{problem.pk}/moves/close/", {"seen": 0, "words": "现场看过，谈话已经补齐"})
    assert AuditEntry.objects.get(event="problem.close").object_label == "只谈话3次"


def test_more_names_with_figures_cost_no_more_queries(
    client: Client, cast: Cast, approved: Report, django_assert_max_num_queries: Any
) -> None:
    make_indicator("talks", make_kind())
    print_talks(approved, 3)
    for number in range(30):
        problem_of(approved, f"第{number}个{{{{talks}}}}")
    client.force_login(cast.clerk)
    with django_assert_max_num_queries(20):
        assert client.get("/problems/").content.decode().count("个3次") == 30


def test_who_sees_which_problems(client: Client, cast: Cast, approved: Report) -> None:
    office = make_unit("办公室", parent=cast.bureau)
    below = make_report(office, period=make_period(year=2025), state="approved")
    other = make_report(cast.other_bureau, period=make_period(year=2025), state="approved")
    draft = make_report(cast.bureau, by=cast.clerk, period=make_period(year=2026))
    for report, name in ((approved, "本级"), (below, "下级"), (other, "别的局"), (draft, "草稿里")):
        problem_of(report, name)
    county_officer = make_person()
    give_role(county_officer, Role.OFFICER, cast.county, with_subunits=True)
    seen = {}
    for person in (cast.clerk, cast.outsider, cast.officer, county_officer):
        client.force_login(person)
        seen[person] = set(listed(client))
    assert list(seen.values()) == [{"本级", "下级"}, {"别的局"}, {"本级"}, {"本级", "下级", "别的局"}]
    client.force_login(cast.clerk)
    assert listed(client, f"?unit={office.pk}") == ["下级"]


def test_the_register_comes_as_an_excel_file(client: Client, cast: Cast, approved: Report) -> None:
    problem_of(
        approved,
        "台账不细",
        body="=1+1",
        measures="补人手",
        responsible_leader="周明远",
        responsible_office="办公室",
        deadline=datetime.date(2030, 3, 31),
    )
    client.force_login(cast.clerk)
    row = approved.problems.get()
    client.post(f"/problems/{row.pk}/moves/begin/", {"seen": 0, "words": "已经先补一个股室。"})
    # One o'clock at night in Shanghai, when Greenwich still has the day before.
    RectificationMove.objects.update(at=datetime.datetime(2026, 5, 23, 17, tzinfo=datetime.UTC))

    answer = client.get("/problems/register.xlsx")

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    heads, line = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert heads == ["序号", "单位", "问题", "整改措施", "责任领导", "责任股室", "完成时限", "进展", "状态", "连续期数"]
    assert line == [
        "1",
        cast.bureau.name,
        "台账不细：=1+1",
        "补人手",
        "周明远",
        "办公室",
        "2030-03-31",
        "2026-05-24 已经先补一个股室。",
        "整改中",
        "1",
    ]


def test_a_problem_tells_its_story_over_the_periods(client: Client, cast: Cast, approved: Report) -> None:
    first = problem_of(approved, "台账不细")
    client.force_login(cast.clerk)
    client.post(f"/problems/{first.pk}/moves/begin/", {"seen": 0, "words": "已经先补一个股室。"})
    later = make_report(cast.bureau, period=make_period(year=2026), state="approved", report_type=approved.report_type)
    second = problem_of(later, "台账仍不细", carried_from=first, running=2)

    old = client.get(f"/problems/{first.pk}/")
    new = client.get(f"/problems/{second.pk}/")

    assert [one.heading for one, _seen in new.context["told"]] == ["台账仍不细", "台账不细"]
    assert (old.context["later"], old.context["forms"]) == (second, [])
    assert "已经先补一个股室。" in new.content.decode()
    assert "连续2期" in new.content.decode()
    assert [form.way.code for form in new.context["forms"]] == ["begin", "submit"]


def test_what_was_typed_stays_where_somebody_was_quicker(client: Client, cast: Cast, approved: Report) -> None:
    row = problem_of(approved, "台账不细")
    client.force_login(cast.head)
    client.post(f"/problems/{row.pk}/moves/progress/", {"seen": 0, "words": "已经先补一个股室。"})
    client.post(f"/problems/{row.pk}/moves/begin/", {"seen": 0, "words": "已经先补一个股室。"})
    client.force_login(cast.clerk)

    late = client.post(f"/problems/{row.pk}/moves/submit/", {"seen": 0, "words": "两个股室都补齐了。"})
    page = late.content.decode()

    assert (late.status_code, "两个股室都补齐了。" in page, "周明远" in page) == (409, True, True)
    again = client.post(f"/problems/{row.pk}/moves/submit/", {"seen": 1, "words": "两个股室都补齐了。"})
    assert (again.status_code, Problem.objects.get().rectification_state) == (302, "submitted")


def test_words_that_are_not_sent_yet_are_kept_until_they_are(client: Client, cast: Cast, approved: Report) -> None:
    row = problem_of(approved, "台账不细")
    keep_unsent(approved, {f"problem-{row.pk}-begin": "先补"}, by=cast.clerk)
    client.force_login(cast.clerk)
    page = client.get(f"/problems/{row.pk}/").content.decode()
    assert f'data-unsent="problem-{row.pk}-begin"' in page
    assert f'{{"problem-{row.pk}-begin": "\\u5148\\u8865"}}' in page
    client.post(f"/problems/{row.pk}/moves/begin/", {"seen": 0, "words": "先补"})
    assert UnsentText.objects.count() == 1
    client.post(f"/problems/{row.pk}/moves/begin/", {"seen": 0, "words": "先补一个股室的台账。"})
    assert UnsentText.objects.count() == 0


def test_what_waits_for_an_officer_is_on_the_desk_of_that_officer_only(
    client: Client, cast: Cast, approved: Report
) -> None:
    problem_of(approved, "等着核验", rectification_state="submitted")
    assert [len(waiting_for_verification(who)) for who in (cast.officer, cast.stranger_officer)] == [1, 0]
    give_role(cast.officer, Role.CLERK, cast.bureau)
    assert len(waiting_for_verification(cast.officer)) == 0
    client.force_login(cast.stranger_officer)
    assert "待核验销号的问题" not in client.get("/").content.decode()


def test_promises_fall_due_thirty_days_ahead(cast: Cast, approved: Report) -> None:
    chapter = approved.chapters.get(kind=ChapterKind.NEXT_STEPS)
    for name, days in (("还早", 31), ("到期", 30), ("过期", -1)):
        make_entry(chapter, name, deadline=in_days(days))
    make_entry(chapter, "兑现", deadline=in_days(1), kept_at=timezone.now())
    units = type(cast.bureau).objects.filter(pk=cast.bureau.pk)
    assert [step.heading for step in promises_due(units)] == ["过期", "到期"]


def test_a_promise_is_ticked_off_with_an_activity_that_is_found(client: Client, cast: Cast, approved: Report) -> None:
    step = make_entry(approved.chapters.get(kind=ChapterKind.NEXT_STEPS), "补齐台账")
    found = make_activity(cast.bureau, day="2026-02-01", title="台账核对会")
    make_activity(cast.bureau, day="2025-02-01", title="上一年的台账会")
    make_activity(cast.other_bureau, day="2026-02-01", title="别人的台账会")
    ticked = make_activity(cast.bureau, day="2026-02-02", title="逐页补签")
    client.force_login(cast.clerk)
    said = {"find": "台账", "seek": "1", "word": "已补签", "activities": [ticked.pk]}
    answer = client.post(f"/promises/{step.pk}/", said)
    page = answer.content.decode()
    assert ["2026-02-01 台账核对会" in page, "上一年的台账会" in page, "别人的台账会" in page] == [True, False, False]
    # What was written and ticked before stays, and nothing is ticked off or complained of yet.
    form = answer.context["form"]
    assert (answer.status_code, form["word"].value(), form["activities"].value()) == (200, "已补签", [str(ticked.pk)])
    assert approved.nextsteps.get().kept_at is None

    answer = client.post(f"/promises/{step.pk}/", {"activities": [found.pk]})
    assert (answer.status_code, approved.nextsteps.get().activities.get()) == (302, found)
    assert "已兑现" in client.get(f"/promises/{step.pk}/").content.decode()

    client.post(f"/promises/{step.pk}/", {"take_back": "1"})
    assert approved.nextsteps.get().kept_at is None


def test_a_promise_without_a_word_is_refused_at_its_form(client: Client, cast: Cast, approved: Report) -> None:
    step = make_entry(approved.chapters.get(kind=ChapterKind.NEXT_STEPS), "补齐台账")
    client.force_login(cast.clerk)
    answer = client.post(f"/promises/{step.pk}/", {"word": " "})
    assert (answer.status_code, approved.nextsteps.get().kept_at) == (422, None)
    assert "请写明怎样兑现的" in answer.content.decode()
