"""The plots of a unit's years: drawn from the table under the site's own policy, and nothing but an addition to it."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.cast import Cast, make_cast
from tests.factories import make_activity, make_indicator, make_kind
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cast = make_cast(sign_in=True)
    talks, letters = make_kind("谈心谈话"), make_kind("签订责任书")
    make_indicator("talks", talks, name="谈心谈话")
    make_indicator("letters", letters, name="签订责任书", unit_word="份")
    for day in ("2024-05-04", "2025-05-04", "2025-06-04"):
        make_activity(cast.bureau, talks, day)
    make_activity(cast.bureau, letters, "2025-05-04")
    return cast


def test_each_figure_has_a_plot_beside_its_numbers(page: Page, cast: Cast) -> None:
    sign_in(page, cast.clerk)
    page.goto(reverse("unit_years", args=[cast.bureau.pk]))

    expect(page.locator(".years-plots canvas")).to_have_count(2)
    expect(page.locator(".years-plots")).to_have_attribute("aria-hidden", "true")
    expect(page.get_by_role("row", name="谈心谈话").get_by_role("cell")).to_contain_text(["台账 1", "台账 2"])
    assert_accessible(page)


def test_without_scripts_the_table_says_it_all(browser: Browser, page: Page, cast: Cast, live_server: object) -> None:
    sign_in(page, cast.clerk)
    quiet = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    bare = quiet.new_page()
    bare.goto(f"{live_server}{reverse('unit_years', args=[cast.bureau.pk])}")

    expect(bare.locator(".years-plots")).to_be_hidden()
    expect(bare.get_by_role("row", name="谈心谈话")).to_contain_text("台账 2")
    quiet.close()
