"""A council's concern about an IRO, in a real browser: axe finds nothing."""

from datetime import timedelta

import pytest

from tenants import clock
from tests.escalation.quarrel import begin
from tests.reviews.care import in_care
from tests.web.dispute_journey import deliver
from tests.web.test_journeys_browser import WIDTHS, browser_page, look_at, sign_in

__all__ = ["browser_page"]
pytestmark = pytest.mark.browser


@WIDTHS
def test_a_concern_is_raised_flagged_and_answered(cast, browser_page, width):
    begin(cast, in_care(cast), day=clock.today() - timedelta(days=1))
    page, there = browser_page, "/councils/210/iro-concerns/"
    sign_in(page, "max", width)
    page.goto(there)
    page.get_by_role("link", name="Raise a concern about an IRO").click()
    page.get_by_role("button", name="Raise it").click()
    look_at(page, "iro-concern-refused", width)
    page.get_by_label("Which IRO?").select_option("Ada Fairweather")
    page.get_by_label("What is your concern?").fill("The last two records came late.")
    page.get_by_label("What do you ask for?").fill("Records in time.")
    page.get_by_role("button", name="Raise it").click()
    assert page.get_by_text("With the IRO manager").is_visible()
    deliver(cast, "council/210")
    page.reload()
    assert not page.get_by_text("Possible retaliation").is_visible()
    page.context.clear_cookies()
    sign_in(page, "mary", width)
    page.goto(there)
    assert page.get_by_text("Possible retaliation").is_visible()
    look_at(page, "iro-concern-flagged", width)
    page.get_by_role("link", name="Answer it").click()
    page.get_by_label("Not upheld").check()
    page.get_by_label("The reasons").fill("Both records were in time.")
    look_at(page, "iro-concern-answer", width)
    page.get_by_role("button", name="Answer it").click()
    assert page.get_by_text("Answered by the IRO manager").is_visible()
