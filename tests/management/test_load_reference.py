"""The command that brings report types, indicators, kinds and rules into a database."""

import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.management.commands import load_reference
from reports.models import ActivityKind, CheckRule, Indicator, ReportType

pytestmark = pytest.mark.django_db


def load() -> str:
    out = StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue()


def test_everything_is_created_once_and_a_second_run_keeps_it() -> None:
    first, second = load().splitlines(), load().splitlines()

    rows = sum(model.objects.count() for model in (ReportType, ActivityKind, Indicator, CheckRule))
    assert [line.split()[0] for line in first] == ["created"] * rows
    assert [line.split()[0] for line in second] == ["kept"] * rows
    assert [line[8:] for line in first] == [line[8:] for line in second]


def test_a_wrong_value_stops_the_command_before_anything_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, _ensure in load_reference.DELIVERED:
        shutil.copy(load_reference.FIXTURES / name, tmp_path)
    indicators = json.loads((tmp_path / "indicators.json").read_text(encoding="utf-8"))
    indicators[1]["computation"] = "guessed"
    (tmp_path / "indicators.json").write_text(json.dumps(indicators), encoding="utf-8")
    monkeypatch.setattr(load_reference, "FIXTURES", tmp_path)

    with pytest.raises(CommandError, match=r"indicators\.json: party_group_integrity_meeting: computation"):
        load()

    assert not ReportType.objects.exists()


def test_what_an_administrator_changed_stays() -> None:
    load()
    Indicator.objects.filter(code="talk_heart").update(name="谈心", words=["聊天"], active=False)
    Indicator.objects.get(code="talk_heart").wanted_by.clear()
    ActivityKind.objects.filter(code="talk_heart").update(sentence="谈心{attendance}人次")

    load()

    kept = Indicator.objects.get(code="talk_heart")
    assert (kept.name, kept.words, kept.active, kept.wanted_by.count()) == ("谈心", ["聊天"], False, 0)
    assert ActivityKind.objects.get(code="talk_heart").sentence == "谈心{attendance}人次"
