"""What every journey does: sign in, and look whether a page can be used by everyone."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from reports.models import Person, Report
from tests.factories import PASSWORD

AXE = Path(__file__).parent.parent / "vendor" / "axe" / "axe.min.js"
# Every rule of WCAG 2.2 up to AA, and axe's own best practices.
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sign_in(page: Page, person: Person, password: str = PASSWORD) -> None:
    """Sign `person` in by the form; `password` is the one that the tests' cast has."""
    page.goto("/sign-in/")
    page.fill("input[name=username]", person.username)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def begin_review(page: Page, report: Report) -> None:
    """The officer who is signed in opens a submitted report for review."""
    page.goto(f"/reports/{report.pk}/")
    page.get_by_role("button", name="开始审核").click()
    expect_review(page)


def expect_review(page: Page) -> None:
    """The review page takes keys, and what is selected on it stays so: its module ran and the sheets are laid out."""
    expect(page.locator(".review-desk.laid-out .paper-run.in-sheets").first).to_be_visible()


def assert_accessible(page: Page) -> None:
    """Nothing that axe-core knows hinders anybody on this page as it stands now."""
    if not page.evaluate("typeof axe === 'object'"):
        # Not add_script_tag: the page's own Content-Security-Policy rightly refuses that.
        page.evaluate(AXE.read_text())
    # All that a rule approves of is much more than what it complains of; sending it out took longer than looking.
    script = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"
    assert [describe(violation) for violation in page.evaluate(script, AXE_RULES)] == []


def describe(violation: dict[str, Any]) -> str:
    """One line a violation: its rule, what it means and where it is."""
    places = ", ".join(str(node["target"]) for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} at {places}"
