"""The administrator's pages about units."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from reports.actions.unit_files import HEADS
from reports.choices import Role, UnitKind
from reports.models import Unit
from reports.rendering.spreadsheets import render_spreadsheet
from tests.cast import Cast, make_cast
from tests.factories import give_role, make_person, make_report, make_unit

pytestmark = pytest.mark.django_db
QUERIES = 8


@pytest.fixture
def cast(client: Client) -> Cast:
    cast = make_cast()
    client.force_login(cast.admin)
    return cast


def fields(unit: Unit, **changes: str) -> dict[str, str]:
    names = ("name", "short_name", "code", "kind", "leading_body")
    return {name: getattr(unit, name) for name in names} | changes


def notes(client: Client, path: str) -> list[str]:
    return [str(note) for note in client.get(path).context["messages"]]


def test_a_unit_is_renamed(client: Client, cast: Cast) -> None:
    page = f"/admin/units/{cast.bureau.pk}/"
    response = client.post(page, fields(cast.bureau, name="云岭县应急局"))
    assert response.headers["Location"] == page
    assert client.get(page).context["here"].name == "云岭县应急局"


def test_a_refused_change_keeps_what_was_typed_and_shows_what_is_stored(client: Client, cast: Cast) -> None:
    response = client.post(
        f"/admin/units/{cast.bureau.pk}/", fields(cast.bureau, name="新", code=cast.other_bureau.code)
    )
    assert list(response.context["form"].errors) == ["code"]
    assert response.context["form"]["name"].value() == "新"
    assert response.context["here"].name == "云岭县应急管理局"


def test_a_unit_is_created_below_another(client: Client, cast: Cast) -> None:
    assert client.get(f"/admin/units/new/?below={cast.county.pk}").context["form"]["parent"].value() == str(
        cast.county.pk
    )
    values = fields(cast.bureau, name="云岭县水利局", code="SL") | {"parent": str(cast.county.pk)}
    response = client.post("/admin/units/new/", values)
    unit = Unit.objects.get(code="SL")
    assert response.headers["Location"] == f"/admin/units/{unit.pk}/"
    assert Unit.objects.get_parent(unit) == cast.county


def preset(client: Client) -> object:
    return client.get("/admin/units/new/").context["form"]["parent"].value()


def test_a_new_unit_stands_below_the_county_where_there_is_one_alone(client: Client, cast: Cast) -> None:
    assert preset(client) == cast.county.pk
    second = make_unit("望江县", kind=UnitKind.COUNTY.value)
    assert preset(client) is None
    Unit.objects.filter(pk=second.pk).update(active=False)
    assert preset(client) == cast.county.pk


def test_the_first_unit_stands_at_the_top(client: Client) -> None:
    admin = make_person()
    give_role(admin, Role.ADMIN)
    client.force_login(admin)
    assert preset(client) is None


def test_where_a_new_unit_stands_is_said(client: Client, cast: Cast) -> None:
    for name, code, parent in (("水利局", "SL", str(cast.county.pk)), ("望江县", "WJ", "")):
        values = fields(cast.bureau, name=name, code=code) | {"parent": parent}
        client.post("/admin/units/new/", values)
    assert notes(client, "/admin/units/") == ["已在云岭县下新建水利局。", "已新建顶级单位：望江县。"]


def test_a_unit_moves_or_says_why_not(client: Client, cast: Cast) -> None:
    page = f"/admin/units/{cast.county.pk}/"
    below_itself = client.post(page + "move/", {"parent": cast.bureau.pk})
    form = below_itself.context["move_form"]
    assert (len(form.errors), form["parent"].value()) == (1, str(cast.bureau.pk))
    assert [unit.pk for unit in form.fields["parent"].queryset] == []
    other = client.get(f"/admin/units/{cast.bureau.pk}/").context["move_form"]
    assert cast.bureau not in other.fields["parent"].queryset
    assert cast.other_bureau in other.fields["parent"].queryset
    assert client.post(page + "move/", {"parent": "99999"}).status_code == 200
    client.post(f"/admin/units/{cast.bureau.pk}/move/", {"parent": cast.other_bureau.pk})
    assert [unit.name for unit in Unit.objects.get_ancestors(Unit.objects.get(pk=cast.bureau.pk))][-1] == "云岭县教育局"


def test_a_unit_is_closed_and_opened_or_says_why_not(client: Client, cast: Cast) -> None:
    page = f"/admin/units/{cast.bureau.pk}/"
    report = make_report(cast.bureau)
    client.post(page + "activity/", {"active": "no"})
    assert len(notes(client, page)) == 1
    report.delete()
    for active in ("no", "yes"):
        client.post(page + "activity/", {"active": active})
        assert Unit.objects.get(pk=cast.bureau.pk).active == (active == "yes")


def test_the_page_names_everybody_who_writes_and_reviews(client: Client, cast: Cast) -> None:
    above = make_person("上级审核")
    give_role(above, Role.OFFICER, cast.county, with_subunits=True)
    give_role(make_person("别处"), Role.OFFICER, cast.other_bureau, with_subunits=True)
    people = client.get(f"/admin/units/{cast.bureau.pk}/").context["people"]
    assert {membership.person.full_name for membership in people} == {"林小雨", "周明远", "沈正", "上级审核"}


def test_the_tree_takes_as_many_queries_for_a_hundred_units(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = f"/admin/units/{cast.bureau.pk}/"
    with django_assert_num_queries(QUERIES):
        client.get(page)
    for number in range(97):
        make_unit(f"第{number}股", parent=cast.bureau)
    with django_assert_num_queries(QUERIES):
        response = client.get(page)
    assert len(response.context["tree"]) == 100


def test_a_unit_that_is_not_there_is_not_found(client: Client, cast: Cast) -> None:
    assert client.get("/admin/units/99999/").status_code == 404


def upload(client: Client, rows: list[list[str]]) -> Any:
    data = render_spreadsheet(list(HEADS.values()), rows)
    response = client.post("/admin/units/import/", {"file": SimpleUploadedFile("u.xlsx", data)})
    assert response.status_code == 200
    return response.context


def test_the_file_holds_the_tree(client: Client, cast: Cast) -> None:
    response = client.get("/admin/units.xlsx")
    sheet = load_workbook(BytesIO(response.content)).worksheets[0]
    assert [cell.value for cell in sheet["B"]] == ["名称", "云岭县", "云岭县应急管理局", "云岭县教育局"]


def test_a_file_is_previewed_then_saved(client: Client, cast: Cast) -> None:
    seen = upload(client, [["SL", "水利局", "", "局", "党组", cast.county.code, "是"]])
    assert not Unit.objects.filter(code="SL").exists()
    response = client.post("/admin/units/import/save/", {"table": seen["table"]})
    assert response.headers["Location"] == "/admin/units/"
    assert Unit.objects.filter(code="SL").exists()


def test_a_file_with_errors_offers_no_saving(client: Client, cast: Cast) -> None:
    seen = upload(client, [["SL", "水利局", "", "局", "党组", "NIX", "是"]])
    assert len(seen["errors"]) == 1
    assert client.post("/admin/units/import/save/", {"table": seen["table"]}).status_code == 409
    assert not Unit.objects.filter(code="SL").exists()


def test_a_forged_preview_is_refused(client: Client, cast: Cast) -> None:
    assert client.post("/admin/units/import/save/", {"table": "forged"}).status_code == 422


def test_a_file_that_is_no_excel_says_so(client: Client, cast: Cast) -> None:
    response = client.post("/admin/units/import/", {"file": SimpleUploadedFile("u.xlsx", b"text")})
    assert list(response.context["form"].errors) == ["file"]
