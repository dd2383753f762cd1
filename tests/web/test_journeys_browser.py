"""Whole journeys in a real browser, wide and narrow, without JavaScript of ours; axe looks at every page on the way."""

import os
import shutil
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, sync_playwright

from casework.actions import confirm_appointment
from casework.queries import case as case_of
from reviews.actions import hold_review
from reviews.models import Decision, Review, Vote
from tenants.pins import pinned
from tests.casework.cases import a_case, proposed, relayed
from tests.casework.papers import PDF
from tests.cast import PASSWORD
from tests.reviews.care import decision, held
from tests.web.live import serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    warnings.warn("No Chromium on this machine: the journeys in a browser are left out.", stacklevel=1)
    pytest.skip("no Chromium", allow_module_level=True)

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "platform" / "web" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = os.environ.get("IRO_PICTURES", "")
"""A folder for a picture of each page, for people who want to look."""
WIDTHS = pytest.mark.parametrize("width", [1280, 390])


@pytest.fixture
def browser_page(cast, width, monkeypatch) -> Iterator[Page]:
    """An empty page, `width` wide. Playwright runs a loop in this thread, which makes Django think it was in one."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 900}, base_url=address)
        yield page
        browser.close()


@pytest.fixture
def child(cast):
    """(case, the IRO's local name): in care for ten days, the IRO appointed."""
    started = date.today() - timedelta(days=10)
    case = proposed(cast, a_case("S-1001", looked_after_from=started))
    actor = cast.actor("max", "council/210")
    with pinned(cast.house("council/210").own_pin()):
        proposal = case_of(case.child_id, actor=actor).proposal
        confirm_appointment(proposal.id, actor=actor)
    relayed(cast, "council/210")
    return case, proposal.iro_name.split()[0].lower()


def look_at(page: Page, name: str, width: int) -> None:
    """The page fits its window, and axe finds nothing wrong.

    A click returns when the next document is there, which may be before a word of it has been read.
    """
    page.wait_for_load_state()
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
    assert page.locator("html").evaluate("html => html.scrollWidth") <= width, f"{name} is wider than its window"
    assert page.locator("script").count() == 0
    if AXE.exists():
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run().then(result => result.violations)")
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], name


def sign_in(page: Page, name: str, width: int) -> None:
    page.goto("/")
    page.get_by_label("Email address").fill(f"{name}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    look_at(page, "sign-in", width)
    page.get_by_role("button", name="Sign in").click()


def fill_date(page: Page | Locator, legend: str, day: date) -> None:
    group = page.get_by_role("group", name=legend, exact=True)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(number))


@WIDTHS
def test_an_iro_signs_in_finds_a_child_and_records_a_review(cast, child, browser_page, width):
    _, iro = child
    page = browser_page
    sign_in(page, iro, width)
    assert page.get_by_role("heading", level=1).inner_text() == "My worklist"
    look_at(page, "worklist", width)
    page.get_by_role("link", name="IRM").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ivy Rose Marlowe"
    page.get_by_text("Why this date").first.click()
    look_at(page, "child", width)
    page.get_by_role("button", name="Record a review").click()
    _record_with_a_mistake(page, width)
    fill_date(page.get_by_role("group", name="Decision 1"), "By when", date.today() + timedelta(days=30))
    page.get_by_role("button", name="Record the review").click()
    assert "The review is recorded" in page.get_by_role("alert").inner_text()
    look_at(page, "review", width)
    page.get_by_role("link", name="Ivy Rose Marlowe’s page").click()
    assert "I want to stay at my school." in page.get_by_role("blockquote").first.inner_text()
    look_at(page, "child-after-review", width)
    page.get_by_role("button", name="Sign out").click()
    with pinned(cast.house("council/210").service_pin()):
        assert Review.objects.get().child_views == "I want to stay at my school."
        assert Decision.objects.get().owner_name == "Jo Lane"


