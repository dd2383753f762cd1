"""How a referral is heard, by the API: rounds, more time, late papers, objections; both sides read all of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from arbitration.models import Filing, Order, Vacancy
from escalation.models import CouncilFiling, ReceivedOrder, ServiceFiling
from tenants.pins import pinned
from tests.api.test_cases import problem
from tests.api.test_dispute_moves import made
from tests.api.test_panel import PANEL, TEXT, put
from tests.api.test_votes_and_answers import sent
from tests.arbitration.post import panel, sitting
from tests.web.dispute_journey import (
    PEOPLE,
    both_sides_speak,
    deliver,
    draw,
    raise_dispute,
    refer_urgently,
    referral_of,
)

ASK = {"kind": "questions", "text": "Which agencies were asked?", "asks": ["council"]}


@pytest.fixture
def heard(cast, sign_in):
    """(the panel's address, the council's, who presides, the secretary, Ada, Dora) of an urgent referral."""
    return _heard(cast, sign_in, refer_urgently(cast, sign_in("ada")))


def _heard(cast, sign_in, raised):
    referral_id = referral_of(cast, raised)
    drawn, _ = sitting(cast, referral_id)
    address = f"/api/v1/councils/210/disputes/{raised.dispute_id}"
    return (
        f"{PANEL}/referrals/{referral_id}", address, sign_in(PEOPLE[drawn.name]), sign_in("sara"), sign_in("ada"),
        sign_in("dora"),
    )  # fmt: skip


def written(cast):
    with panel(cast):
        here = Order.objects.count(), Filing.objects.count(), Vacancy.objects.count()
    with pinned(cast.house("council/210").service_pin()):
        return *here, ReceivedOrder.objects.count(), CouncilFiling.objects.count(), ServiceFiling.objects.count()


def procedure(browser, address):
    return browser.get(address).json()["referral"]["procedure"]


def test_a_round_is_answered_by_whom_it_asks_and_holds_up_the_next_and_the_determination(cast, sign_in, heard):
    referral, dispute, arbitrator, _, ada, dora = heard
    asked = made(arbitrator, f"{referral}/orders", ASK)["id"]
    deliver(cast)
    assert arbitrator.get(referral).json()["next"]["movers"] == ["council"]
    for browser in (ada, dora):
        (order,) = procedure(browser, dispute)["orders"]
        assert (order["text"], order["asks"], order["number"]) == (ASK["text"], ["council"], 1)
    before = written(cast)
    problem(sent(arbitrator, f"{referral}/orders", ASK), 409, "round-open")
    problem(sent(ada, f"{dispute}/service-filing", reply(asked)), 409, "dispute-not-at-this-point")
    problem(sent(dora, f"{dispute}/council-filing", {"kind": "reply", "about": asked}), 422, "incomplete")
    problem(sent(ada, f"{dispute}/council-filing", reply(asked)), 403, "not-permitted")
    assert written(cast) == before
    made(dora, f"{dispute}/council-filing", {"kind": "more_time", "about": asked})
    problem(
        sent(dora, f"{dispute}/council-filing", {"kind": "more_time", "about": asked}), 409, "dispute-not-at-this-point"
    )
    made(dora, f"{dispute}/council-filing", reply(asked))
    deliver(cast)
    for found in (procedure(ada, dispute), procedure(dora, dispute), arbitrator.get(referral).json()["procedure"]):
        assert sorted((one["side"], one["kind"]) for one in found["filings"]) == [
            ("council", "more_time"), ("council", "reply"),
        ]  # fmt: skip
    made(arbitrator, f"{referral}/orders", ASK | {"asks": ["service"]})


def reply(order_id, text="Four agencies, on 3 March."):
    return {"kind": "reply", "about": order_id, "text": text}


def test_nothing_is_determined_while_a_side_still_has_time_to_answer(cast, sign_in, heard):
    referral, dispute, arbitrator, _, ada, dora = heard
    summary = {"kind": "summary", "text": "The placement was found meanwhile. Is anything left?"}
    asked = made(arbitrator, f"{referral}/orders", summary)["id"]
    deliver(cast)
    etag = put(arbitrator, f"{referral}/draft", TEXT, "*")["ETag"]
    refused = sent(arbitrator, f"{referral}/determination", {}, **{"If-Match": etag})
    problem(refused, 409, "round-open")
    assert "council until" in refused.json()["detail"]
    assert "service until" in refused.json()["detail"]
    made(dora, f"{dispute}/council-filing", reply(asked))
    made(ada, f"{dispute}/service-filing", reply(asked, "Nothing is."))
    deliver(cast)
    issued = made(arbitrator, f"{referral}/determination", {}, **{"If-Match": etag})
    content = arbitrator.get(referral).json()["determination"]["content"]
    assert issued["sha256"]
    assert content["procedure"]["summary"], "no statement was waited for: both were heard on this"
    assert [one["kind"] for one in content["procedure"]["orders"]] == ["summary"]
    problem(sent(arbitrator, f"{referral}/orders", ASK), 409, "already-issued")
    deliver(cast)
    problem(sent(dora, f"{dispute}/council-filing", paper()), 409, "dispute-not-at-this-point")


def paper(**more):
    return {"kind": "paper", "title": "Placement search", "text": "Four were asked.", **more}


def test_a_paper_after_the_bundle_was_closed_needs_leave_and_what_is_left_out_is_named(cast, sign_in):
    """Not on the fast track, which ends before any bundle closes: raised and silent up to the panel."""
    ada = sign_in("ada")
    raised = raise_dispute(cast, ada)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=40), tick=True):
        ada = sign_in("ada")
        assert ada.post(f"{raised.address}refer/", {"grounds": "Its 20 working days are over."}).status_code == 302
        draw(cast, raised, ada)
        referral, dispute, arbitrator, _, ada, dora = _heard(cast, sign_in, raised)
        made(ada, f"{dispute}/service-filing", paper())
    with time_machine.travel(datetime.now(UTC) + timedelta(days=60), tick=True):
        referral, dispute, arbitrator, _, ada, dora = _heard(cast, sign_in, raised)
        before = written(cast)
        problem(sent(dora, f"{dispute}/council-filing", paper()), 422, "incomplete")
        assert written(cast) == before
        late = [made(dora, f"{dispute}/council-filing", paper(title=name, why_late="It came today."))["id"]
                for name in ("First", "Second")]  # fmt: skip
        deliver(cast)
        made(arbitrator, f"{referral}/orders", {"kind": "admitted", "text": "It was not to be had.", "about": late[0]})
        again = {"kind": "not_admitted", "text": "No.", "about": late[0]}
        problem(sent(arbitrator, f"{referral}/orders", again), 409, "filing-already-decided")
        both_sides_speak(cast, raised, ada, dora)
        etag = put(arbitrator, f"{referral}/draft", TEXT, "*")["ETag"]
        made(arbitrator, f"{referral}/determination", {}, **{"If-Match": etag})
        papers = arbitrator.get(referral).json()["determination"]["content"]["procedure"]["papers"]
    assert {one["title"]: one["state"] for one in papers} == {
        "Placement search": "in_time", "First": "admitted", "Second": "waiting",
    }  # fmt: skip


def test_a_disclosure_is_objected_to_and_the_secretary_decides(cast, sign_in, heard):
    referral, dispute, arbitrator, secretary, ada, dora = heard
    roster = arbitrator.get(f"{PANEL}/arbitrators").json()["items"]
    tie = {"council": "210", "circumstance": "public", "reason": "Spoke in public about such placements."}
    made(arbitrator, f"{PANEL}/arbitrators/{roster[0]['id']}/conflicts", tie)
    deliver(cast)
    (disclosed,) = procedure(ada, dispute)["orders"]
    assert (disclosed["kind"], disclosed["text"]) == ("disclosure", tie["reason"])
    objection = {"kind": "objection", "about": roster[0]["id"], "text": "It was about this very council."}
    made(ada, f"{dispute}/service-filing", objection)
    problem(sent(ada, f"{dispute}/service-filing", objection), 409, "dispute-not-at-this-point")
    deliver(cast)
    assert arbitrator.get(referral).json()["next"]["movers"] == ["secretary"]
    (filed,) = secretary.get(referral).json()["procedure"]["filings"]
    decision = {"kind": "upheld", "text": "A fair reader would doubt.", "about": filed["id"]}
    before = written(cast)
    problem(sent(arbitrator, f"{referral}/orders", decision), 403, "not-permitted")
    problem(sent(secretary, f"{referral}/orders", ASK), 404, "not-found")
    assert written(cast) == before
    made(secretary, f"{referral}/orders", decision)
    problem(arbitrator.get(referral), 404, "not-found")
    deliver(cast)
    assert secretary.get(referral).json()["next"]["movers"] == ["council", "service"], "the place is drawn again"
    (left,) = dora.get(dispute).json()["referral"]["draw"]["left"]
    assert (left["why"], left["reason"]) == ("objection", "A fair reader would doubt.")


def test_an_interim_direction_is_for_the_fast_track_and_a_hearing_before_the_end(cast, sign_in, heard):
    referral, dispute, arbitrator, _, ada, _ = heard
    today = datetime.now(UTC)
    interim = {"kind": "interim", "text": "Keep her where she is.", "due_on": today.date().isoformat()}
    hearing = {"kind": "hearing", "text": "By video.", "hearing_at": (today + timedelta(days=1)).isoformat()}
    made(arbitrator, f"{referral}/orders", interim)
    made(arbitrator, f"{referral}/orders", hearing)
    before = written(cast)
    for order, faulty in (
        (interim, {"due_on": "2020-01-01"}), (interim, {"due_on": None}), (hearing, {"hearing_at": None}),
        (hearing, {"hearing_at": (today + timedelta(days=30)).isoformat()}), (ASK, {"asks": []}), (ASK, {"text": " "}),
    ):  # fmt: skip
        problem(sent(arbitrator, f"{referral}/orders", order | faulty), 422, "invalid")
    assert written(cast) == before
    deliver(cast)
    assert [one["kind"] for one in procedure(ada, dispute)["orders"]] == ["interim", "hearing"]


def test_nobody_else_orders_or_files(cast, sign_in, token, client, heard):
    referral, dispute, _, _, _, _ = heard
    before = written(cast)
    bearer = token("210")
    for door, more, status in (
        (sign_in("bea"), {}, 404), (sign_in("mary"), {}, 404), (sign_in("ada"), {}, 404), (client, bearer, 404),
    ):  # fmt: skip
        assert sent(door, f"{referral}/orders", ASK, **more).status_code == status
    for door, more in ((sign_in("sara"), {}), (sign_in("bea"), {}), (client, bearer)):
        for side in ("council", "service"):
            assert sent(door, f"{dispute}/{side}-filing", paper(), **more).status_code in (403, 404)
    assert written(cast) == before
