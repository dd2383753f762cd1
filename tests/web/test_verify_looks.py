"""/verify/ in a real browser, wide and narrow: a bundle is dropped with the keyboard alone; axe finds nothing."""

import pytest

from tests.ledger.bundles import GOOD, edit, field_of, policy_file
from tests.web.test_journeys_browser import WIDTHS, browser_page, look_at

__all__ = ["browser_page"]
pytestmark = pytest.mark.browser


@WIDTHS
def test_a_bundle_is_checked_without_a_mouse_or_an_account(browser_page, width, tmp_path):
    page = browser_page
    (tmp_path / "good.jsonl").write_bytes(GOOD)
    (tmp_path / "forged.jsonl").write_bytes(edit(5, field_of(2, "forged")))
    for name, title, word in (("good", "Verified", "This is what was recorded"), ("forged", "Refused", "leaf-differs")):
        page.goto("/verify/")
        look_at(page, "verify", width)
        page.get_by_label("The bundle or the proof").set_input_files(tmp_path / f"{name}.jsonl")
        page.get_by_label("Your own policy").fill(policy_file(tmp_path).read_text())
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=title).wait_for()
        assert page.title().startswith(title)
        assert page.get_by_text(word).first.is_visible()
        look_at(page, f"verify-{name}", width)
