"""The administrator's pages of cross-checks, and the field in which a unit answers one."""

import pytest
from django.test import Client

from reports.actions.sittings import keep_unsent
from reports.choices import ChapterKind, CheckSeverity
from reports.models import CheckRule, Explanation, Report, UnsentText, Waiver
from tests.cast import Cast
from tests.factories import make_activity, make_entry, make_indicator, make_kind, make_report, make_rule

pytestmark = pytest.mark.django_db

HERE = '<a href="{}" aria-current="page">'

ENOUGH = "两次研讨由机关党委单独组织，不计入中心组学习。"
GIVEN = {
    "code": "mine",
    "name": "研讨不多于学习",
    "kind": "expression",
    "severity": "hard",
    "expression": "中心组研讨 <= study",
    "message": "研讨多于学习。",
    "mend": "核对台账。",
    "active": "on",
}


@pytest.fixture
def report(cast: Cast) -> Report:
    """A complete report that takes a figure: one study, two discussions."""
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    study, discussion = make_kind(), make_kind()
    make_indicator("study", study, name="中心组学习")
    make_indicator("discussion", discussion, name="中心组研讨")
    make_activity(cast.bureau, study)
    make_activity(cast.bureau, discussion)
    make_activity(cast.bureau, discussion)
    make_entry(report.chapters.get(kind=ChapterKind.WORK), body="全年学习{{study}}。")
    return report


def page_of(client: Client, address: str, **sent: object) -> str:
    answer = client.post(address, sent) if sent else client.get(address)
    return answer.content.decode()


def test_an_administrator_adds_changes_and_switches_a_rule_off(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.admin)
    answer = client.post("/admin/cross-checks/new/", GIVEN)
    rule = CheckRule.objects.get()
    assert (answer.url, rule.expression) == (f"/admin/cross-checks/{rule.pk}/", "discussion <= study")  # type: ignore[attr-defined]

    client.post(f"/admin/cross-checks/{rule.pk}/", {**GIVEN, "active": ""})
    assert not CheckRule.objects.get().active
    assert "已停用" in page_of(client, "/admin/cross-checks/")


def test_a_wrong_expression_is_marked_at_its_place(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.admin)
    page = page_of(client, "/admin/cross-checks/new/", **GIVEN | {"expression": "中心组研讨 <= meetings"})

    assert "第 10 个字符：没有指标“meetings”" in page
    assert "中心组研讨 &lt;= <mark>meetings</mark>" in page


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("study / 0 > 1", "第 9 个字符：这里是 0，不能作除数"),
        ("study <= 50%%%%%", "第 13 个字符：数后面写一个百分号就够了"),
        ("1 = 1", "请至少写一个指标"),
    ],
)
def test_what_says_nothing_is_refused_in_words(
    client: Client, cast: Cast, report: Report, expression: str, says: str
) -> None:
    client.force_login(cast.admin)

    assert says in page_of(client, "/admin/cross-checks/new/", **GIVEN | {"expression": expression})
    assert not CheckRule.objects.exists()


def test_all_faults_are_shown_at_once(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.admin)
    make_rule("study <= 1", name="研讨不多于学习")
    given = GIVEN | {"kind": "rate", "expression": "study / 0", "words": "", "mend": ""}

    form = client.post("/admin/cross-checks/new/", given).context["form"]

    assert set(form.errors) == {"name", "expression", "words", "mend"}


@pytest.mark.parametrize(
    ("expression", "verdict"),
    [
        ("discussion <= study", "不成立"),
        ("study <= 1", "成立"),
        ("each >= 3", "不成立"),
        ("study / (study - study) > 1", "不作判断"),
    ],
)
def test_a_rule_is_tried_on_a_unit_and_period(
    client: Client, cast: Cast, report: Report, expression: str, verdict: str
) -> None:
    client.force_login(cast.admin)
    rule = make_rule("study <= 5")
    typed = GIVEN | {"expression": expression, "try": "1", "unit": cast.bureau.pk, "period": report.period_id}

    # As it is typed, before it is stored; what is typed stays.
    for address in ("/admin/cross-checks/new/", f"/admin/cross-checks/{rule.pk}/"):
        answer = client.post(address, typed)
        page = answer.content.decode()
        assert (answer.status_code, verdict in page, "1次" in page) == (200, True, True)
        assert answer.context["form"]["expression"].value() == expression
        # A browser that demands unit and period would keep the rule from being stored without them.
        assert "required" not in str(answer.context["trial"])
    assert CheckRule.objects.get().expression == "study <= 5"

    Report.objects.update(discarded_at="2026-01-01T00:00:00Z")
    assert verdict in page_of(client, f"/admin/cross-checks/{rule.pk}/", **typed)


def step(report: Report, name: str = "check") -> str:
    return f"/reports/{report.pk}/steps/{name}/"


