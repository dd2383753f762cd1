"""The ladder of a council, and a record in the wrong place, in a real browser: axe finds nothing."""

import pytest

from tests.reviews.care import in_care
from tests.web.test_journeys_browser import WIDTHS, browser_page, look_at, sign_in

__all__ = ["browser_page"]
pytestmark = pytest.mark.browser


@WIDTHS
def test_the_regions_manager_adopts_a_councils_ladder(cast, browser_page, width):
    page = browser_page
    sign_in(page, "mary", width)
    page.goto("/councils/210/ladder/")
    look_at(page, "ladder", width)
    page.get_by_role("link", name="Southwark").click()
    page.get_by_role("button", name="Adopt it").click()
    look_at(page, "ladder-refused", width)
    page.get_by_label("Why is it adopted?").fill("The council's own process since 2017.")
    page.get_by_role("button", name="Adopt it").click()
    assert page.get_by_text("Version 1 is in force").is_visible()
    look_at(page, "ladder-adopted", width)


@WIDTHS
def test_a_record_is_marked_and_set_aside(cast, browser_page, width):
    page, child = browser_page, in_care(cast)
    address = f"/councils/210/cases/{child.child_id}/"
    sign_in(page, "max", width)
    page.goto(address)
    page.get_by_role("link", name="This record is in the wrong place").click()
    page.get_by_role("button", name="Mark the record").click()
    look_at(page, "misplaced-refused", width)
    page.get_by_label("The child was sent to the wrong council").check()
    page.get_by_label("where does the child belong?").select_option("305")
    page.get_by_label("How do you know?").fill("Bromley has looked after her from the start.")
    page.get_by_role("button", name="Mark the record").click()
    assert page.get_by_text("waits for the region").is_visible()
    look_at(page, "case-marked", width)
    page.context.clear_cookies()
    sign_in(page, "mary", width)
    page.goto("/councils/210/misplaced/")
    look_at(page, "misplaced", width)
    page.get_by_role("link", name="Say whether it is").click()
    look_at(page, "misplaced-answer", width)
    page.get_by_label("Yes: set it aside").check()
    page.get_by_role("button", name="Say so").click()
    assert page.get_by_text("The record is set aside").is_visible()
