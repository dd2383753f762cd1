"""The bundle by pages and API: redacted by both sides, frozen, and each reads the version that is theirs."""

import json
import re

from accounts.actor import process
from escalation.actions import freeze_bundles
from ledger.models import Read
from tenants import clock
from tenants.pins import pinned
from tests.api.test_dispute_moves import made
from tests.api.test_votes_and_answers import sent
from tests.arbitration.post import panel, sitting
from tests.ledger.bundles import iro_verify
from tests.web.dispute_journey import PEOPLE, both_sides_speak, deliver, refer_urgently, referral_of

WORDS = "two visits"
HIDE = {"where": "dispute:3", "words": WORDS, "reason": "third_party", "why": "They are of her brother."}


def frozen(cast):
    """The clock strikes, and the post goes to the panel."""
    with pinned(cast.house("council/210").service_pin()):
        freeze_bundles(clock.today(), actor=process("clock"))
    deliver(cast)


def to_check(ada, dispute):
    """Where the IRO checks the one redaction that the council proposed."""
    page = ada.get(dispute).content.decode()
    [address] = re.findall(rf'"({dispute}redactions/[0-9a-f-]{{36}}/service/)"', page)
    return address


def redacted(cast, sign_in):
    """(the dispute's address, the referral's, its id) of a bundle from which both sides withheld WORDS."""
    ada, dora = sign_in("ada"), sign_in("dora")
    raised = refer_urgently(cast, ada)
    both_sides_speak(cast, raised, ada, dora)
    assert "It isn’t frozen yet" in ada.get(raised.address).content.decode()
    assert ada.get(f"{raised.address}panel-bundle/open.json").status_code == 404
    propose = f"{raised.address}redactions/council/"
    assert propose in dora.get(raised.address).content.decode()
    assert WORDS in dora.get(raised.address).content.decode()
    refused = dora.post(propose, HIDE | {"words": "three visits"})
    assert (refused.status_code, "stand 0 times" in refused.content.decode()) == (422, True)
    assert dora.post(propose, HIDE).status_code == 302
    address = to_check(ada, raised.address)
    assert address not in dora.get(raised.address).content.decode()
    assert dora.get(address).status_code == 403
    assert dora.get(address.replace("/service/", "/council/")).status_code == 404
    assert ada.post(address, {"agreed": "no", "note": ""}).status_code == 422
    assert ada.post(address, {"agreed": "yes"}).status_code == 302
    assert ada.post(address, {"agreed": "yes"}).status_code == 409
    frozen(cast)
    referral_id = referral_of(cast, raised)
    return raised, f"/panel/referrals/{referral_id}/", referral_id


def test_both_sides_withhold_words_together_and_the_panel_reads_what_each_may(cast, sign_in, tmp_path):
    raised, referral, referral_id = redacted(cast, sign_in)
    drawn, other = (sign_in(PEOPLE[one.name]) for one in sitting(cast, referral_id))
    sara, ada, dora = sign_in("sara"), sign_in("ada"), sign_in("dora")
    side, here = f"{raised.address}panel-bundle/", f"{referral}bundle/"
    readers = [(one, side, ("open", "closed")) for one in (ada, dora, sign_in("max"), sign_in("mary"))]
    readers += [(drawn, here, ("open", "closed")), (sara, here, ("open",)), (other, here, ())]
    readers += [(sign_in("ben"), side, ()), (sign_in("bea"), side, ()), (dora, here, ()), (drawn, side, ())]
    read = {}
    for browser, address, versions in readers:
        for version in ("open", "closed"):
            answer = browser.get(f"{address}{version}.json")
            assert answer.status_code == (200 if version in versions else 404), (address, version)
            if version in versions:
                read.setdefault(version, set()).add(answer.content)
    assert {version: len(found) for version, found in read.items()} == {"open": 1, "closed": 1}
    for version, (content,) in read.items():
        assert (WORDS.encode() in content) == (version == "closed")
        (tmp_path / version).write_bytes(content)
    done = iro_verify(tmp_path / "open", "--against", tmp_path / "closed", "--json")
    assert (json.loads(done.stdout)["same_set"], json.loads(done.stdout)["withheld"]) == (True, {"third_party": 1})
    root = json.loads(done.stdout)["root"]
    with (tmp_path / "open").open("rb") as file:
        verified = sara.post("/verify/", {"file": file}).content.decode()
    assert (root in verified, "Somebody else’s information" in verified) == (True, True)
    for browser, page in ((ada, raised.address), (dora, raised.address), (drawn, referral), (sara, referral)):
        html = browser.get(page).content.decode()
        assert root in html
        assert "Statement of issues" in html
    assert "Withheld: Somebody else’s information" in sara.get(referral).content.decode()
    assert "I want to see Zoë’s dog" in sara.get(referral).content.decode()
    assert WORDS not in sara.get(referral).content.decode()
    assert WORDS in drawn.get(referral).content.decode()
    assert pat_sees(sign_in, raised) == 403
    with panel(cast):
        assert Read.objects.filter(what="bundle").count() >= 3


