"""The panel's part by the API alone: the docket, the roster, a draft that nobody overwrites unseen, and its issue."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from tests.api.test_cases import problem
from tests.api.test_dispute_moves import DETERMINED as TEXT
from tests.api.test_dispute_moves import made
from tests.api.test_votes_and_answers import sent
from tests.arbitration.post import counts, panel, sitting
from tests.web.dispute_journey import PEOPLE, both_sides_speak, deliver, refer_urgently, referral_of

PANEL = "/api/v1/panel"


@pytest.fixture
def referred(cast, sign_in):
    """A referral whose arbitrator is drawn: its address, the dispute, the browsers of who was drawn and who wasn't."""
    raised = refer_urgently(cast, sign_in("ada"))
    referral_id = referral_of(cast, raised)
    drawn, other = sitting(cast, referral_id)
    return f"{PANEL}/referrals/{referral_id}", raised, sign_in(PEOPLE[drawn.name]), sign_in(PEOPLE[other.name])


def put(client, address, body, etag):
    headers = {"If-Match": etag} if etag else {}
    return client.put(address, json.dumps(body), content_type="application/json", headers=headers)


def written(cast) -> dict[str, int]:
    with panel(cast):
        return counts()


def test_the_docket_says_whose_move_it_is_by_when_and_why(cast, sign_in, referred):
    address, raised, drawn, other = referred
    (line,) = sign_in("sara").get(f"{PANEL}/referrals").json()["items"]
    assert (line["phase"], line["next"]["movers"]) == ("hearing", ["council", "service"])
    assert line["next"]["limit"]["rule"] == "arbitration.response"
    assert line["next"]["limit"]["source"]
    both_sides_speak(cast, raised, sign_in("ada"), sign_in("dora"))
    shown = drawn.get(address).json()
    assert shown["next"]["movers"] == ["arbitrator"]
    assert shown["next"]["limit"]["rule"] == "arbitration.determination.fast"
    assert shown["draw"]["recomputed"]
    assert shown["bundle"]["dispute"]["child_wishes"]
    assert [one["id"] for one in drawn.get(f"{PANEL}/referrals").json()["items"]] == [line["id"]]
    assert other.get(f"{PANEL}/referrals").json() == {"items": [], "next": None}


def test_it_is_filtered_and_read_page_by_page(cast, sign_in, referred):
    refer_urgently(cast, sign_in("ada"))
    secretary = sign_in("sara")
    first = secretary.get(f"{PANEL}/referrals?limit=1").json()
    second = secretary.get(f"{PANEL}/referrals?limit=1&after={first['next']}").json()
    both = secretary.get(f"{PANEL}/referrals?urgent=true&council=210&phase=hearing").json()
    assert [*first["items"], *second["items"]] == both["items"]
    assert (len(both["items"]), second["next"]) == (2, None)
    for none in ("phase=answered", "council=305", "urgent=false"):
        assert secretary.get(f"{PANEL}/referrals?{none}").json()["items"] == []
    for fault in ("phase=lost", "council=21", f"after={uuid4()}", "limit=0", "arbitrator=me"):
        problem(secretary.get(f"{PANEL}/referrals?{fault}"), 422, "invalid")


def test_a_draft_is_saved_only_by_who_read_it_and_is_the_arbitrators_alone(cast, sign_in, referred):
    address, _, drawn, _ = referred
    empty = drawn.get(f"{address}/draft")
    assert empty.json() == {name: [] if name == "items" else "" for name in TEXT}
    saved = put(drawn, f"{address}/draft", TEXT, empty["ETag"])
    assert (saved.status_code, drawn.get(f"{address}/draft").json()) == (200, TEXT)
    assert saved["ETag"] == drawn.get(f"{address}/draft")["ETag"]
    assert sign_in("sara").get(address).json()["draft"] is None
    before = written(cast)
    problem(put(drawn, f"{address}/draft", TEXT, None), 428, "precondition-required")
    problem(put(drawn, f"{address}/draft", TEXT | {"findings": "x"}, empty["ETag"]), 412, "changed-meanwhile")
    for item in (
        {"text": "Of no kind"}, {"kind": "fine", "text": "Pay £500"}, {"kind": "process", "text": "Nobody does it"},
        {"kind": "breach", "text": "Found, and to be done?", "owner": "The director", "due_on": "2099-06-01"},
    ):  # fmt: skip
        problem(put(drawn, f"{address}/draft", TEXT | {"items": [item]}, saved["ETag"]), 422, "invalid")
    assert written(cast) == before


def test_what_was_read_is_issued_once_and_locked(cast, sign_in, referred):
    address, raised, drawn, _ = referred
    read = put(drawn, f"{address}/draft", TEXT, "*")["ETag"]
    problem(sent(drawn, f"{address}/determination", {}, **{"If-Match": read}), 409, "parties-not-heard")
    both_sides_speak(cast, raised, sign_in("ada"), sign_in("dora"))
    problem(sent(drawn, f"{address}/determination", {}), 428, "precondition-required")
    issued = made(drawn, f"{address}/determination", {}, **{"If-Match": read, "Idempotency-Key": "issue-1"})
    again = sent(drawn, f"{address}/determination", {}, **{"If-Match": read, "Idempotency-Key": "issue-1"})
    assert (again.json(), again["Idempotency-Replayed"]) == (issued, "true")
    before = written(cast)
    problem(sent(drawn, f"{address}/determination", {}, **{"If-Match": read}), 409, "already-issued")
    problem(put(drawn, f"{address}/draft", TEXT, read), 409, "already-issued")
    assert written(cast) == before
    shown = drawn.get(address).json()
    assert (shown["determination"]["sha256"], shown["next"]["movers"]) == (issued["sha256"], ["council"])
    slip = {"passage": "reasons", "words": "cost", "reading": "the cost", "reason": "A word was left out."}
    assert made(drawn, f"{address}/corrections", slip)["receipt"]["leaf_hashes"]


