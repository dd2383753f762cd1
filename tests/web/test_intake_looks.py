"""Notices of changes, webhooks, searching and what is due soon, in a real browser: axe finds nothing."""

import pytest
from django.test import override_settings

from tests.casework.cases import proposed
from tests.notifications.receiver import receiving
from tests.reviews.care import in_care
from tests.web.test_journeys_browser import WIDTHS, browser_page, look_at, sign_in

__all__ = ["browser_page"]
pytestmark = pytest.mark.browser


@WIDTHS
def test_a_change_is_told_and_acknowledged(cast, browser_page, width):
    page, child = browser_page, in_care(cast)
    address = f"/councils/210/cases/{child.child_id}/"
    sign_in(page, "max", width)
    page.goto(f"{address}notices/new/")
    page.get_by_role("button", name="Tell the IRO").click()
    look_at(page, "notice-refused", width)
    page.get_by_label("Serious injury or illness").check()
    for part, said in (("Day", "5"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(said)
    page.get_by_label("What happened").fill("She broke her arm.")
    page.get_by_role("button", name="Tell the IRO").click()
    assert page.get_by_text("She broke her arm.", exact=True).is_visible()
    look_at(page, "case-with-notice", width)
    page.context.clear_cookies()
    sign_in(page, "ada", width)
    page.goto(address)
    page.get_by_role("link", name="Acknowledge").click()
    look_at(page, "notice-acknowledge", width)
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Acknowledge").click()
    assert page.get_by_text("Brings a review forward").first.is_visible()


@WIDTHS
def test_a_webhook_is_added_tried_and_paused(browser_page, width):
    page = browser_page
    with receiving() as receiver, override_settings(WEBHOOKS_TO_LOOPBACK=True):
        sign_in(page, "max", width)
        page.goto("/councils/210/webhooks/")
        look_at(page, "webhooks-none", width)
        page.get_by_role("button", name="Add an address").click()
        page.get_by_label("Address").fill(receiver.url)
        page.get_by_label("case.received").check()
        look_at(page, "webhook-add", width)
        page.get_by_role("button", name="Add it").click()
        page.get_by_role("button", name="Make another secret").click()
        assert page.get_by_text("whsec_").is_visible()
        page.get_by_role("button", name="Send a test").click()
        look_at(page, "webhook", width)
        page.get_by_role("button", name="Pause it").click()
        assert page.get_by_role("button", name="Switch it on again").is_visible()
        page.goto("/councils/210/webhooks/")
        look_at(page, "webhooks", width)


@WIDTHS
def test_children_are_searched_and_what_is_due_is_listed(cast, browser_page, width):
    page = browser_page
    proposed(cast)
    sign_in(page, "mary", width)
    page.goto("/region/due/")
    assert page.get_by_text("First review").first.is_visible()
    look_at(page, "due-soon", width)
    page.context.clear_cookies()
    sign_in(page, "max", width)
    page.goto("/councils/210/")
    page.get_by_label("Find").fill("marlowe")
    page.get_by_role("button", name="Find").click()
    assert page.get_by_text("Ivy Rose Marlowe").first.is_visible()
    look_at(page, "found", width)
