"""Units as a table: out and in again, each kind of wrong row, and nothing half done."""

import pytest

from reports.actions.unit_files import HEADS, import_units, unit_table
from reports.actions.units import deactivate_unit
from reports.choices import ReportState
from reports.errors import InvalidInput
from reports.importing.spreadsheets import read_spreadsheet
from reports.models import AuditEntry, Report, Unit
from reports.rendering.spreadsheets import render_spreadsheet
from tests.cast import Cast, make_cast
from tests.factories import make_report, make_unit

pytestmark = pytest.mark.django_db
HEAD = list(HEADS.values())
Rows = list[list[str]]


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    for unit, code in ((cast.county, "YL"), (cast.bureau, "YJ"), (cast.other_bureau, "JY")):
        Unit.objects.filter(pk=unit.pk).update(code=code)
        unit.refresh_from_db()
    return cast


def row(code: str, name: str = "水利局", **changes: str) -> list[str]:
    values = {"code": code, "name": name, "short_name": "", "kind": "局", "leading_body": "党组"}
    values |= {"parent": "YL", "active": "是", **changes}
    return [values[field] for field in HEADS]


def bring_in(cast: Cast, rows: Rows, *, save: bool = True) -> list[tuple[int, list[str], str]]:
    results = import_units(list(enumerate([HEAD, *rows], 1)), by=cast.admin, save=save)
    return [(result.row.number, result.effects, result.error) for result in results]


def everything() -> Rows:
    return unit_table(Unit.objects.all())


def test_what_goes_out_comes_in_again(cast: Cast) -> None:
    Unit.objects.filter(code="JY").update(name="=1+1", active=False)
    before = everything()
    assert [line[5] for line in before] == ["", "YL", "YL"]

    table = read_spreadsheet(render_spreadsheet(HEAD, before))
    results = import_units(table, by=cast.admin, save=True)

    assert [(result.effects, result.error) for result in results] == [([], "")] * 3
    assert everything() == before
    assert AuditEntry.objects.get().detail == {"rows": 3, "changed": 0}


def test_an_empty_site_takes_a_whole_tree_in_any_order(cast: Cast) -> None:
    rows = everything()[::-1]
    rows[0][6] = "否"
    for line in rows:
        line[0], line[5] = f"N{line[0]}", f"N{line[5]}" if line[5] else ""

    assert [effects for _number, effects, _error in bring_in(cast, rows)] == [["新建", "停用"], ["新建"], ["新建"]]
    assert [line[0] for line in everything()] == ["YL", "YJ", "JY", "NYL", "NJY", "NYJ"]


def test_a_preview_says_what_would_happen_and_does_nothing(cast: Cast) -> None:
    before = everything()
    rows = [
        row("SL"),
        row("YJ", "应急局", short_name=before[1][2], kind="town", parent=""),
        row("JY", "云岭县教育局", short_name=before[2][2], active="否"),
    ]

    assert bring_in(cast, rows, save=False) == [
        (2, ["新建"], ""),
        (3, ["名称: 云岭县应急管理局 → 应急局", "类别: 局 → 乡镇", "移为顶级单位"], ""),
        (4, ["停用"], ""),
    ]
    assert everything() == before
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        row(""),
        row("SL", ""),
        row("SL", "长" * 61),
        row("SL", kind="帝国"),
        row("SL", leading_body="董事会"),
        row("SL", parent="NIX"),
        row("SL", active="也许"),
        row("SL", parent="SL"),
        row("YL", "云岭县", kind="县", parent="YJ"),
        row("YL", "云岭县", kind="县", parent="", active="否"),
    ],
)
def test_one_wrong_row_stops_all_of_them(cast: Cast, wrong: list[str]) -> None:
    before = everything()

    good, bad = bring_in(cast, [row("LY", "林业局"), wrong])

    assert good == (2, ["新建"], "")
    assert (bad[0], bad[2] != "") == (3, True)
    assert everything() == before
    assert not AuditEntry.objects.exists()


def test_a_code_may_stand_in_one_row_only(cast: Cast) -> None:
    results = bring_in(cast, [row("SL"), row("SL", "林业局")])
    assert [error for _number, _effects, error in results] == ["", "与第 2 行代码相同，请只留一行。"]


def test_an_error_names_its_column(cast: Cast) -> None:
    results = bring_in(cast, [row("SL", ""), row("LY", kind="帝国")])
    assert [error.partition(":")[0].partition("：")[0] for _number, _effects, error in results] == ["名称", "类别"]


def test_errors_say_in_plain_words_what_is_wrong(cast: Cast) -> None:
    results = bring_in(cast, [row("SL", ""), row("LY", "长" * 61), row("长" * 21)])
    assert [error for _number, _effects, error in results] == [
        "名称: 这一项还没有填写，请填写。",
        "名称: 这一项有 61 字，最多 60 字。",
        "代码: 这一项有 21 字，最多 20 字。",
    ]


def test_units_that_stand_below_each_other_are_refused(cast: Cast) -> None:
    results = bring_in(cast, [row("A", parent="B"), row("B", parent="A")])
    assert any(error for _number, _effects, error in results)


def test_a_unit_with_unfinished_reports_is_not_closed_by_a_file(cast: Cast) -> None:
    report = make_report(cast.bureau)
    line = everything()[1]
    line[6] = "no"
    assert "1 份" in bring_in(cast, [line])[0][2]

    Report.objects.filter(pk=report.pk).update(state=ReportState.APPROVED)
    assert bring_in(cast, [line]) == [(2, ["停用"], "")]


def test_a_file_opens_units_from_above_to_below(cast: Cast) -> None:
    rows = everything()
    for unit in (cast.bureau, cast.other_bureau, cast.county):
        deactivate_unit(unit, by=cast.admin)
    assert [effects for _number, effects, _error in bring_in(cast, rows[::-1])] == [["启用"]] * 3


def test_a_missing_column_is_named(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="上级代码"):
        import_units([(1, HEAD[:5])], by=cast.admin, save=False)


def test_columns_may_stand_in_any_order_and_by_field_name(cast: Cast) -> None:
    names = list(HEADS)[::-1]
    cells = dict(zip(HEADS, row("SL"), strict=True))
    results = import_units([(1, names), (5, [cells[name] for name in names])], by=cast.admin, save=True)
    assert [(result.row.number, result.effects) for result in results] == [(5, ["新建"])]


def test_a_wrong_row_is_undone_before_the_next_is_judged(cast: Cast) -> None:
    make_unit("水利局", parent=cast.bureau, code="SL")
    moved_and_wrong = row("JY", "云岭县教育局", parent="SL", active="也许")
    results = bring_in(cast, [moved_and_wrong, row("YJ", "云岭县应急管理局", parent="JY")])
    assert [bool(error) for _number, _effects, error in results] == [True, False]
