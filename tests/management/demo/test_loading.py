"""The pieces of the loader, on a county small enough to be read here."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.document import decode
from reports.errors import WrongState
from reports.management.demo import load_county
from reports.management.demo.loading import load_units, period_values
from reports.models import (
    Activity,
    Attachment,
    AuditEntry,
    Comment,
    Decision,
    FrozenCheck,
    LetterheadSettings,
    Outline,
    OutlineChapter,
    Period,
    Person,
    Problem,
    Report,
    ReportType,
    Snapshot,
    Unit,
    WorkItem,
)
from reports.rendering import render_text
from tests.factories import make_unit

COUNTY: list[dict[str, Any]] = [
    {
        "code": "X",
        "name": "某县",
        "short_name": "某县",
        "kind": "county",
        "leading_body": "party_committee",
        "under": None,
    },
    {
        "code": "X-1",
        "name": "某局",
        "short_name": "某局",
        "kind": "bureau",
        "leading_body": "party_group",
        "under": "X",
    },
]
PEOPLE = [
    {"username": "bian", "full_name": "边一", "roles": [{"role": "clerk", "unit": "X-1"}]},
    {"username": "zhang", "full_name": "长二", "roles": [{"role": "head", "unit": "X-1"}]},
    {"username": "shen", "full_name": "审三", "roles": [{"role": "officer", "unit": "X", "with_subunits": True}]},
    {"username": "jin", "full_name": "近四", "roles": [{"role": "officer", "unit": "X-1"}]},
    {"username": "guan", "full_name": "管五", "roles": [{"role": "admin", "unit": None}]},
]
LETTERHEADS = [{"unit": "X-1", "organ": "某局文件", "code_word": "某发", "sealed": False}]
PERIODS: list[dict[str, Any]] = [
    {"code": year, "year": int(year), "kind": "year", "first_day": f"{year}-01-01", "last_day": f"{year}-12-31",
     "opens": f"{year}-01-05", "due": f"{year}-12-10", "closes": f"{year}-12-31", **more}
    for year, more in (("2023", {}), ("2024", {"open_for_days": 20}))
]  # fmt: skip
FIRST = """
unit = "X-1"
period = "2023"
type = "annual_integrity"
date = 2023-12-01
life = ["submit 2023-12-01", "open 2023-12-04", "approve 2023-12-05", "archive 2023-12-28"]
preamble = "第一年开头。"
[[chapters]]
[[chapters.entries]]
heading = "做了一"
body = "一年的事。"
[[chapters]]
[[chapters.entries]]
heading = "缺一"
body = "有一个缺口。"
cause = "没有人。"
leader = "甲"
office = "乙股"
deadline = 2024-06-30
moves = [
    "begin 2023-12-20 已经安排人手去补。",
    "submit 2023-12-22 已经补上，附有照片。",
    "send_back 2023-12-23 照片上看不清楚。",
]
[[chapters]]
[[chapters.entries]]
heading = "打算一"
body = "六月前补上。"
responsible = "甲"
deadline = 2024-06-30
addresses = [1]
"""
SECOND = """
unit = "X-1"
period = "2024"
type = "annual_integrity"
serial = 7
life = ["submit 2024-12-02", "open 2024-12-03", "return 2024-12-04", "answer 2024-12-05", "submit 2024-12-06"]
preamble = "第二年开头。"
return_for = ["hollow_measures"]
[reasons]
return = "请补数字。"
[[chapters]]
[[chapters.entries]]
heading = "补上了"
first_body = "基本补上。"
body = "补上三处。"
fulfils = [1]
[[chapters]]
[[chapters.entries]]
heading = "还缺一"
body = "还差一处。"
carried_from = 1
[[chapters]]
[[chapters.entries]]
heading = "打算二"
body = "年底前补齐。"
[[attachments]]
heading = "缺口清单"
body = "处\\t数\\n东\\t3"
[[threads]]
about = "补上了"
says = "几处？"
answers = ["三处，已写。"]
settled = true
"""
LEDGERS = """
[titles]
talk_heart = ["与{office}谈心（{n}）"]
party_group_integrity_meeting = ["{body}专题研究"]
[[ledgers]]
unit = "X-1"
first_day = 2023-01-04
last_day = 2023-10-31
offices = ["办公室", "甲股"]
[ledgers.kinds]
talk_heart = [4, 13]
party_group_integrity_meeting = [2]
[[ledgers]]
unit = "X-1"
first_day = 2100-01-04
last_day = 2100-10-31
offices = ["办公室"]
[ledgers.kinds]
talk_heart = [4, 13]
[[later]]
unit = "X-1"
kind = "talk_heart"
day = 2023-11-20
title = "补登的谈话"
attendance = 2
[[later]]
unit = "X-1"
kind = "talk_heart"
day = 2023-11-21
title = "重复登记的谈话"
void = "登记了两次。"
"""


@pytest.fixture
def county(tmp_path: Path, delivered: None, db: None) -> Path:
    for name, rows in (
        ("county", COUNTY),
        ("letterheads", LETTERHEADS),
        ("people", PEOPLE),
        ("periods", PERIODS),
    ):
        (tmp_path / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "ledgers.toml").write_text(LEDGERS, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    for name, text in (("first", FIRST), ("second", SECOND)):
        (tmp_path / "reports" / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_every_account_comes_with_a_password_that_works_as_it_is(county: Path) -> None:
    accounts = load_county(county)

    assert [account.person.username for account in accounts] == ["bian", "zhang", "shen", "jin", "guan"]
    for account in accounts:
        person = Person.objects.get(pk=account.person.pk)
        assert person.check_password(account.password)
        assert not person.must_change_password


def test_units_stand_in_their_tree(db: None) -> None:
    load_units(COUNTY)

    assert list(Unit.objects.values_list("code", "depth")) == [("X", 1), ("X-1", 2)]


def test_a_report_goes_its_way_in_the_hands_of_those_whose_turn_it_is(county: Path) -> None:
    load_county(county)

    first = Report.objects.get(period__code="2023")
    assert (first.state, first.created_by.username) == ("archived", "bian")
    assert list(Decision.objects.filter(report=first).values_list("move", "by__username")) == [
        ("submit", "zhang"),
        ("approve", "jin"),
        ("archive", "jin"),
    ]


def test_where_a_sign_off_is_needed_the_clerk_asks_for_it(county: Path, settings: Settings) -> None:
    settings.REQUIRE_SIGN_OFF = True
    asked = FIRST.replace('["submit', '["request_sign_off 2023-11-30", "submit')
    (county / "reports" / "first.toml").write_text(asked, encoding="utf-8")
    load_county(county)

    moves = Decision.objects.filter(report__period__code="2023").values_list("move", "by__username")
    assert list(moves)[:2] == [("request_sign_off", "bian"), ("submit", "zhang")]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('about = "补上了"', 'about = "没有这一条"'), ('period = "2024"', 'period = "2023"')],
)
def test_a_story_that_refers_to_what_is_not_there_is_refused(county: Path, right: str, wrong: str) -> None:
    (county / "reports" / "second.toml").write_text(SECOND.replace(right, wrong), encoding="utf-8")
    if "2023" in wrong:
        (county / "reports" / "first.toml").unlink()

    with pytest.raises(LookupError):
        load_county(county)


def test_everything_about_a_report_happened_on_the_days_of_its_story(county: Path) -> None:
    load_county(county)

    first = Report.objects.get(period__code="2023")
    days = [timezone.localdate(decision.at).isoformat() for decision in first.decisions.order_by("pk")]
    snapshot = Snapshot.objects.get(report=first)
    assert days == ["2023-12-01", "2023-12-05", "2023-12-28"]
    assert snapshot.opened_at is not None
    assert timezone.localdate(snapshot.opened_at) == datetime.date(2023, 12, 4)
    assert timezone.localdate(first.created_at) == datetime.date(2023, 11, 25)
    assert timezone.localdate(first.state_since) == datetime.date(2023, 12, 28)
    told = AuditEntry.objects.filter(report=first)
    assert told.count() == told.filter(at__lt="2024-01-01T00:00:00+08:00").count()


def test_a_later_report_answers_the_earlier_one(county: Path) -> None:
    load_county(county)

    kept = WorkItem.objects.get(heading="补上了")
    assert list(kept.answers.values_list("next_step__heading", flat=True)) == ["打算一"]
    carried = Problem.objects.get(heading="还缺一")
    assert carried.carried_from == Problem.objects.get(heading="缺一")
    first = Problem.objects.get(heading="缺一")
    assert [(move.move, move.by.username, timezone.localdate(move.at).day) for move in first.moves.all()] == [
        ("begin", "bian", 20),
        ("submit", "bian", 22),
        ("send_back", "jin", 23),
    ]
    assert (first.cause, first.responsible_leader, first.responsible_office) == ("没有人。", "甲", "乙股")
    assert list(first.answered_by.values_list("heading", flat=True)) == ["打算一"]


def test_a_returned_report_was_corrected_and_its_comment_answered(county: Path) -> None:
    load_county(county)

    second = Report.objects.get(period__code="2024")
    texts = [snapshot.document for snapshot in second.snapshots.order_by("number")]
    assert second.state == "submitted"
    assert ["基本补上" in text for text in texts] == [True, False]
    assert ["补上三处" in text for text in texts] == [False, True]
    assert list(second.threads.values_list("state", "quote")) == [("answered", "（一）补上了。基本补上。")]
    assert list(Comment.objects.values_list("body", "by__username")) == [("几处？", "jin"), ("三处，已写。", "bian")]
    assert second.decisions.get(move="return").categories == ["hollow_measures"]


def test_ledgers_are_kept_by_the_units_and_nothing_lies_ahead_of_today(county: Path) -> None:
    load_county(county)

    kept = Activity.objects.filter(first_day__lt="2023-11-01").order_by("pk")
    assert [(row.title, row.attendance, row.people) for row in kept if row.kind.code == "talk_heart"] == [
        ("与办公室谈心（1）", 2, "办公室"),
        ("与甲股谈心（2）", 5, "甲股"),
        ("与办公室谈心（3）", 2, "办公室"),
        ("与甲股谈心（4）", 4, "甲股"),
    ]
    assert {row.title for row in kept if row.kind.code != "talk_heart"} == {"党组专题研究"}
    assert {row.created_by.username for row in kept} == {"bian"}
    assert not Activity.objects.filter(first_day__gt=timezone.localdate()).exists()


def test_a_report_takes_its_figures_from_the_ledger_as_it_was_when_it_was_submitted(county: Path) -> None:
    path = county / "reports" / "first.toml"
    path.write_text(FIRST.replace("一年的事。", "谈心谈话{{talk_heart}}。"), encoding="utf-8")
    load_county(county)

    snapshot = Snapshot.objects.get(report__period__code="2023")
    assert (snapshot.figures.get().value, len(snapshot.figures.get().records)) == (13, 4)
    assert "谈心谈话13人次" in render_text(decode(snapshot.document))
    assert Activity.objects.get(title="补登的谈话").voided_at is None
    assert Activity.objects.get(title="重复登记的谈话").void_reason == "登记了两次。"


def test_what_a_cross_check_asks_is_explained_before_the_report_is_submitted(county: Path) -> None:
    path = county / "reports" / "first.toml"
    explained = '[explanations]\ntyped_and_counted = "包括上级来谈的。"\n'
    told = FIRST.replace("一年的事。", "谈心谈话90人次。").replace("[[chapters]]", f"{explained}[[chapters]]", 1)
    path.write_text(told, encoding="utf-8")
    load_county(county)

    frozen = FrozenCheck.objects.get()
    assert (frozen.code, frozen.text, frozen.by.username) == ("typed_and_counted", "包括上级来谈的。", "bian")


def test_past_periods_are_closed_again_and_current_ones_stay_open(county: Path) -> None:
    load_county(county)

    today = timezone.localdate()
    closes = dict(Period.objects.values_list("code", "closes"))
    assert closes["2023"] == datetime.date(2023, 12, 31)
    assert closes["2024"] == today + datetime.timedelta(days=20)


@pytest.mark.parametrize(
    ("today", "closes"),
    [(datetime.date(2024, 3, 1), datetime.date(2024, 12, 31)), (datetime.date(2030, 1, 1), datetime.date(2030, 1, 21))],
)
def test_a_period_closes_on_its_day_or_so_many_days_from_today(today: datetime.date, closes: datetime.date) -> None:
    values = period_values(PERIODS[1], today)

    assert values["closes"] == closes
    assert "open_for_days" not in values


def test_the_demo_never_mixes_with_an_installation(county: Path) -> None:
    make_unit("真的局")

    with pytest.raises(WrongState):
        load_county(county)

    assert Unit.objects.count() == 1
    assert Person.objects.count() == 0


def test_a_database_without_report_types_is_told_what_to_do_first(county: Path) -> None:
    OutlineChapter.objects.all().delete()
    Outline.objects.all().delete()
    ReportType.objects.all().delete()

    with pytest.raises(WrongState, match="load_reference"):
        load_county(county)


def test_letterheads_are_filled_in_and_attachments_stand_behind(county: Path) -> None:
    load_county(county)

    letterhead = LetterheadSettings.objects.get()
    assert (letterhead.unit.code, letterhead.organ, letterhead.sealed) == ("X-1", "某局文件", False)
    report = Report.objects.get(period__code="2024")
    assert (report.serial, Attachment.objects.get().report, Attachment.objects.get().heading) == (7, report, "缺口清单")