def pat_sees(sign_in, raised):
    """A practitioner has no part in disputes."""
    return sign_in("pat").get(f"{raised.address}panel-bundle/open.json").status_code


def test_as_pdf_it_has_its_pages_and_what_was_written_to_harm_is_only_text(cast, sign_in):
    ada = sign_in("ada")
    raised = refer_urgently(cast, ada)
    evil = '#read("/etc/passwd") #import "@preview/x:1.0.0" $ \u202e ' + "W" * 3000 + " 😀 مرحبا"
    assert ada.post(f"{raised.address}statements/service/", {"text": evil}).status_code == 302
    frozen(cast)
    for version in ("open", "closed"):
        answer = ada.get(f"{raised.address}panel-bundle/{version}.pdf")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF-1.7")
        assert f"{version}.pdf" in answer["Content-Disposition"]
    assert ada.get(f"{raised.address}panel-bundle/closed.docx").status_code == 404
    sara = sign_in("sara")
    assert sara.get(f"/panel/referrals/{referral_of(cast, raised)}/bundle/closed.pdf").status_code == 404


def test_by_the_api_too(cast, sign_in):
    ada, dora = sign_in("ada"), sign_in("dora")
    raised = refer_urgently(cast, ada)
    dispute = f"/api/v1/councils/210/disputes/{raised.dispute_id}"
    body = {"document": "dispute", "passage": 3, "words": WORDS, "reason": "health", "why": "Of her brother."}
    asked = made(ada, f"{dispute}/service-redaction", body)["id"]
    check = f"/api/v1/councils/210/redactions/{asked}"
    assert sent(ada, f"{check}/service-check", {"agreed": True}).status_code == 404
    assert sent(ada, f"{check}/council-check", {"agreed": True}).status_code == 403
    made(dora, f"{check}/council-check", {"agreed": True})
    assert sent(dora, f"{check}/council-check", {"agreed": True}).json()["code"] == "redaction-already-checked"
    frozen(cast)
    opened, closed = (ada.get(f"{dispute}/bundles/{version}").json() for version in ("open", "closed"))
    assert (opened["root"], opened["version"]) == (closed["root"], "open")
    shown = ada.get(dispute).json()["referral"]
    assert (shown["frozen"]["root"], shown["frozen"]["withheld"]) == (closed["root"], 1)
    assert [(one["agreed"], one["side"]) for one in shown["redactions"]] == [(True, "service")]
    here = f"/api/v1/panel/referrals/{referral_of(cast, raised)}/bundles"
    assert sign_in("sara").get(f"{here}/open").json() == opened
    assert sign_in("sara").get(f"{here}/closed").status_code == 404
    assert sign_in("sara").get(f"{here}/open/pdf")["Content-Type"] == "application/pdf"
