"""The way in, in a real browser."""

import pytest
from playwright.sync_api import Page

from reports.models import Person
from tests.factories import PASSWORD, make_person
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def person(transactional_db: None) -> Person:
    return make_person("文小雨", password=PASSWORD)


def test_the_sign_in_page_is_usable_by_everyone(page: Page) -> None:
    page.goto("/")
    assert page.url.endswith("/sign-in/?next=/")
    assert_accessible(page)


def test_a_person_signs_in_and_sees_the_own_name(page: Page, person: Person) -> None:
    sign_in(page, person)
    assert page.get_by_text("文小雨").count() == 1
    assert_accessible(page)


def test_a_page_that_shuts_people_out_is_noticed(page: Page) -> None:
    page.set_content("<html lang=en><title>Form</title><main><h1>Form</h1><input></main></html>")
    with pytest.raises(AssertionError, match=r"label: Form elements must have labels at \['input'\]"):
        assert_accessible(page)