def _record_with_a_mistake(page: Page, width: int) -> None:
    """Everything but the decision's day; the summary leads to what is missing, and nothing typed is lost."""
    look_at(page, "hold", width)
    fill_date(page, "When was the review held?", date.today())
    page.get_by_label("Attended and spoke for themselves (PN1)").check()
    page.get_by_label("What the child said").fill("I want to stay at my school.")
    first = page.get_by_role("group", name="Decision 1")
    first.get_by_label("What is to be done").fill("Register with a dentist")
    first.get_by_label("Who is responsible").fill("Jo Lane")
    page.get_by_role("button", name="Record the review").click()
    look_at(page, "hold-errors", width)
    assert page.title().startswith("Error: ")
    page.get_by_role("link", name="Enter the day by which it is to be done").click()
    assert page.evaluate("document.activeElement.id") == "id_decision_1_due_day"
    assert first.get_by_label("Who is responsible").input_value() == "Jo Lane"


@WIDTHS
def test_a_manager_confirms_an_iro_and_votes(cast, child, browser_page, width):
    case, iro = child
    proposed(cast, a_case("S-1002", child={"given_names": "Noah", "family_name": "Quist"}))
    due = date.today() + timedelta(days=30)
    decisions = (decision(due_on=due), decision(text="Plan time with her brother", due_on=due))
    with pinned(cast.house("council/210").service_pin()):
        review = held(held_on=date.today(), decisions=decisions)
        hold_review(case.period_id, review, actor=cast.actor(iro, "council/210"))
    page = browser_page
    sign_in(page, "max", width)
    look_at(page, "cases", width)
    page.get_by_role("link", name="Appointments").click()
    look_at(page, "appointments", width)
    page.get_by_role("button", name="Confirm").click()
    assert "can open the case now" in page.get_by_role("alert").inner_text()
    look_at(page, "appointments-empty", width)
    page.get_by_role("link", name="To vote on").click()
    look_at(page, "votes", width)
    page.get_by_role("button", name="Vote on the decisions for Ivy Rose Marlowe").click()
    page.get_by_role("group", name="Decision 1").get_by_label("Agree", exact=True).check()
    page.get_by_role("group", name="Decision 2").get_by_label("Disagree", exact=True).check()
    page.get_by_role("button", name="Record the vote").click()
    look_at(page, "vote-errors", width)
    page.get_by_role("link", name="Say why you can’t agree to decision 2").click()
    page.keyboard.type("Weekly can’t be kept; twice a term can.")
    page.get_by_role("button", name="Record the vote").click()
    assert "answer to 2 decisions is recorded" in page.get_by_role("alert").inner_text()
    look_at(page, "review-voted", width)
    with pinned(cast.house("council/210").service_pin()):
        assert list(Vote.objects.order_by("decision__number").values_list("agreed", flat=True)) == [True, False]


@WIDTHS
def test_the_regions_manager_reads_the_team(cast, child, browser_page, width):
    page = browser_page
    sign_in(page, "mary", width)
    assert page.get_by_role("heading", level=1).inner_text() == "Team"
    look_at(page, "team", width)


@WIDTHS
def test_a_worker_hands_in_a_paper_and_reads_who_may_see_it(cast, child, browser_page, width, tmp_path):
    plan = tmp_path / "Care plan.pdf"
    plan.write_bytes(PDF)
    page = browser_page
    sign_in(page, "pat", width)
    page.get_by_role("link", name="Ivy Rose Marlowe").click()
    page.get_by_role("button", name="Add a paper").click()
    look_at(page, "paper", width)
    page.get_by_role("button", name="Add the paper").click()
    look_at(page, "paper-errors", width)
    page.get_by_role("link", name="Choose the file: the paper").click()
    assert page.evaluate("document.activeElement.id") == "id_file"
    page.get_by_label("Care plan").check()
    page.get_by_label("The paper").set_input_files(plan)
    page.get_by_role("button", name="Add the paper").click()
    assert "stands among" in page.get_by_role("alert").inner_text()
    look_at(page, "child-with-paper", width)
    with page.expect_download() as download:
        page.get_by_role("link", name="Care plan.pdf").click()
    assert download.value.suggested_filename == "Care plan.pdf"
    page.get_by_role("link", name="Who may see, add and correct what").click()
    look_at(page, "protocol", width)
    page.get_by_label("Show the part of one role or process").select_option(label="Council practitioner")
    page.get_by_role("button", name="Show").click()
    assert "Council practitioner" in page.get_by_role("heading", level=1).inner_text()
    look_at(page, "protocol-of-a-role", width)
