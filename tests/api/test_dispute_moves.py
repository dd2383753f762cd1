"""A dispute by the API alone, from raising to the council's last word; nobody in the IRO's place, and never twice."""

import json
from uuid import UUID

import pytest

from escalation.models import ArbitrationReferral, FreeDecision
from tenants.pins import pinned
from tests.api.test_cases import problem
from tests.api.test_votes_and_answers import DISPUTES, sent
from tests.arbitration.post import sitting
from tests.reviews.care import in_care
from tests.web.dispute_journey import PEOPLE, deliver, raise_dispute, written

RAISED = {
    "issue": "IC13",
    "rag": "amber",
    "description": "No contact since March, although the review decided on two visits a month.",
    "impact": "She cries after school.",
    "child_wishes": "I want to see my brother.",
    "outcome_sought": "Two visits a month, from this week.",
}

DETERMINED = {
    "issues": "Whether a nearer placement was looked for.",
    "evidence": "The bundle and both statements.",
    "findings": "Two placements nearer by were never looked at.",
    "reasons": "The council gives cost alone.",
    "items": [
        {"kind": "recommend", "text": "Offer a nearer placement", "owner": "The director", "due_on": "2099-06-01"},
        {"kind": "breach", "text": "The search was never made.", "owner": "", "due_on": None},
    ],
}
ENDED = {"outcome_for_child": "She sees her brother.", "own_free_decision": True}


def cases(child_id, code="210"):
    return f"/api/v1/councils/{code}/cases/{child_id}/disputes"


def made(client, address, body, **headers):
    answer = sent(client, address, body, **headers)
    assert answer.status_code == 201, answer.content
    return answer.json()


def begin(cast, ada, **changes):
    """(the dispute's address in the API, its first stage) of a dispute raised by the API."""
    begun = made(ada, cases(in_care(cast).child_id), RAISED | changes)
    assert begun["receipt"]["leaf_hashes"]
    return f"{DISPUTES}/{begun['stage']['dispute_id']}", begun["stage"]


def test_from_raising_to_comply_or_explain(cast, sign_in):
    ada, manager, dora = sign_in("ada"), sign_in("max"), sign_in("dora")
    address, first = begin(cast, ada, urgent=True)
    assert first["level"] == "L1"
    made(manager, f"{address}/answers", {"stage_id": first["stage_id"], "position": "part", "text": "In May."})
    assert made(ada, f"{address}/steps", {"reason": "May is too late.", "level": "L4"})["stage"]["level"] == "L4"
    made(ada, f"{address}/cafcass", {"referred": False, "reason": "The panel is asked first."})
    made(ada, f"{address}/referral", {"grounds": "The director's answer can't come in time."})
    deliver(cast)
    made(ada, f"{address}/service-share", {"words": "4 2"})
    made(dora, f"{address}/council-share", {})
    problem(sent(dora, f"{address}/council-share", {}), 409, "already-done")
    deliver(cast)
    deliver(cast)
    made(ada, f"{address}/service-statement", {"text": "What the service says."})
    made(dora, f"{address}/council-statement", {"text": "What the council says."})
    deliver(cast)
    determine(cast, UUID(first["dispute_id"]), sign_in)
    made(dora, f"{address}/determination/answer", {"position": "part", "reasons": "No carer lives nearer."})
    made(manager, f"{address}/directions/1/reports", {"progress": "done", "text": "She moved on Monday."})
    made(ada, f"{address}/directions/1/findings", {"carried_out": True, "text": "I visited her there."})
    problem(sent(manager, f"{address}/directions/1/reports", {"progress": "done", "text": "x"}), 409, "already-done")
    problem(sent(ada, f"{address}/directions/2/findings", {"carried_out": True, "text": "x"}), 404, "not-found")
    made(ada, f"{address}/closure", ENDED | {"outcome": "O9"})
    shown = manager.get(address).json()
    assert (shown["line"]["state"], shown["determination"]["position"]) == ("resolved", "part")
    assert [one["state"] for one in shown["determination"]["directions"]] == ["done"]
    draw = shown["referral"]["draw"]["drawn"]
    assert ([one["state"] for one in draw["shares"]], draw["holds"], draw["own_counted"]) == (
        ["opened", "opened"], True, True,
    )  # fmt: skip
    assert [one["side"] for one in shown["referral"]["statements"]] == ["council", "service"]
    assert [one["state"] for one in shown["ladder"]] == ["done", "skipped", "skipped", "done"]
    assert "free" not in str(shown)


def determine(cast, dispute_id, sign_in):
    """The arbitrator's part, by the panel's API."""
    with pinned(cast.house("council/210").service_pin()):
        referral_id = ArbitrationReferral.objects.get(dispute_id=dispute_id).id
    arbitrator = sign_in(PEOPLE[sitting(cast, referral_id)[0].name])
    panel, empty = f"/api/v1/panel/referrals/{referral_id}", {"If-Match": "*"}
    saved = arbitrator.put(f"{panel}/draft", json.dumps(DETERMINED), "application/json", headers=empty)
    made(arbitrator, f"{panel}/determination", {}, **{"If-Match": saved["ETag"]})
    deliver(cast)


