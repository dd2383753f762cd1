"""A return in a real browser, wide and narrow: handed in, watched, its report read; axe finds nothing."""

import pytest

from tests.api.test_imports import BAD
from tests.web.test_imports_pages import PAGE, run
from tests.web.test_journeys_browser import WIDTHS, browser_page, look_at, sign_in

__all__ = ["browser_page"]
pytestmark = pytest.mark.browser


@WIDTHS
def test_a_return_is_handed_in_without_javascript(cast, browser_page, width, tmp_path):
    page = browser_page
    (tmp_path / "header.csv").write_bytes(BAD)
    sign_in(page, "pat", width)
    page.goto(PAGE)
    look_at(page, "returns", width)
    page.get_by_role("button", name="Hand in a return").click()
    look_at(page, "hand-in", width)
    page.get_by_label("The files of the return").set_input_files(tmp_path / "header.csv")
    page.get_by_role("button", name="Hand it in").click()
    assert page.get_by_role("progressbar").is_visible()
    page.get_by_role("link", name="Stop that").click()
    look_at(page, "return-runs", width)
    run(cast)
    page.get_by_role("link", name="Look again").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Return Loaded"
    look_at(page, "return-loaded", width)
