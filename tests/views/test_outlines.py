"""The outline editor and its preview."""

from typing import Any

import pytest
from django.test import Client

from reports.actions.outlines import SETTINGS
from reports.models import Outline, ReportType
from reports.queries import published_outline
from tests.cast import Cast, make_cast
from tests.factories import make_report_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(client: Client) -> Cast:
    cast = make_cast()
    client.force_login(cast.admin)
    return cast


@pytest.fixture
def draft(client: Client, cast: Cast) -> Outline:
    report_type = make_report_type()
    client.post(f"/admin/report-types/{report_type.pk}/draft/")
    return report_type.outlines.get(number=2)


def page_of(draft: Outline) -> str:
    return f"/admin/report-types/outlines/{draft.pk}/"


def as_shown(client: Client, draft: Outline, **changes: Any) -> dict[str, Any]:
    """The fields of the page as a browser would send them back."""
    context = client.get(page_of(draft)).context
    forms = [context["form"], context["chapters"].management_form, *context["chapters"]]
    data = {field.html_name: field.value() for form in forms for field in form}
    return {name: value for name, value in data.items() if value is not None and value is not False} | changes


def headings(draft: Outline) -> list[str]:
    return list(draft.chapters.values_list("heading", flat=True))


def test_changing_leads_to_the_one_draft(client: Client, draft: Outline) -> None:
    response = client.post(f"/admin/report-types/{draft.report_type_id}/draft/")
    assert response.headers["Location"] == page_of(draft)


def test_the_page_shows_an_example_of_the_title(client: Client, cast: Cast, draft: Outline) -> None:
    assert client.get(page_of(draft)).context["example"].startswith("云岭县应急管理局")


def test_an_empty_site_has_an_example_too(client: Client, cast: Cast, draft: Outline) -> None:
    cast.clerk.memberships.all().delete()
    for unit in (cast.bureau, cast.other_bureau, cast.county):
        type(unit).objects.filter(pk=unit.pk).update(active=False)
    assert client.get(page_of(draft)).context["example"].startswith("××县××局")


def test_saving_keeps_what_was_typed(client: Client, draft: Outline) -> None:
    data = as_shown(client, draft, title_pattern="{short}{year}", **{"chapters-1-heading": "问题清单"})
    assert client.post(page_of(draft), data).headers["Location"] == page_of(draft)
    draft.refresh_from_db()
    assert draft.title_pattern == "{short}{year}"
    assert headings(draft) == ["工作开展情况", "问题清单", "下一步工作打算"]


def test_a_button_saves_and_does_its_act(client: Client, draft: Outline) -> None:
    response = client.post(page_of(draft), as_shown(client, draft, act="down-0"))
    assert response.headers["Location"] == f"{page_of(draft)}#chapter-2"
    assert headings(draft) == ["存在的主要问题", "工作开展情况", "下一步工作打算"]
    client.post(page_of(draft), as_shown(client, draft, act="add"))
    assert headings(draft)[3:] == [""]
    assert client.post(page_of(draft), as_shown(client, draft, act="preview")).headers["Location"].endswith("/preview/")


def test_wrong_fields_are_named_and_nothing_is_saved(client: Client, draft: Outline) -> None:
    data = as_shown(client, draft, title_pattern="{moon}", **{"chapters-0-heading": "新"})
    response = client.post(page_of(draft), data)
    assert list(response.context["form"].errors) == ["title_pattern"]
    assert response.context["chapters"][0]["heading"].value() == "新"
    refused = client.post(page_of(draft), as_shown(client, draft, **{"chapters-0-kind": "poem"}))
    assert [bool(form.errors) for form in refused.context["chapters"]] == [True, False, False]
    assert headings(draft)[0] == "工作开展情况"


def test_an_outdated_page_overwrites_nothing(client: Client, draft: Outline) -> None:
    data = as_shown(client, draft)
    client.post(page_of(draft), as_shown(client, draft, closing="特此报告。"))
    assert client.post(page_of(draft), data).status_code == 409


def test_publishing_saves_first_and_ends_the_draft(client: Client, draft: Outline) -> None:
    data = as_shown(client, draft, act="publish", closing="特此报告。")
    response = client.post(page_of(draft), data)
    assert response.headers["Location"] == f"/admin/report-types/{draft.report_type_id}/"
    published = published_outline(ReportType.objects.get())
    assert published is not None
    assert (published.number, published.closing) == (2, "特此报告。")
    assert client.get(page_of(draft)).headers["Location"] == f"{page_of(draft)}preview/"


def test_an_outline_without_chapters_stays_a_draft(client: Client, draft: Outline) -> None:
    draft.chapters.all().delete()
    response = client.post(page_of(draft), as_shown(client, draft, act="publish"), follow=True)
    assert len(response.context["messages"]) == 1
    assert Outline.objects.get(pk=draft.pk).published_at is None


def test_a_draft_is_thrown_away_but_not_the_only_one(client: Client, draft: Outline) -> None:
    client.post(f"{page_of(draft)}discard/", follow=True)
    only = Outline.objects.get()
    Outline.objects.update(published_at=None)
    response = client.post(f"{page_of(only)}discard/", follow=True)
    assert len(response.context["messages"]) == 1
    assert Outline.objects.count() == 1


def test_the_preview_is_an_empty_report(client: Client, cast: Cast, draft: Outline) -> None:
    content = client.get(f"{page_of(draft)}preview/").content.decode()
    assert "云岭县应急管理局" in content
    assert "存在的主要问题" in content
    assert 'style="' not in content


def test_every_setting_has_its_field_on_the_page(client: Client, draft: Outline) -> None:
    page = client.get(page_of(draft)).content.decode()

    assert [name for name in SETTINGS if f'name="{name}"' not in page] == []