def test_a_withdrawal_says_whether_it_was_free_and_the_council_never_reads_it(cast, sign_in):
    ada = sign_in("ada")
    address, _ = begin(cast, ada)
    kept = made(ada, f"{address}/closure", ENDED | {"outcome": "O6", "own_free_decision": False})
    with pinned(cast.house("council/210").service_pin()):
        assert FreeDecision.objects.get(closure=kept["id"]).own_free_decision is False
    for reader in (ada, sign_in("max")):
        shown = reader.get(address).json()
        assert shown["line"]["state"] == "withdrawn"
        assert "free" not in str(shown)


def test_the_same_key_raises_one_dispute(cast, sign_in):
    ada, child, key = sign_in("ada"), in_care(cast), {"Idempotency-Key": "raise-1"}
    first = made(ada, cases(child.child_id), RAISED, **key)
    assert made(ada, cases(child.child_id), RAISED, **key) == first
    assert written(cast)["escalation_dispute"] == 1


BODIES = {
    "steps": {"reason": "Silence."},
    "closure": ENDED | {"outcome": "O1"},
    "cafcass": {"referred": True, "reason": "Breach of rights."},
    "referral": {"grounds": "It is urgent."},
    "service-statement": {"text": "What the service says."},
    "council-statement": {"text": "What the council says."},
    "service-share": {},
    "council-share": {},
    "determination/answer": {"position": "comply"},
    "directions/1/reports": {"progress": "done", "text": "It is."},
    "directions/1/findings": {"carried_out": True, "text": "It is."},
}


@pytest.mark.parametrize(
    ("who", "but"),
    [
        ("max", {"council-statement": 409, "council-share": 409, "directions/1/reports": 409}),
        (
            "dora",
            {
                "council-statement": 409, "council-share": 409, "determination/answer": 409,
                "directions/1/reports": 409,
            },
        ),
        ("mary", {}), ("pat", {}), ("root", {}),
    ],
)  # fmt: skip
def test_nobody_moves_it_in_the_iros_place(cast, sign_in, who, but):
    """Where the move is the council's own, it is only too early for it."""
    address, _ = begin(cast, sign_in("ada"), urgent=True)
    client, before = sign_in(who), written(cast)
    answers = {move: sent(client, f"{address}/{move}", body).status_code for move, body in BODIES.items()}
    assert {move: status for move, status in answers.items() if status not in (403, 404)} == but
    child = in_care(cast)
    assert sent(client, cases(child.child_id), RAISED).status_code in (403, 404)
    assert written(cast) == before


def test_another_iro_and_another_region_are_refused(cast, sign_in):
    address, _ = begin(cast, sign_in("ada"), urgent=True)
    before = written(cast)
    for who in ("ben", "bea"):
        for move, body in BODIES.items():
            assert sent(sign_in(who), f"{address}/{move}", body).status_code in (403, 404)
    assert written(cast) == before


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"issue": "IC98"}, "invalid"), ({"impact": "  "}, "invalid"), ({"approved_by": "the director"}, "invalid"),
        ({"level": "L3"}, "dispute-invalid"), ({"decision_id": str(UUID(int=1))}, "dispute-invalid"),
    ],
)  # fmt: skip
def test_what_makes_no_dispute_is_refused_and_nothing_written(cast, sign_in, fault, code):
    ada, child = sign_in("ada"), in_care(cast)
    before = written(cast)
    problem(sent(ada, cases(child.child_id), RAISED | fault), 422, code)
    assert written(cast) == before


@pytest.mark.parametrize(
    ("move", "body", "status", "code"),
    [
        ("referral", {"grounds": "Now."}, 409, "dispute-not-at-this-point"),
        ("service-statement", {"text": "Now."}, 409, "dispute-not-at-this-point"),
        ("closure", ENDED | {"outcome": "O9"}, 422, "closure-invalid"),
        ("closure", ENDED | {"outcome": "O8"}, 422, "closure-invalid"),
        ("closure", {"outcome": "O1", "outcome_for_child": "Well."}, 422, "invalid"),
        ("steps", {"reason": " "}, 422, "invalid"),
        ("steps", {"reason": "Down.", "level": "L1"}, 409, "dispute-not-at-this-point"),
    ],
)
def test_a_move_out_of_turn_or_without_its_words_is_refused_and_nothing_written(
    cast, sign_in, move, body, status, code
):
    ada = sign_in("ada")
    address, _ = begin(cast, ada)
    before = written(cast)
    problem(sent(ada, f"{address}/{move}", body), status, code)
    assert written(cast) == before


def test_one_raised_by_page_goes_on_by_the_api(cast, sign_in):
    raised = raise_dispute(cast, sign_in("ada"))
    begun = made(sign_in("ada"), f"{DISPUTES}/{raised.dispute_id}/steps", {"reason": "It can't wait."})
    assert begun["stage"]["level"] == "L2"
