"""The pages of a dispute and of the panel in a real browser, wide and narrow: axe finds nothing, nothing sticks out."""

import re
import shutil
import warnings
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.arbitration.post import sitting
from tests.past import numbered
from tests.web.dispute_journey import (
    PEOPLE,
    both_sides_speak,
    deliver,
    draft,
    filable,
    new,
    raise_dispute,
    refer_urgently,
    referral_of,
)
from tests.web.test_panel_bundle_pages import HIDE, frozen, to_check

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    warnings.warn("No Chromium on this machine: nobody looks at the pages of disputes.", stacklevel=1)
    pytest.skip("no Chromium", allow_module_level=True)

pytestmark = pytest.mark.browser
WEB = Path(__file__).parents[2] / "platform" / "web"
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
STYLES = WEB / "static" / "build" / "app.css"


def dressed(answer) -> str:
    """The page as a browser would show it, without asking a server for its styles."""
    return re.sub(
        r'<link rel="stylesheet"[^>]*>', lambda _: f"<style>{STYLES.read_text()}</style>", answer.content.decode()
    )


@pytest.fixture
def pages(cast, sign_in) -> dict[str, str]:
    """Every page of the journey, by name, as the person sees it whose turn it is."""
    ada, max_, dora = (sign_in(name) for name in ("ada", "max", "dora"))
    first = raise_dispute(cast, ada)
    seen = {
        "a concern": ada.get(f"/councils/210/cases/{first.child_id}/concerns/new/"),
        "raise": ada.get(new(first.child_id)),
        "raise, refused": ada.post(new(first.child_id), {"level": "L3"}),
        "waiting": max_.get(first.address),
        **{path: ada.get(f"{first.address}{path}/") for path in ("climb", "cafcass", "accept", "withdraw")},
        "answer": max_.get(f"{first.address}stages/L1/answer/"),
    }
    ada.post(f"{first.address}climb/", {"level": "L3", "reason": "She can’t wait."})
    urgent = raise_dispute(cast, ada, urgent="on")
    seen["refer"] = ada.get(f"{urgent.address}refer/")
    third = raise_dispute(cast, ada, urgent="on")
    ada.post(f"{third.address}refer/", {"grounds": "It can’t wait."})
    deliver(cast)
    seen["a share"] = ada.get(f"{third.address}draw/service/")
    ada.post(f"{third.address}draw/service/", {"words": "4 2"})
    seen["a share sealed"] = ada.get(third.address)
    seen["an urn"] = sign_in("sara").get(f"/panel/referrals/{referral_of(cast, third)}/")
    second = refer_urgently(cast, ada)
    seen["statement"] = dora.get(f"{second.address}statements/council/")
    both_sides_speak(cast, second, ada, dora)
    referral_id = referral_of(cast, second)
    arbitrator, panel = sign_in(PEOPLE[sitting(cast, referral_id)[0].name]), f"/panel/referrals/{referral_id}/"
    drawn_id = arbitrator.get("/api/v1/panel/arbitrators").json()["items"][0]["id"]
    seen |= {
        "referrals": sign_in("sara").get("/panel/"),
        "referral": arbitrator.get(panel),
        "draft, refused": arbitrator.post(f"{panel}draft/", draft(item_2_text="Pay for the taxi")),
        "conflict": sign_in("sara").get("/panel/conflicts/new/"),
        "removal": sign_in("sara").get(f"/panel/arbitrators/{drawn_id}/removal/"),
    }
    seen |= {f"order: {kind}": arbitrator.get(f"{panel}orders/new/?kind={kind}") for kind in ("questions", "hearing")}
    seen["order, refused"] = arbitrator.post(f"{panel}orders/new/?kind=interim", {"text": ""})
    arbitrator.post(f"{panel}orders/new/?kind=questions", {"text": "Who was asked?", "asks": "both"})
    deliver(cast)
    seen["file"] = dora.get(f"{second.address}filings/council/")
    for browser, side in ((dora, "council"), (ada, "service")):
        answers = filable(browser, f"{second.address}filings/{side}/")[0]
        browser.post(f"{second.address}filings/{side}/", {"what": answers, "text": "Nobody yet."})
        browser.post(f"{second.address}filings/{side}/", {"what": "paper:", "title": "Search", "text": "Two."})
    redact = f"{second.address}redactions/council/"
    seen |= {"redact": dora.get(redact), "redact, refused": dora.post(redact, {"where": "dispute:3"})}
    dora.post(redact, HIDE)
    seen["check"] = ada.get(check := to_check(ada, second.address))
    ada.post(check, {"agreed": "yes"})
    frozen(cast)
    seen |= {"heard": ada.get(second.address), "heard by the panel": arbitrator.get(panel)}
    arbitrator.post(f"{panel}draft/", draft())
    seen["issue"] = arbitrator.get(f"{panel}issue/")
    arbitrator.post(f"{panel}issue/", {"understood": "on"})
    deliver(cast)
    seen["comply or explain"] = dora.get(f"{second.address}determination/answer/")
    dora.post(f"{second.address}determination/answer/", {"position": "comply"})
    max_.post(f"{second.address}directions/1/report/", {"progress": "done", "text": "She moved on Monday."})
    seen |= {
        "what the council did": max_.get(f"{second.address}directions/1/report/"),
        "is it carried out": ada.get(f"{second.address}directions/1/finding/"),
    }
    ada.post(f"{second.address}directions/1/finding/", {"carried_out": "no", "text": "She is where she was."})
    size = numbered(cast)
    seen |= {
        "the dispute as it was": max_.get(f"{second.address}?as_of={size}"),
        "the case as it was": max_.get(f"/councils/210/cases/{second.child_id}/?as_of={size}"),
        "the caseload as it was": max_.get(f"/councils/210/?as_of={size}"),
    }
    seen |= {"the end": dora.get(second.address), "list": max_.get("/councils/210/disputes/")}
    return {name: dressed(answer) for name, answer in seen.items()}


def test_every_page_is_accessible_and_fits_its_window(pages):
    faults = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width in (1280, 390):
            page = browser.new_page(viewport={"width": width, "height": 900})
            for name, html in pages.items():
                page.set_content(html)
                # Narrow is where roles could get lost: a table's cells are laid out as cards.
                if width == 390:
                    page.add_script_tag(path=str(AXE))
                    found = page.evaluate("axe.run()")["violations"]
                    faults += [(width, name, one["id"], one["nodes"][0]["html"]) for one in found]
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    faults.append((width, name, "sticks out", ""))
                # Also with everything opened that a page keeps folded.
                page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    faults.append((width, name, "sticks out when opened", ""))
    assert faults == []