def test_of_two_at_the_same_moment_one_issues_and_the_other_gets_409(cast, sign_in, referred):
    address, raised, drawn, _ = referred
    both_sides_speak(cast, raised, sign_in("ada"), sign_in("dora"))
    headers, start = {"If-Match": put(drawn, f"{address}/draft", TEXT, "*")["ETag"]}, Barrier(2)

    def issue() -> int:
        try:
            start.wait()
            return sent(drawn, f"{address}/determination", {}, **headers).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(one.result() for one in [threads.submit(issue), threads.submit(issue)]) == [201, 409]


def test_a_request_to_correct_is_decided_once(cast, sign_in, referred):
    address, raised, drawn, other = referred
    both_sides_speak(cast, raised, sign_in("ada"), sign_in("dora"))
    made(drawn, f"{address}/determination", {}, **{"If-Match": put(drawn, f"{address}/draft", TEXT, "*")["ETag"]})
    deliver(cast)
    slip = {"passage": "reasons", "words": "cost", "reading": "money", "reason": "It was said so."}
    asked = f"/api/v1/councils/210/disputes/{raised.dispute_id}/council-correction"
    made(sign_in("dora"), asked, slip)
    deliver(cast)
    (request,) = drawn.get(address).json()["determination"]["slip_requests"]
    decision = f"{PANEL}/correction-requests/{request['id']}/decision"
    refusal = {"decision": "refuse", "reasons": "It is what I found."}
    before = written(cast)
    problem(sent(other, decision, refusal), 404, "not-found")
    problem(sent(drawn, decision, {"decision": "refuse"}), 422, "invalid")
    problem(sent(drawn, decision, {"decision": "grant", "reasons": "Why not."}), 422, "invalid")
    assert written(cast) == before
    made(drawn, decision, refusal)
    problem(sent(drawn, decision, {"decision": "grant"}), 409, "slip-decided")


def test_whoever_stands_down_sees_it_no_more_and_the_docket_waits_for_a_new_draw(cast, sign_in, referred):
    address, _, drawn, other = referred
    docket, reason = f"{PANEL}/referrals?phase=drawing", {"reason": "My sister’s firm acts for the council."}
    secretary, before = sign_in("sara"), written(cast)
    assert secretary.get(docket).json()["items"] == []
    problem(sent(other, f"{address}/stand-down", reason), 404, "not-found")
    problem(sent(drawn, f"{address}/stand-down", {"reason": " "}), 422, "invalid")
    assert written(cast) == before
    made(drawn, f"{address}/stand-down", reason)
    problem(drawn.get(address), 404, "not-found")
    problem(sent(secretary, f"{address}/urn", {}), 409, "urn-already-laid")
    (line,) = secretary.get(docket).json()["items"]
    assert (line["phase"], line["next"]["movers"]) == ("drawing", ["council", "service"])
    assert line["next"]["limit"]["rule"] == "arbitration.shares"


def test_the_secretary_seats_discloses_and_ends_a_tie(cast, sign_in):
    secretary = sign_in("sara")
    seat = {
        "person_id": str(uuid4()), "name": "Una Field", "background": "Care leaver", "term_from": "2026-01-01",
        "term_until": "2029-01-01",
    }  # fmt: skip
    made(secretary, f"{PANEL}/arbitrators", seat)
    problem(sent(secretary, f"{PANEL}/arbitrators", seat), 409, "already-seated")
    arno = sign_in("arno")
    (own,) = arno.get(f"{PANEL}/arbitrators").json()["items"]
    declared = made(arno, f"{PANEL}/arbitrators/{own['id']}/conflicts", {
        "council": "210", "circumstance": "close", "reason": "A sister works there.",
    })  # fmt: skip
    before = written(cast)
    problem(sent(arno, f"{PANEL}/conflicts/{declared['id']}/end", {}), 403, "not-permitted")
    assert written(cast) == before
    made(secretary, f"{PANEL}/conflicts/{declared['id']}/end", {})
    problem(sent(secretary, f"{PANEL}/conflicts/{declared['id']}/end", {}), 409, "conflict-already-ended")
    (own,) = arno.get(f"{PANEL}/arbitrators").json()["items"]
    assert own["disclosures"][0]["ended_on"]


@pytest.mark.parametrize("who", ["other", "sara", "ada", "dora", "bea", "system"])
def test_nobody_else_reads_writes_or_issues(cast, sign_in, token, client, referred, who):
    """The secretary reads the referral, and no word of the draft."""
    address, _, drawn, other = referred
    put(drawn, f"{address}/draft", TEXT, "*")
    before = written(cast)
    door, more = {"other": (other, {}), "system": (client, token("210"))}.get(who) or (sign_in(who), {})
    refused = (403,) if who == "sara" else (404,)
    assert door.get(address, headers=more).status_code == (200 if who == "sara" else 404)
    for status in (
        door.get(f"{address}/draft", headers=more).status_code,
        door.put(
            f"{address}/draft", json.dumps(TEXT), "application/json", headers={"If-Match": "*", **more}
        ).status_code,
        sent(door, f"{address}/determination", {}, **{"If-Match": "*", **more}).status_code,
    ):
        assert status in refused
    assert written(cast) == before
