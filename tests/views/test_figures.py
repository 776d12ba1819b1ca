"""Figures in the browser: chips in the forms, the picker's choices, the step that lists them, and their records."""

import pytest
from django.test import Client

from reports.choices import ChapterKind, Computation, ReportState, Role
from reports.document import Reference
from reports.models import Activity, AuditEntry, Person, Report, Snapshot, Thread, TypedFigure
from reports.queries import latest_snapshot
from tests.factories import (
    give_role,
    make_activity,
    make_entry,
    make_indicator,
    make_kind,
    make_period,
    make_person,
    make_report,
    make_unit,
)

pytestmark = pytest.mark.django_db

TOKEN = "{{talk_heart}}"
CHIP = "［谈心谈话 9人次］"


@pytest.fixture
def report() -> Report:
    report = make_report(period=make_period(year=2026), filled=True)
    kind = make_kind("谈心谈话")
    make_indicator("talk_heart", kind, computation=Computation.ATTENDANCE, name="谈心谈话", unit_word="人次", order=1)
    make_indicator("petition", computation=Computation.TYPED, name="信访举报", unit_word="件", order=2)
    make_activity(report.unit, kind, "2026-05-24", title="与新任股长谈话", attendance=9)
    return report


@pytest.fixture
def writer(report: Report) -> Person:
    person = make_person("林小雨")
    give_role(person, Role.CLERK, report.unit)
    return person


@pytest.fixture
def clerk(writer: Person) -> Client:
    client = Client()
    client.force_login(writer)
    return client


def step(report: Report, key: str) -> str:
    return f"/reports/{report.pk}/steps/{key}/"


