"""What somebody on the panel, or a side that would speak to it alone, tries: by API, page and login."""

from arbitration.models import Determination, Filing, Order
from escalation.models import CouncilFiling, ReceivedOrder, ServiceFiling
from tenants.pins import pinned
from tests.api.test_dispute_moves import DETERMINED, made
from tests.api.test_panel import PANEL, put
from tests.api.test_votes_and_answers import sent
from tests.arbitration.post import panel, sitting
from tests.stories.doors import of_dispute, refused_by_api, refused_by_login, refused_by_page
from tests.web.dispute_journey import PEOPLE, both_sides_speak, deliver, refer_urgently, referral_of


def test_an_arbitrator_hides_an_interest(cast, sign_in):
    """Recorded and shown: once known it is declared for them, both sides read it, and whoever should not sit is out."""
    raised = refer_urgently(cast, ada := sign_in("ada"))
    referral_id, dora, secretary = referral_of(cast, raised), sign_in("dora"), sign_in("sara")
    drawn, _ = sitting(cast, referral_id)
    arbitrator, referral = sign_in(PEOPLE[drawn.name]), f"{PANEL}/referrals/{referral_id}"
    both_sides_speak(cast, raised, ada, dora)
    etag = put(arbitrator, f"{referral}/draft", DETERMINED, "*")["ETag"]
    hidden = next(one for one in secretary.get(f"{PANEL}/arbitrators").json()["items"] if one["name"] == drawn.name)
    tie = {"council": "210", "circumstance": "money", "reason": "Holds shares in the provider, and did not say so."}
    declared = made(secretary, f"{PANEL}/arbitrators/{hidden['id']}/conflicts", tie)["id"]
    deliver(cast)
    for browser in (ada, dora):
        assert tie["reason"] in browser.get(raised.address).content.decode()
    refused_by_api(arbitrator, f"{PANEL}/conflicts/{declared}/end")
    refused_by_login(
        cast.house("panel/national").own_pin(),
        "DELETE FROM arbitration_declaredconflict", "UPDATE arbitration_declaredconflict SET colour = 'green'",
    )  # fmt: skip
    assert sent(arbitrator, f"{referral}/determination", {}, **{"If-Match": etag}).json()["code"] == (
        "arbitrator-conflicted"
    )
    assert refused_by_page(arbitrator, f"/panel/referrals/{referral_id}/issue/", {"understood": "on"}) == 409
    board = {"board": "The regional board", "decided_on": "2026-01-02", "reason": "Hid an interest."}
    made(secretary, f"{PANEL}/arbitrators/{hidden['id']}/removal", board)
    deliver(cast)
    assert arbitrator.get(f"/panel/referrals/{referral_id}/").status_code == 404
    assert "Hid an interest." in dora.get(raised.address).content.decode()
    with panel(cast):
        assert Determination.objects.count() == 0


def test_a_party_writes_to_the_arbitrator_alone(cast, sign_in):
    """Blocked: whatever a side files the other side reads, no order has a recipient, and no other way leads there."""
    raised = refer_urgently(cast, ada := sign_in("ada"))
    referral_id, dora = referral_of(cast, raised), sign_in("dora")
    arbitrator = sign_in(PEOPLE[sitting(cast, referral_id)[0].name])
    quiet = "Between us: the family is difficult."
    made(dora, f"{of_dispute(raised.dispute_id)}/council-filing", {"kind": "paper", "title": "A word", "text": quiet})
    deliver(cast)
    for browser, page in ((arbitrator, f"/panel/referrals/{referral_id}/"), (ada, raised.address)):
        assert quiet in browser.get(page).content.decode()
    for model in (Order, Filing, ReceivedOrder, CouncilFiling, ServiceFiling):
        names = {field.name for field in model._meta.get_fields()}
        assert not names & {"to", "recipient", "visible_to", "private", "confidential"}
    for address in (f"{PANEL}/referrals/{referral_id}/orders", f"{PANEL}/referrals/{referral_id}/deliberation"):
        assert refused_by_api(dora, address, {"kind": "questions", "text": quiet, "asks": ["council"]}) == 404
    refused_by_page(dora, f"/panel/referrals/{referral_id}/orders/new/?kind=questions", {"text": quiet})
    with pinned(cast.house("council/210").own_pin()):
        assert CouncilFiling.objects.count() == 1
    refused_by_login(
        cast.house("council/210").own_pin(),
        "INSERT INTO panel_national.arbitration_filing SELECT * FROM panel_national.arbitration_filing",
        "SELECT 1 FROM panel_national.arbitration_draft", "DELETE FROM escalation_councilfiling",
        "UPDATE escalation_councilfiling SET text = ''",
    )  # fmt: skip


def test_two_determinations_are_issued_at_once(cast, sign_in):
    """Blocked: the first stands and the second gets 409, by each door; no login can add one or change it."""
    raised = refer_urgently(cast, ada := sign_in("ada"))
    referral_id, dora = referral_of(cast, raised), sign_in("dora")
    arbitrator, referral = sign_in(PEOPLE[sitting(cast, referral_id)[0].name]), f"{PANEL}/referrals/{referral_id}"
    both_sides_speak(cast, raised, ada, dora)
    etag = put(arbitrator, f"{referral}/draft", DETERMINED, "*")["ETag"]
    first = made(arbitrator, f"{referral}/determination", {}, **{"If-Match": etag})
    assert sent(arbitrator, f"{referral}/determination", {}, **{"If-Match": etag}).json()["code"] == "already-issued"
    assert refused_by_page(arbitrator, f"/panel/referrals/{referral_id}/issue/", {"understood": "on"}) == 409
    refused_by_login(
        cast.house("panel/national").own_pin(),
        "UPDATE arbitration_determination SET sha256 = ''", "DELETE FROM arbitration_determination",
        "INSERT INTO arbitration_determination (id, referral_id, arbitrator_id, content, sha256, issued_on,"
        " answer_limit) SELECT gen_random_uuid(), referral_id, arbitrator_id, content, sha256, issued_on, answer_limit"
        " FROM arbitration_determination",
    )  # fmt: skip
    with panel(cast):
        assert [one.sha256 for one in Determination.objects.all()] == [first["sha256"]]
