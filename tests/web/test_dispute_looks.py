"""The pages of a dispute and of the panel in a real browser, wide and narrow: axe finds nothing, nothing sticks out."""

import re
import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.arbitration.post import sitting
from tests.arbitration.test_deliberation import three_sit
from tests.past import numbered
from tests.web.dispute_journey import (
    PEOPLE,
    Raised,
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


@dataclass(frozen=True)
class Referred:
    """A dispute before the panel, and the browsers of those whose turn it is."""

    raised: Raised
    panel: str
    ada: Client
    dora: Client
    max: Client
    arbitrator: Client


@pytest.fixture
def pages(cast, sign_in) -> dict[str, str]:
    """Every page of the journey, by name, as the person sees it whose turn it is."""
    ada, max_, dora = (sign_in(name) for name in ("ada", "max", "dora"))
    seen = up_the_ladder(cast, sign_in, ada, max_)
    raised = refer_urgently(cast, ada)
    seen["statement"] = dora.get(f"{raised.address}statements/council/")
    both_sides_speak(cast, raised, ada, dora)
    referral_id = referral_of(cast, raised)
    arbitrator = sign_in(PEOPLE[sitting(cast, referral_id)[0].name])
    on = Referred(raised, f"/panel/referrals/{referral_id}/", ada, dora, max_, arbitrator)
    seen |= before_the_panel(on, sign_in("sara")) | heard(cast, on) | determined(cast, on)
    return {name: dressed(answer) for name, answer in seen.items()}


def up_the_ladder(cast, sign_in, ada, max_):
    first = raise_dispute(cast, ada)
    seen = {
        "a concern": ada.get(f"/councils/210/cases/{first.child_id}/concerns/new/"),
        "raise": ada.get(new(first.child_id)),
        "raise, refused": ada.post(new(first.child_id), {"level": "L3"}),
        "waiting": max_.get(first.address),
        **{path: ada.get(f"{first.address}{path}/") for path in ("climb", "cafcass", "accept", "withdraw")},
        "in plain words": ada.get(f"{first.address}plain/"),
        "commend": ada.get(f"/councils/210/cases/{first.child_id}/commendations/new/"),
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
    return seen


def before_the_panel(on: Referred, secretary: Client):
    drawn_id = on.arbitrator.get("/api/v1/panel/arbitrators").json()["items"][0]["id"]
    return {
        "referrals": secretary.get("/panel/"),
        "referral": on.arbitrator.get(on.panel),
        "draft, refused": on.arbitrator.post(f"{on.panel}draft/", draft(item_2_text="Pay for the taxi")),
        "conflict": secretary.get("/panel/conflicts/new/"),
        "removal": secretary.get(f"/panel/arbitrators/{drawn_id}/removal/"),
    }


def heard(cast, on: Referred):
    seen = {
        f"order: {kind}": on.arbitrator.get(f"{on.panel}orders/new/?kind={kind}") for kind in ("questions", "hearing")
    }
    seen["order, refused"] = on.arbitrator.post(f"{on.panel}orders/new/?kind=interim", {"text": ""})
    on.arbitrator.post(f"{on.panel}orders/new/?kind=questions", {"text": "Who was asked?", "asks": "both"})
    deliver(cast)
    seen["file"] = on.dora.get(f"{on.raised.address}filings/council/")
    for browser, side in ((on.dora, "council"), (on.ada, "service")):
        answers = filable(browser, f"{on.raised.address}filings/{side}/")[0]
        browser.post(f"{on.raised.address}filings/{side}/", {"what": answers, "text": "Nobody yet."})
        browser.post(f"{on.raised.address}filings/{side}/", {"what": "paper:", "title": "Search", "text": "Two."})
    redact = f"{on.raised.address}redactions/council/"
    seen |= {"redact": on.dora.get(redact), "redact, refused": on.dora.post(redact, {"where": "dispute:3"})}
    on.dora.post(redact, HIDE)
    seen["check"] = on.ada.get(check := to_check(on.ada, on.raised.address))
    on.ada.post(check, {"agreed": "yes"})
    frozen(cast)
    seen |= {"heard": on.ada.get(on.raised.address), "heard by the panel": on.arbitrator.get(on.panel)}
    return seen


def determined(cast, on: Referred):
    on.arbitrator.post(f"{on.panel}draft/", draft())
    seen = {"issue": on.arbitrator.get(f"{on.panel}issue/")}
    on.arbitrator.post(f"{on.panel}issue/", {"understood": "on"})
    deliver(cast)
    seen["comply or explain"] = on.dora.get(f"{on.raised.address}determination/answer/")
    on.dora.post(f"{on.raised.address}determination/answer/", {"position": "comply"})
    on.max.post(f"{on.raised.address}directions/1/report/", {"progress": "done", "text": "She moved on Monday."})
    seen |= {
        "what the council did": on.max.get(f"{on.raised.address}directions/1/report/"),
        "is it carried out": on.ada.get(f"{on.raised.address}directions/1/finding/"),
    }
    on.ada.post(f"{on.raised.address}directions/1/finding/", {"carried_out": "no", "text": "She is where she was."})
    size = numbered(cast)
    seen |= {
        "the dispute as it was": on.max.get(f"{on.raised.address}?as_of={size}"),
        "the case as it was": on.max.get(f"/councils/210/cases/{on.raised.child_id}/?as_of={size}"),
        "the caseload as it was": on.max.get(f"/councils/210/?as_of={size}"),
    }
    seen |= {"the end": on.dora.get(on.raised.address), "list": on.max.get("/councils/210/disputes/")}
    return seen


def test_every_page_is_accessible_and_fits_its_window(pages):
    assert faults_of(pages) == []


def test_the_room_of_three_is_too(cast, sign_in):
    """The sole arbitrator of the journey has no such room."""
    referral_id, *_ = three_sit(cast)
    room, iris = f"/panel/referrals/{referral_id}/deliberation/", sign_in("iris")
    sha256 = iris.get(f"/api/v1/panel/referrals/{referral_id}").json()["deliberation"]["draft_sha256"]
    iris.post(room, {"kind": "dissent", "text": "The bundle doesn’t bear it out.", "draft_sha256": sha256})
    seen = {"a room": sign_in("arno").get(room), "a word, refused": iris.post(room, {"kind": "dissent"})}
    assert faults_of({name: dressed(answer) for name, answer in seen.items()}) == []


def faults_of(pages):
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
    return faults
