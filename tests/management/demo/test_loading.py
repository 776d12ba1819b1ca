"""The pieces of the loader, on a county small enough to be read here."""

import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from reports.document import decode
from reports.errors import WrongState
from reports.management.demo import load_county
from reports.management.demo.loading import load_units, period_values
from reports.models import (
    Activity,
    Decision,
    FrozenCheck,
    Outline,
    OutlineChapter,
    Person,
    ReportType,
    Snapshot,
    Unit,
)
from reports.rendering import render_text
from tests.factories import make_unit
from tests.management.demo.small_county import COUNTY, FIRST, PERIODS, SECOND, write_county


@pytest.fixture
def county(tmp_path: Path, delivered: None, db: None) -> Path:
    return write_county(tmp_path)


def test_units_stand_in_their_tree(db: None) -> None:
    load_units(COUNTY)

    assert list(Unit.objects.values_list("code", "depth")) == [("X", 1), ("X-1", 2)]


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
