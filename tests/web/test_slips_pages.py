"""A slip through pages and API: each side asks, the arbitrator decides, everybody reads both readings."""

from arbitration.models import SlipCorrection, SlipRequest
from tests.api.test_votes_and_answers import DISPUTES, sent
from tests.arbitration.post import panel as panel_house
from tests.web.dispute_journey import deliver
from tests.web.test_determination_proof import determined

COMMA = {"passage": "reasons", "words": "cost alone", "reading": "cost, alone", "reason": "A comma is missing."}
TURNED = {"passage": "findings", "words": "never looked", "reading": "looked", "reason": "We did."}


def test_asked_by_page_and_by_api_then_decided_and_shown_with_both_readings(cast, sign_in):
    dispute, referral, arbitrator = determined(cast, sign_in)
    ada, dora, sara = sign_in("ada"), sign_in("dora"), sign_in("sara")
    assert f"{dispute}corrections/council/" in dora.get(dispute).content.decode()
    refused = dora.post(f"{dispute}corrections/council/", TURNED)
    assert refused.status_code == 422
    assert "word on which the meaning turns" in refused.content.decode()
    assert dora.post(f"{dispute}corrections/council/", COMMA).status_code == 302
    api = f"{DISPUTES}/{dispute.rstrip('/').rpartition('/')[2]}"
    assert sent(ada, f"{api}/service-correction", TURNED).json()["code"] == "not-a-slip"
    assert sent(dora, f"{api}/service-correction", COMMA).status_code == 403
    other = COMMA | {"passage": "findings", "words": "nearer by", "reading": "near by"}
    assert sent(ada, f"{api}/service-correction", other).status_code == 201
    deliver(cast)
    page = arbitrator.get(referral).content.decode()
    with panel_house(cast):
        asked = {one.side: f"{referral}corrections/{one.id}/" for one in SlipRequest.objects.all()}
    for address in asked.values():
        assert address in page
        assert address not in sara.get(referral).content.decode()
        assert sara.post(address, {"decision": "grant"}).status_code == 403
        assert sign_in("dora").get(address).status_code == 404
    assert arbitrator.post(asked["service"], {"decision": "refuse"}).status_code == 422
    assert arbitrator.post(asked["service"], {"decision": "refuse", "reasons": "As meant."}).status_code == 302
    assert arbitrator.post(asked["council"], {"decision": "grant"}).status_code == 302
    assert arbitrator.post(asked["council"], {"decision": "grant"}).status_code == 409
    own = {"passage": "item 1", "words": "Offer a", "reading": "Offer her a", "reason": "A word is missing."}
    assert "corrections/new/" in page
    assert arbitrator.post(f"{referral}corrections/new/", own).status_code == 302
    with panel_house(cast):
        assert SlipCorrection.objects.count() == 2
    deliver(cast)
    for browser, address in ((ada, dispute), (dora, dispute), (sara, referral), (arbitrator, referral)):
        html = browser.get(address).content.decode()
        assert "<del>cost alone</del><ins>cost, alone</ins>" in html
        assert "<del>Offer a</del><ins>Offer her a</ins>" in html
        assert "As meant." in html
        assert "Unchanged since it was issued" in html
    read = ada.get(api).json()["determination"]
    assert ("cost alone" in read["content"]["reasons"], "cost, alone" in read["reading"]["reasons"]) == (True, True)
    assert sorted(one["state"] for one in read["slip_requests"]) == ["granted", "refused"]
