"""The delivered report types, as an empty database gets them."""

import json
from io import StringIO
from pathlib import Path
from string import Formatter

import pytest
from django.core.management import CommandError, call_command

from reports.choices import PeriodKind
from reports.management.commands import load_reference
from reports.models import Outline, OutlineChapter, ReportType

pytestmark = pytest.mark.django_db

PLACEHOLDERS = {"unit", "short", "year", "period", "leading_body"}


def load() -> str:
    out = StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue()


def test_five_types_are_delivered_and_a_second_run_keeps_them() -> None:
    assert [line.split()[0] for line in load().splitlines()] == ["created"] * 5
    assert [line.split()[0] for line in load().splitlines()] == ["kept"] * 5

    assert dict(ReportType.objects.values_list("code", "genre")) == {
        "annual_integrity": "briefing",
        "annual_responsibility": "report",
        "half_year_bulletin": "bulletin",
        "half_year_report": "report",
        "work_points": "work_points",
    }
    assert Outline.objects.filter(number=1, published_at__isnull=False).count() == 5


def test_only_the_work_points_are_numbered_through() -> None:
    load()

    numbered_through = Outline.objects.filter(numbering="continuous").values_list("report_type__code", flat=True)
    assert list(numbered_through) == ["work_points"]


def test_the_bulletin_closes_with_unheaded_problems_and_next_steps() -> None:
    load()

    chapters = OutlineChapter.objects.filter(outline__report_type__code="half_year_bulletin")
    assert set(chapters.values_list("entry_style", flat=True)) == {"inline"}
    assert list(chapters.filter(heading="").values_list("kind", flat=True)) == ["problems", "next_steps"]


def test_every_type_names_known_placeholders_and_period_kinds_and_guides_every_chapter() -> None:
    load()

    known_kinds = {kind.value for kind in PeriodKind}
    for outline in Outline.objects.select_related("report_type"):
        fields = {name for _, name, _, _ in Formatter().parse(outline.title_pattern) if name}
        assert fields <= PLACEHOLDERS
        assert {"unit", "year"} <= fields
        assert set(outline.report_type.period_kinds) <= known_kinds
        assert outline.preamble_guidance
    assert not OutlineChapter.objects.filter(guidance="").exists()


def test_a_wrong_value_stops_the_command_before_anything_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    types = json.loads(load_reference.REPORT_TYPES.read_text(encoding="utf-8"))
    types[1]["period_kinds"] = ["decade"]
    (tmp_path / "types.json").write_text(json.dumps(types), encoding="utf-8")
    monkeypatch.setattr(load_reference, "REPORT_TYPES", tmp_path / "types.json")

    with pytest.raises(CommandError, match="annual_responsibility: period_kinds"):
        load()

    assert not ReportType.objects.exists()