def test_a_text_shows_figures_by_name_and_value_and_stores_tokens(clerk: Client, report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(preamble=f"全年谈话{TOKEN}。")

    page = clerk.get(step(report, "preamble")).content.decode()
    assert f"全年谈话{CHIP}。" in page
    assert TOKEN not in page

    typed = {"preamble": "上半年［谈心谈话·上半年］，全年［谈心谈话 3人次］，［注］不变。", "version": report.version}
    assert clerk.post(step(report, "preamble"), typed).status_code == 302
    report.refresh_from_db()
    assert report.preamble == "上半年{{talk_heart|first_half}}，全年{{talk_heart}}，［注］不变。"


def test_the_closing_line_takes_figures_and_the_title_says_that_it_takes_none(clerk: Client, report: Report) -> None:
    cover = {"title": report.title, "closing": f"以上{CHIP}，特此报告。", "version": report.version}
    refused = clerk.post(step(report, "cover"), {**cover, "title": f"谈话{CHIP}的报告"})
    assert refused.status_code == 422
    assert "标题里不能插入台账的数" in refused.content.decode()

    assert clerk.post(step(report, "cover"), cover).status_code == 302
    report.refresh_from_db()
    assert report.closing == f"以上{TOKEN}，特此报告。"
    page = clerk.get(step(report, "cover")).content.decode()
    assert f"以上{CHIP}，特此报告。" in page
    assert f'以上<a class="paper-figure" href="/reports/{report.pk}/figures/talk_heart/">9人次</a>' in page


def test_a_value_that_moved_meanwhile_is_no_change_of_the_text(clerk: Client, report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(preamble=f"全年谈话{TOKEN}。")
    Activity.objects.update(attendance=20)

    clerk.post(step(report, "preamble"), {"preamble": f"全年谈话{CHIP}。", "version": report.version})

    assert Report.objects.get().version == report.version


def test_an_entry_takes_figures_in_heading_and_text(clerk: Client, report: Report) -> None:
    chapter = report.chapters.get(kind=ChapterKind.WORK)
    entry = make_entry(chapter)
    said = {"version": report.version, "heading": chapter.heading, "lead": "", "entry_style": "titled"}
    said |= {f"{entry.uuid}-heading": "谈话［谈心谈话］", f"{entry.uuid}-body": "共［谈心谈话·取整·只写数］人。"}

    assert clerk.post(step(report, f"chapter-{chapter.uuid}"), said).status_code == 302

    entry.refresh_from_db()
    assert (entry.heading, entry.body) == (f"谈话{TOKEN}", "共{{talk_heart|||about,bare}}人。")
    page = clerk.get(step(report, f"chapter-{chapter.uuid}")).content.decode()
    assert f"谈话{CHIP}" in page
    assert '<a class="paper-figure"' in page


def test_the_preview_counts_what_is_on_the_screen(clerk: Client, report: Report) -> None:
    answer = clerk.post(f"{step(report, 'preamble')}preview/", {"preamble": "全年谈话［谈心谈话］。"})

    assert ">9人次</a>。" in answer.content.decode()


def test_the_picker_finds_indicators_by_name_and_shows_their_values(clerk: Client, report: Report) -> None:
    address = f"/reports/{report.pk}/figures/"
    report.report_type.indicators.add(*report.report_type.indicators.model.objects.filter(code="petition"))

    everything = clerk.get(address).content.decode()
    assert everything.index("信访举报") < everything.index("谈心谈话")
    assert f'data-chip="{CHIP}"' in everything

    half = clerk.get(address, {"q": "谈话", "scope": "first_half", "about": "on"}).content.decode()
    assert "信访举报" not in half
    assert 'data-chip="［谈心谈话·上半年·取整 9人次］"' in half
    assert "没有叫这个名字的指标" in clerk.get(address, {"q": "登月"}).content.decode()


def test_the_picker_offers_the_offices_below(clerk: Client, report: Report) -> None:
    make_unit("预算股", parent=report.unit, code="YS")

    found = clerk.get(f"/reports/{report.pk}/figures/", {"q": "谈心", "office": "YS"}).content.decode()

    assert 'data-chip="［谈心谈话·预算股 0人次］"' in found


def test_the_step_lists_what_is_wanted_and_what_is_used(clerk: Client, report: Report) -> None:
    assert clerk.get(step(report, "figures")).status_code == 404

    report.report_type.indicators.add(*report.report_type.indicators.model.objects.filter(code="petition"))
    Report.objects.filter(pk=report.pk).update(preamble=f"全年谈话{TOKEN}。")
    make_activity(report.unit, Activity.objects.get().kind, "2025-05-24", attendance=4)
    page = clerk.get(step(report, "figures")).content.decode()

    assert f'href="/reports/{report.pk}/figures/talk_heart/"' in page
    assert "+5" in page
    assert "还没有数" in page
    assert "非必报" in page


def test_a_typed_value_says_why_and_can_be_taken_back(clerk: Client, report: Report, writer: Person) -> None:
    Report.objects.filter(pk=report.pk).update(preamble=f"全年谈话{TOKEN}。")
    said = {"version": report.version, "value-talk_heart": "12", "reason-talk_heart": "三次未登台账"}

    assert clerk.post(step(report, "figures"), {**said, "reason-talk_heart": ""}).status_code == 422
    hollow = clerk.post(step(report, "figures"), {**said, "reason-talk_heart": "经核实，数据无误"})
    assert hollow.status_code == 422
    assert "请写明数字的来源" in hollow.content.decode()
    assert not TypedFigure.objects.exists()
    assert clerk.post(step(report, "figures"), {**said, "value-talk_heart": "十二"}).status_code == 422
    assert clerk.post(step(report, "figures"), {**said, "value-talk_heart": ""}).status_code == 422

    assert clerk.post(step(report, "figures"), said).status_code == 302
    typed = TypedFigure.objects.get()
    assert (typed.key, typed.value, typed.reason, typed.by) == ("talk_heart", 12, "三次未登台账", writer)
    assert AuditEntry.objects.filter(event="report.figures_typed", detail={"figures": {"talk_heart": 12}}).exists()
    assert "台账为9" in clerk.get(step(report, "figures")).content.decode()

    # A figure that came up since a page was made isn't on it.
    assert clerk.post(step(report, "figures"), {"version": report.version, "save": "1"}).status_code == 302
    assert TypedFigure.objects.exists()
    cleared = {"value-talk_heart": "", "reason-talk_heart": ""}
    assert clerk.post(step(report, "figures"), {"version": report.version, **cleared}).status_code == 409
    report.refresh_from_db()
    assert clerk.post(step(report, "figures"), {"version": report.version, **cleared}).status_code == 302
    assert not TypedFigure.objects.exists()


def test_a_figure_of_the_draft_opens_its_records(clerk: Client, report: Report) -> None:
    page = clerk.get(f"/reports/{report.pk}/figures/talk_heart/").content.decode()

    assert "与新任股长谈话" in page
    assert "参加人次合计：谈心谈话" in page
    for key in ("nobody", "talk_heart|never", "A", "talk_heart||ELSE"):
        assert clerk.get(f"/reports/{report.pk}/figures/{key}/").status_code == 404


@pytest.fixture
def submitted(clerk: Client, report: Report) -> Report:
    Report.objects.filter(pk=report.pk).update(preamble=f"全年谈话{TOKEN}。")
    TypedFigure.objects.create(report=report, key="talk_heart", value=12, reason="三次未登台账", by=report.created_by)
    clerk.post(f"/reports/{report.pk}/moves/submit/", {"version": report.version})
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED
    return report


@pytest.fixture
def officer(submitted: Report) -> Client:
    person = make_person("袁清和")
    give_role(person, Role.OFFICER, submitted.unit)
    client = Client()
    client.force_login(person)
    client.post(f"/reports/{submitted.pk}/review/open/", {"number": 1})
    return client


def test_the_officer_sees_what_was_typed_by_whom_and_why_and_what_the_ledger_says_now(
    officer: Client, submitted: Report
) -> None:
    TypedFigure.objects.all().delete()
    Activity.objects.update(attendance=14)

    review = officer.get(f"/reports/{submitted.pk}/review/").content.decode()
    assert f'href="/reports/{submitted.pk}/snapshots/1/figures/talk_heart/">12人次</a>' in review
    assert f"{submitted.created_by.full_name}填写：三次未登台账" in review
    assert "现为14，报送时为12" in review

    page = officer.get(f"/reports/{submitted.pk}/snapshots/1/figures/talk_heart/").content.decode()
    assert "与新任股长谈话" in page
    assert "现为14，报送时为12" in page
    assert "台账为9" in page
    assert officer.get(f"/reports/{submitted.pk}/snapshots/1/figures/petition/").status_code == 404


def test_files_say_where_their_figures_come_from(officer: Client, submitted: Report) -> None:
    page = officer.get(f"/reports/{submitted.pk}/snapshots/1.html").content.decode()
    assert '<a class="paper-figure" href="#source-1">12人次</a>' in page
    assert "<li>2026年5月24日 与新任股长谈话" in page
    assert "数据来源表</h2>" in page

    plain = officer.get(f"/reports/{submitted.pk}/snapshots/1.docx").content
    annexed = officer.get(f"/reports/{submitted.pk}/snapshots/1.docx?sources=1").content
    assert len(annexed) > len(plain)


def test_the_approved_value_stands_beside_the_next_one(clerk: Client, submitted: Report) -> None:
    Report.objects.filter(pk=submitted.pk).update(state=ReportState.APPROVED)
    assert latest_snapshot(submitted).figures.get().value == 12
    later = make_report(submitted.unit, period=make_period(year=2027), report_type=submitted.report_type)
    Report.objects.filter(pk=later.pk).update(preamble=f"{Reference('talk_heart').token}")

    page = clerk.get(step(later, "figures")).content.decode()

    assert '<td class="is-number">12</td>' in page


def test_an_earlier_text_is_offered_with_its_figures_by_name(clerk: Client, submitted: Report) -> None:
    Report.objects.filter(pk=submitted.pk).update(state=ReportState.APPROVED)
    later = make_report(submitted.unit, period=make_period(year=2027), report_type=submitted.report_type)

    page = clerk.get(f"/reports/{later.pk}/earlier/").content.decode()

    assert "全年谈话［谈心谈话］。" in page


def test_a_proposal_for_words_around_a_figure_is_taken_and_keeps_the_figure(
    clerk: Client, officer: Client, submitted: Report
) -> None:
    snapshot = Snapshot.objects.get()
    Thread.objects.create(
        report=submitted,
        snapshot=snapshot,
        anchor="preamble-1",
        field="preamble",
        against="全年谈话12人次。",
        proposed="今年谈话12人次。",
        opened_by=Person.objects.get(full_name="袁清和"),
    )
    officer.post(
        f"/reports/{submitted.pk}/moves/return/",
        {"number": 1, "sha256": snapshot.sha256, "version": submitted.version, "reason": "见建议"},
    )
    TypedFigure.objects.all().delete()
    thread = Thread.objects.get()
    assert f'value="take:{thread.pk}"' in clerk.get(step(submitted, "preamble")).content.decode()

    submitted.refresh_from_db()
    said = {"version": submitted.version, "preamble": f"全年谈话{TOKEN}。", "act": f"take:{thread.pk}"}
    clerk.post(step(submitted, "preamble"), said)

    submitted.refresh_from_db()
    assert submitted.preamble == f"今年谈话{TOKEN}。"
