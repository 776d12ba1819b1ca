"""An administrator keeps the catalogue: indicators and kinds of activities."""

from typing import Any

import pytest
from django.test import Client

from reports.choices import Role
from reports.models import ActivityKind, AuditEntry, Indicator
from tests.factories import (
    give_role,
    make_activity,
    make_indicator,
    make_kind,
    make_person,
    make_report_type,
    make_unit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_transaction")]

ADDRESS = "/admin/indicators/"


@pytest.fixture
def admin() -> Client:
    person = make_person("郑守一")
    give_role(person, Role.ADMIN)
    client = Client()
    client.force_login(person)
    return client


def said(**values: Any) -> dict[str, Any]:
    return {
        "code": "talk_home",
        "name": "家访谈话",
        "unit_word": "人次",
        "computation": "attendance",
        "words": "家访\n登门谈话",
        "active": "on",
        **values,
    }


def test_a_new_indicator_counts_its_activities(admin: Client) -> None:
    kind, asking = make_kind("家访"), make_report_type()
    whole = make_indicator(name="谈话总数")

    posted = said(kinds=[kind.pk], wanted_by=[asking.pk], part_of=whole.pk)
    assert admin.post(f"{ADDRESS}new/", posted).status_code == 302

    made = Indicator.objects.get(code="talk_home")
    assert (made.name, made.unit_word, made.computation, made.words) == (
        "家访谈话",
        "人次",
        "attendance",
        ["家访", "登门谈话"],
    )
    assert (list(made.kinds.all()), list(made.wanted_by.all()), made.part_of) == ([kind], [asking], whole)
    assert AuditEntry.objects.filter(event="indicator.created").exists()
    assert "家访谈话" in admin.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": "谈话"}, "只能用小写字母"),
        ({"name": "家访 谈话"}, "名称里不能有空格"),
        ({"name": "家访·谈话"}, "名称里不能有空格"),
        ({"computation": "count"}, "请选择计入的活动"),
    ],
)
def test_what_no_text_could_name_is_refused(admin: Client, wrong: dict[str, str], words: str) -> None:
    make_kind()
    posted = said(computation="typed") | wrong

    assert words in admin.post(f"{ADDRESS}new/", posted).content.decode()
    assert not Indicator.objects.exists()


def test_only_a_typed_value_can_be_what_is_there_at_the_end(admin: Client) -> None:
    posted = said(computation="count", stock="on", kinds=[make_kind().pk])

    assert "台账统计的是期间发生的数" in admin.post(f"{ADDRESS}new/", posted).content.decode()
    assert admin.post(f"{ADDRESS}new/", posted | {"computation": "typed", "kinds": []}).status_code == 302


def test_an_indicator_is_changed_and_keeps_its_code(admin: Client) -> None:
    kind = make_kind()
    indicator = make_indicator("talk_home", kind)
    address = f"{ADDRESS}{indicator.pk}/"

    assert 'name="code"' not in admin.get(address).content.decode()
    assert admin.post(address, said(code="other", kinds=[kind.pk])).status_code == 302

    indicator.refresh_from_db()
    assert (indicator.code, indicator.name, indicator.computation) == ("talk_home", "家访谈话", "attendance")
    changed = AuditEntry.objects.get(event="indicator.changed")
    assert changed.detail["fields"] == ["computation", "name", "unit_word", "words"]


def test_no_circle_of_parts(admin: Client) -> None:
    whole = make_indicator(name="总数")
    part = make_indicator(name="其中一项", part_of=whole)

    answer = admin.post(f"{ADDRESS}{whole.pk}/", said(name="总数", computation="typed", part_of=part.pk))

    assert "不能是它自己的一部分" in answer.content.decode()


def test_kinds_of_activities_are_made_changed_and_counted(admin: Client) -> None:
    posted = {"code": "home_visit", "name": "家访", "words": "登门", "with_attendance": "on", "active": "on"}
    assert admin.post("/admin/activity-kinds/new/", posted).status_code == 302
    kind = ActivityKind.objects.get()
    make_activity(make_unit(), kind)

    posted = {"name": "家访谈话", "sentence": "开展家访{count}次", "quantity_word": "户", "active": "on"}
    assert admin.post(f"/admin/activity-kinds/{kind.pk}/", posted).status_code == 302

    kind.refresh_from_db()
    assert (kind.code, kind.name, kind.words, kind.with_attendance) == ("home_visit", "家访谈话", [], False)
    page = admin.get(ADDRESS).content.decode()
    assert "开展家访{count}次" in page
    assert '<td class="number">1</td>' in page
