"""A determination shows its proof: in the council's house as it was received, in the panel's as it was issued."""

import re

from django.test import Client

from ledger.signer import log_key, settle
from tests.arbitration.post import sitting
from tests.ledger.bundles import iro_verify
from tests.web.dispute_journey import (
    PEOPLE,
    both_sides_speak,
    deliver,
    draft,
    refer_urgently,
    referral_of,
)

LEAF = re.compile(r'app-code">([0-9a-f]{64})</dd>')
SAVE = re.compile(r'href="(/(?:councils/210|panel)/proofs/[0-9a-f]{64})"')


def determined(cast, sign_in):
    """(the dispute's page, the referral's page, the arbitrator's browser)."""
    ada, dora = sign_in("ada"), sign_in("dora")
    raised = refer_urgently(cast, ada)
    both_sides_speak(cast, raised, ada, dora)
    referral_id = referral_of(cast, raised)
    arbitrator, panel = sign_in(PEOPLE[sitting(cast, referral_id)[0].name]), f"/panel/referrals/{referral_id}/"
    assert arbitrator.post(f"{panel}draft/", draft()).status_code == 302
    assert arbitrator.post(f"{panel}issue/", {"understood": "on"}).status_code == 302
    deliver(cast)
    return raised.address, panel, arbitrator


def test_both_pages_say_when_it_is_not_signed_yet_and_then_give_a_proof_that_holds(cast, sign_in, tmp_path):
    dispute, panel, arbitrator = determined(cast, sign_in)
    readers = [(sign_in(name), dispute, "council/210") for name in ("ada", "max", "dora")]
    readers += [(one, panel, "panel/national") for one in (arbitrator, sign_in("sara"))]
    for browser, address, _ in readers:
        page = browser.get(address).content.decode()
        assert "Not signed yet" in page
        assert LEAF.search(page)
        assert not SAVE.search(page)
    for house in ("council/210", "panel/national"):
        settle(cast.house(house))
    for browser, address, house in readers:
        page = browser.get(address).content.decode()
        assert "Not signed yet" not in page
        assert "cosigned by 0 witnesses" in page
        saved = browser.get(SAVE.search(page)[1])
        assert (saved.status_code, saved["Content-Type"]) == (200, "text/plain; charset=utf-8")
        (tmp_path / "proof").write_bytes(saved.content)
        (tmp_path / "policy").write_text(f"log {log_key(cast.house(house).origin)}\nquorum 0\n")
        done = iro_verify(
            tmp_path / "proof", "--leaf", LEAF.search(page)[1], "--policy", tmp_path / "policy"
        )  # fmt: skip
        assert done.returncode == 0, done.stdout


def test_a_house_proves_its_own_leaves_to_its_own_people_alone(cast, sign_in):
    dispute, panel, arbitrator = determined(cast, sign_in)
    for house in ("council/210", "panel/national"):
        settle(cast.house(house))
    of_council = SAVE.search(sign_in("ada").get(dispute).content.decode())[1]
    of_panel = SAVE.search(arbitrator.get(panel).content.decode())[1]
    for who, address, status in (
        ("bea", of_council, 404), ("arno", of_council, 404), ("max", of_panel, 404), ("hugo", of_council, 403),
        ("ada", of_panel, 404), ("pat", of_council, 200),
    ):  # fmt: skip
        assert sign_in(who).get(address).status_code == status, (who, address)
    crossed = of_panel.replace("/panel/", "/councils/210/")
    assert sign_in("ada").get(crossed).status_code == 404
    assert Client().get(of_council).status_code == 302