def test_a_clerk_explains_in_the_check_step_and_the_officer_reads_it(
    client: Client, cast: Cast, report: Report
) -> None:
    rule = make_rule("discussion <= study", message="研讨多于学习。")
    client.force_login(cast.clerk)
    page = page_of(client, step(report))
    assert "研讨多于学习。" in page
    assert "2次" in page
    assert "1次" in page
    assert "有 1 项勾稽关系不成立" in page_of(client, step(report, "finish"))

    field = f"explain-{rule.pk}-"
    client.post(step(report), {"version": report.version, field: "情况属实。", "save": "1"})
    assert "不算说明" in page_of(client, step(report))

    report.refresh_from_db()
    client.post(step(report), {"version": report.version, field: ENOUGH, "go": "finish"})
    assert Explanation.objects.get().text == ENOUGH
    report.refresh_from_db()
    client.post(f"/reports/{report.pk}/moves/submit/", {"version": report.version})

    client.force_login(cast.officer)
    client.post(f"/reports/{report.pk}/review/open/", {"number": 1})
    page = page_of(client, f"/reports/{report.pk}/review/")
    assert ENOUGH in page
    # Both sides open their records, also the one that the text doesn't take, which is no figure of the report.
    for code in ("study", "discussion"):
        records = f"/reports/{report.pk}/snapshots/1/figures/{code}/"
        assert f'href="{records}"' in page
        assert client.get(records).status_code == 200
    assert client.get(f"/reports/{report.pk}/review/").context["figures"][0][0].key == "study"
    assert len(client.get(f"/reports/{report.pk}/review/").context["figures"]) == 1
    assert "林小雨" in page


def test_what_was_explained_meanwhile_stands_beside_ones_own_words(client: Client, cast: Cast, report: Report) -> None:
    rule = make_rule("discussion <= study")
    client.force_login(cast.clerk)
    field = f"explain-{rule.pk}-"
    client.post(step(report), {"version": 1, field: ENOUGH})

    answer = client.post(step(report), {"version": 1, field: "另一种说法，也写了很久。"})

    assert answer.status_code == 409
    assert "另一种说法" in answer.content.decode()
    assert ENOUGH in answer.content.decode()


def test_only_the_head_has_the_field_of_a_hard_rule(client: Client, cast: Cast, report: Report) -> None:
    rule = make_rule("discussion <= study", severity=CheckSeverity.HARD.value)
    field = f"waive-{rule.pk}-"
    client.force_login(cast.clerk)
    assert field not in page_of(client, step(report))
    # As from a page that was opened while the role was still there.
    refused = client.post(step(report), {"version": report.version, field: ENOUGH, "save": field})
    assert refused.status_code == 403
    assert [words in refused.content.decode() for words in ("硬性规则只能由单位负责人放行", ENOUGH)] == [True, True]
    assert not Waiver.objects.exists()

    client.force_login(cast.head)
    assert field in page_of(client, step(report))
    client.post(step(report), {"version": report.version, field: ENOUGH})
    assert Waiver.objects.get().by == cast.head


def test_findings_about_the_same_entry_stand_together(client: Client, cast: Cast, report: Report) -> None:
    make_entry(report.chapters.get(kind=ChapterKind.PROBLEMS), "谈话少", "谈话没有覆盖到新任干部。")
    client.force_login(cast.clerk)

    page = page_of(client, step(report)).partition('<section class="findings warn')[2]

    assert page.count("<blockquote>谈话少") == 1
    about = page.partition("<blockquote>谈话少")[2].partition("</ul>")[0]
    assert [words in about for words in ("还没有写明由谁负责。", "还没有写明完成时限。")] == [True, True]
    assert about.count("去修改") == about.count('<p class="what">') >= 2


def test_waiving_takes_a_reason_and_ends_what_waited_for_the_button(client: Client, cast: Cast, report: Report) -> None:
    rule = make_rule("discussion <= study", severity=CheckSeverity.HARD.value)
    field = f"waive-{rule.pk}-"
    client.force_login(cast.head)
    keep_unsent(report, {field: "还没写完"}, by=cast.head)
    assert f'data-unsent="{field}"' in page_of(client, step(report))

    refused = client.post(step(report), {"version": report.version, field: " ", "save": field})
    assert refused.status_code == 422
    assert "请写明为什么可以放行" in refused.content.decode()
    assert not Waiver.objects.exists()

    client.post(step(report), {"version": report.version, field: ENOUGH, "save": field})
    assert Waiver.objects.get().text == ENOUGH
    assert not UnsentText.objects.exists()


def test_a_changed_figure_is_confirmed_by_a_button(client: Client, cast: Cast, report: Report) -> None:
    rule = make_rule("discussion <= study")
    client.force_login(cast.clerk)
    field = f"explain-{rule.pk}-"
    client.post(step(report), {"version": 1, field: ENOUGH})
    report.refresh_from_db()
    report.typed_figures.create(key="discussion", value=5, reason="漏登", by=cast.clerk)
    assert "说明仍然成立" in page_of(client, step(report))

    client.post(step(report), {"version": report.version, field: ENOUGH, "go": "finish"})
    assert "说明仍然成立" in page_of(client, step(report))
    client.post(step(report), {"version": report.version, field: ENOUGH, "act": f"confirm:{rule.pk}-"})
    assert "说明仍然成立" not in page_of(client, step(report))
    assert Explanation.objects.get().about == {"discussion": "5次", "study": "1次"}


def test_the_menu_shows_from_where_a_page_is_reached(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    for page, above in (
        ("/admin/cross-checks/", "/admin/report-types/"),
        ("/admin/cross-checks/new/", "/admin/report-types/"),
        ("/admin/activity-kinds/new/", "/admin/indicators/"),
        ("/admin/units/", "/admin/units/"),
    ):
        shown = client.get(page).content.decode()
        assert shown.count('aria-current="page"') == 1
        assert HERE.format(above) in shown
