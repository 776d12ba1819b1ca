"""Delivered report types: created once, never overwritten."""

from typing import Any

import pytest

from reports.actions.report_types import change_report_type, create_report_type, ensure_report_type
from reports.errors import InvalidInput
from reports.models import AuditEntry, OutlineChapter, ReportType
from reports.queries import published_outline
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def delivered(**changes: Any) -> dict[str, Any]:
    return {
        "name": "季度报告",
        "genre": "report",
        "period_kinds": ["quarter"],
        "outline": {"title_pattern": "{unit}{year}年季度报告", "recipient": "县纪委监委", "numbering": "continuous"},
        "chapters": [
            {"kind": "work", "heading": "做了什么", "guidance": "写事。"},
            {"kind": "problems", "heading": "", "entry_style": "inline", "required": False},
        ],
        **changes,
    }


def test_a_new_type_gets_its_outline_published_as_version_1() -> None:
    report_type, created = ensure_report_type("quarterly", **delivered())

    outline = published_outline(report_type)
    assert created
    assert outline is not None
    assert (outline.number, outline.numbering, outline.recipient) == (1, "continuous", "县纪委监委")
    assert list(outline.chapters.values_list("order", "kind", "heading", "entry_style", "required")) == [
        (1, "work", "做了什么", "titled", True),
        (2, "problems", "", "inline", False),
    ]


def test_a_type_that_is_there_stays_as_the_administrator_left_it() -> None:
    report_type, _ = ensure_report_type("quarterly", **delivered())
    ReportType.objects.filter(pk=report_type.pk).update(name="季报", active=False)
    OutlineChapter.objects.filter(outline__report_type=report_type, order=2).delete()

    kept, created = ensure_report_type("quarterly", **delivered(name="别的名称"))

    assert not created
    assert (kept.name, kept.active) == ("季报", False)
    assert OutlineChapter.objects.count() == 1
    assert AuditEntry.objects.filter(event="report_type.delivered").count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"genre": "poem"},
        {"period_kinds": ["decade"]},
        {"outline": {"title_pattern": ""}},
        {"chapters": [{"kind": "work", "heading": "好", "entry_style": "upside_down"}]},
    ],
)
def test_values_that_the_models_do_not_take_leave_nothing_behind(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        ensure_report_type("quarterly", **delivered(**changes))

    assert ReportType.objects.count() == 0


def test_a_new_type_starts_with_a_draft_of_three_chapters() -> None:
    report_type = create_report_type(
        "monthly", name="执纪月报", genre="report", period_kinds=["year", "quarter"], by=make_person()
    )

    outline = report_type.outlines.get()
    assert (outline.title_pattern, outline.published_at) == ("{unit}{period}执纪月报", None)
    assert list(outline.chapters.values_list("kind", flat=True)) == ["work", "problems", "next_steps"]
    assert AuditEntry.objects.get().event == "report_type.created"


@pytest.mark.parametrize("word", ["年度", "上半年", "季度"])
def test_a_new_type_says_its_period_once(word: str) -> None:
    report_type = create_report_type(
        "monthly", name=f"{word}工作汇报", genre="report", period_kinds=["year"], by=make_person()
    )
    assert report_type.outlines.get().title_pattern == "{unit}{period}工作汇报"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "quarterly"}, "code"),
        ({"genre": "poem"}, "genre"),
        ({"period_kinds": []}, "period_kinds"),
        ({"period_kinds": ["decade"]}, "period_kinds"),
        ({"name": ""}, "name"),
    ],
)
def test_a_wrong_new_type_leaves_nothing_behind(changes: dict[str, Any], field: str) -> None:
    ensure_report_type("quarterly", **delivered())
    values = {"code": "monthly", "name": "月报", "genre": "report", "period_kinds": ["year"], **changes}
    with pytest.raises(InvalidInput) as caught:
        create_report_type(**values, by=make_person())
    assert caught.value.field == field
    assert ReportType.objects.count() == 1


def test_a_type_is_changed_and_only_changes_are_written_down() -> None:
    report_type, _ = ensure_report_type("quarterly", **delivered())
    admin = make_person()
    for _round in range(2):
        change_report_type(
            report_type,
            name="季报",
            genre="report",
            period_kinds=["quarter", "year"],
            active=False,
            sentences={"talk": "谈话{count}次"},
            by=admin,
        )

    stored = ReportType.objects.get()
    assert (stored.name, stored.period_kinds, stored.active) == ("季报", ["year", "quarter"], False)
    changed = AuditEntry.objects.filter(event="report_type.changed")
    assert [entry.detail["fields"] for entry in changed] == [["name", "active", "period_kinds", "sentences"]]
