"""The way to the register in a real browser, wide and narrow: two people bring it there, then anybody reads it."""

import re

import pytest
from playwright.sync_api import expect

from arbitration import publishing
from ledger.signer import settle
from tests.arbitration import register as way
from tests.web.test_journeys_browser import WIDTHS, browser_page, look_at, sign_in

__all__ = ["browser_page"]
pytestmark = pytest.mark.browser


def sign_out(page):
    page.get_by_role("button", name="Sign out").click()
    page.context.clear_cookies()


@WIDTHS
def test_two_people_publish_it_and_anybody_finds_it(cast, browser_page, width):
    way.determined(cast)
    page = browser_page
    sign_in(page, "sara", width)
    prepares(page, width)
    sign_out(page)
    sign_in(page, "arno", width)
    checks(page, width)
    sign_out(page)
    sign_in(page, "sara", width)
    publishes(page, width)
    sign_out(page)
    settle(cast.house("panel/national"))
    reads(page, width)


def prepares(page, width):
    page.goto("/panel/publications/")
    look_at(page, "publications", width)
    page.get_by_role("link", name=re.compile("^D-")).click()
    page.get_by_label("The IRO’s view prevailed").check()
    page.get_by_label("In one or two sentences").fill("Dora Singh was slow.")
    page.get_by_role("button", name="Save as a new version").click()
    assert page.title().startswith("Error: ")
    look_at(page, "prepare-errors", width)
    page.get_by_label("In one or two sentences").fill(way.SUMMARY)
    page.get_by_role("button", name="Save as a new version").click()
    assert "A second person checks it now" in page.get_by_role("alert").inner_text()
    look_at(page, "prepare", width)


def checks(page, width):
    page.goto("/panel/publications/")
    page.get_by_role("link", name="Version 1").click()
    look_at(page, "check", width)
    for question in publishing.QUESTIONS.values():
        page.get_by_label(question).check()
    page.get_by_label("It passes: nobody can be recognised").check()
    page.get_by_role("button", name="Record the check").click()
    assert "the secretary can publish it" in page.get_by_role("alert").inner_text()


def publishes(page, width):
    page.goto("/panel/publications/")
    page.get_by_role("link", name=re.compile("^D-")).click()
    page.get_by_role("link", name="Delay it").click()
    look_at(page, "delay", width)
    page.go_back()
    page.get_by_role("button", name="Publish version 1").click()
    look_at(page, "publish", width)
    page.get_by_label("I know that anybody will read it").check()
    page.get_by_role("button", name="Publish it").click()
    assert "It is cited as" in page.get_by_role("alert").inner_text()
    for link in ("Withdraw it", "Put the newest version"):
        page.get_by_role("link", name=link).click()
        look_at(page, link.split()[0].lower(), width)
        page.go_back()


def reads(page, width):
    page.goto("/verify/")
    page.get_by_role("link", name="the public register").click()
    look_at(page, "registers", width)
    page.get_by_role("link", name=re.compile("National")).click()
    page.get_by_label("About").select_option("IC12")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Nothing was found.")).to_be_visible()
    page.get_by_label("About").select_option("IC11")
    page.get_by_role("button", name="Search").click()
    look_at(page, "register", width)
    page.get_by_role("link", name="What each field means").click()
    look_at(page, "register-data", width)
    page.go_back()
    page.get_by_role("link", name=re.compile("IRO-NATIONAL")).click()
    look_at(page, "register-entry", width)
    assert way.SUMMARY in page.get_by_role("article").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Everything on record of it").click()
    assert download.value.suggested_filename.endswith(".jsonl")
