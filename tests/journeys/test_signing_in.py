"""The way in, in a real browser."""

import time

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect

from reports.models import Person
from tests.factories import PASSWORD, make_person
from tests.journeys.conftest import Switch
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
    assert page.get_by_text("文小雨", exact=True).count() == 1
    assert_accessible(page)


def test_a_second_factor_is_set_and_asked_for_by_keyboard(page: Page, person: Person, switch: Switch) -> None:
    switch("CONFIRM_MINUTES", 0)
    sign_in(page, person)
    page.goto("/second-factor/")
    assert_accessible(page)
    page.get_by_role("button", name="开始设置").press("Enter")
    expect(page.locator("input[type=password]")).to_be_focused()
    assert_accessible(page)
    # The cursor stands where the next thing is typed, on each of these pages.
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("img.qr")).to_be_visible()
    assert_accessible(page)
    totp = TOTP(TOTPDevice.objects.get().bin_key)
    totp.time = time.time()
    page.keyboard.type(f"{totp.token():06}")
    page.keyboard.press("Enter")
    code = page.locator(".codes-list code").first.inner_text()
    assert_accessible(page)

    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.fill("input[name=username]", person.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/sign-in/code/**")
    assert_accessible(page)
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_text("文小雨", exact=True)).to_be_visible()


def test_a_page_that_shuts_people_out_is_noticed(page: Page) -> None:
    page.set_content("<html lang=en><title>Form</title><main><h1>Form</h1><input></main></html>")
    with pytest.raises(AssertionError, match=r"label: Form elements must have labels at \['input'\]"):
        assert_accessible(page)
