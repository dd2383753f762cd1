"""The rest of a dispute's form by the API: at raising, while it runs, in the answer and at its end."""

from tests.api.test_cases import problem
from tests.api.test_dispute_moves import ENDED, begin, made
from tests.api.test_votes_and_answers import sent
from tests.web.dispute_journey import written

TOLD = {"whom": "child", "told": True, "words": "I rang her after school."}
BESIDE = {
    "background": {"breached": "Regulation 8", "sought_by": "2026-05-01", "legal_advice": False},
    "told": [TOLD],
    "related": [{"kind": "complaint", "reference": "C-2026-114"}],
}


def test_it_is_read_as_it_was_sent_and_goes_on_growing(cast, sign_in):
    ada, manager = sign_in("ada"), sign_in("max")
    address, first = begin(cast, ada, **BESIDE)
    made(ada, f"{address}/tellings", {"whom": "advocate", "told": False, "words": "He has no advocate."})
    made(ada, f"{address}/proceedings", {"kind": "court", "reference": "ZE26C00114"})
    answer = {"stage_id": first["stage_id"], "position": "agree", "text": "Yes.", "action": "Two visits a month."}
    problem(sent(manager, f"{address}/answers", answer), 422, "answer-invalid")
    made(manager, f"{address}/answers", answer | {"action_owner": "Jo Lane", "action_due": "2026-05-01"})
    made(ada, f"{address}/closure", ENDED | {"outcome": "O1", "good_practice": "Jo Lane drove her."})
    shown = manager.get(address).json()
    assert (shown["background"]["breached"], shown["background"]["legal_advice"]) == ("Regulation 8", False)
    assert [(one["whom"], one["told"]) for one in shown["told"]] == [("child", True), ("advocate", False)]
    assert {one["reference"] for one in shown["related"]} == {"C-2026-114", "ZE26C00114"}
    assert shown["ladder"][0]["answer"]["action_owner"] == "Jo Lane"
    assert shown["closure"]["good_practice"] == "Jo Lane drove her."


def test_faults_are_named_by_field_and_leave_nothing(cast, sign_in):
    ada = sign_in("ada")
    address, _ = begin(cast, ada)
    before = written(cast)
    wrong = sent(ada, f"{address}/tellings", TOLD | {"told": False, "told_on": "2026-03-01"})
    problem(wrong, 422, "note-invalid")
    assert [one["pointer"] for one in wrong.json()["errors"]] == ["#/told_on"]
    problem(sent(sign_in("max"), f"{address}/proceedings", {"kind": "court", "reference": "x"}), 403, "not-permitted")
    assert written(cast) == before
