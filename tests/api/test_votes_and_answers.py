"""The council's people by the API: votes on decisions, answers to disputes; nobody in their place, and never twice."""

import json
from datetime import date

import pytest
from django.test import Client

from escalation.models import Answer
from ledger.models import Change
from reviews.actions import hold_review
from reviews.models import Vote
from tenants.pins import pinned
from tests.api.test_cases import changed, post, problem
from tests.past import seen
from tests.reviews.care import held, in_care, on
from tests.web.dispute_journey import raise_dispute

HELD = date(2026, 2, 2)
VOTES, DISPUTES = "/api/v1/councils/210/votes", "/api/v1/councils/210/disputes"


def sent(client, address, body, **headers):
    return client.post(address, json.dumps(body), content_type="application/json", headers=headers)


@pytest.fixture
def review(cast):
    """A review held on a Monday: (child, decisions' ids)."""
    with on(HELD):
        child = in_care(cast)
        with pinned(cast.house("council/210").service_pin()):
            issued, _ = hold_review(child.period_id, held(), actor=cast.actor("ada", "council/210"))
        yield child, [str(key) for key in issued.decision_ids]


def counted(cast, model):
    with pinned(cast.house("council/210").own_pin()):
        return model.objects.count(), Change.objects.count()


def test_the_manager_reads_what_waits_and_votes_on_all_of_it_at_once(cast, review, sign_in):
    child, (first, second) = review
    manager = sign_in("max")
    waiting = manager.get(VOTES).json()["items"]
    assert [one["decision"]["id"] for one in waiting] == [first, second]
    votes = [
        {"decision_id": first, "agreed": True},
        {"decision_id": second, "agreed": False, "case_manager_comment": "He has moved away."},
    ]
    key = {"Idempotency-Key": "votes-1"}
    answer = sent(manager, VOTES, {"votes": votes}, **key)
    assert answer.status_code == 201, answer.content
    assert sent(manager, VOTES, {"votes": votes}, **key).json() == answer.json()
    assert manager.get(VOTES).json()["items"] == []
    (shown,) = manager.get(f"/api/v1/councils/210/cases/{child.child_id}/reviews").json()["items"]
    assert [one["state"] for one in shown["decisions"]] == ["agreed", "disagreed"]
    assert counted(cast, Vote)[0] == 2
    assert ("reviews", [str(child.child_id)]) in seen(cast)


def test_a_faulty_vote_takes_the_others_with_it(cast, review, sign_in):
    _, (first, second) = review
    before = counted(cast, Vote)
    votes = [{"decision_id": first, "agreed": True}, {"decision_id": second, "agreed": False}]
    answer = sent(sign_in("max"), VOTES, {"votes": votes})
    problem(answer, 422, "vote-invalid")
    twice = sent(sign_in("max"), VOTES, {"votes": [votes[0], votes[0]]})
    problem(twice, 422, "invalid")
    assert counted(cast, Vote) == before


@pytest.mark.parametrize(("who", "status"), [("pat", 403), ("ada", 403), ("bea", 404), ("mary", 403)])
def test_nobody_else_votes(cast, review, sign_in, who, status):
    before = counted(cast, Vote)
    answer = sent(sign_in(who), VOTES, {"votes": [{"decision_id": review[1][0], "agreed": True}]})
    assert answer.status_code == status
    assert counted(cast, Vote) == before


def test_a_councils_system_neither_votes_nor_reads_disputes(review, token):
    for address in (VOTES, DISPUTES):
        assert Client().get(address, headers=token("210")).status_code == 403


def test_a_dispute_is_read_and_answered_once_at_its_stage(cast, sign_in):
    raised, manager = raise_dispute(cast, sign_in("ada")), sign_in("max")
    (line,) = manager.get(DISPUTES, {"open": "true"}).json()["items"]
    assert (line["id"], line["state"]) == (str(raised.dispute_id), "awaiting_answer")
    address = f"{DISPUTES}/{raised.dispute_id}"
    shown = manager.get(address).json()
    assert shown["moves"] == ["answer"]
    body = {"stage_id": line["stage_id"], "position": "part", "text": "Contact is restored."}
    answer = sent(manager, f"{address}/answers", body)
    assert answer.status_code == 201, answer.content
    step = next(one for one in manager.get(address).json()["ladder"] if one["state"] == "current")
    assert step["answer"]["text"] == "Contact is restored."
    before = counted(cast, Answer)
    problem(sent(manager, f"{address}/answers", body), 409, "dispute-not-at-this-point")
    assert counted(cast, Answer) == before
    assert ("dispute", [str(raised.child_id)]) in seen(cast)


def test_an_answer_at_another_disputes_stage_or_of_no_words_is_refused(cast, sign_in):
    one, other, manager = raise_dispute(cast, sign_in("ada")), raise_dispute(cast, sign_in("ada")), sign_in("max")
    stage = manager.get(f"{DISPUTES}/{other.dispute_id}").json()["line"]["stage_id"]
    before = counted(cast, Answer)
    body = {"stage_id": stage, "position": "agree", "text": "Yes."}
    problem(sent(manager, f"{DISPUTES}/{one.dispute_id}/answers", body), 404, "not-found")
    for fault in ({"position": "maybe"}, {"text": ""}, {"stage_id": "1"}):
        answer = sent(manager, f"{DISPUTES}/{other.dispute_id}/answers", body | fault)
        problem(answer, 422, "invalid")
    assert sent(sign_in("ada"), f"{DISPUTES}/{other.dispute_id}/answers", body).status_code == 403
    assert counted(cast, Answer) == before


def test_care_is_read_whole_and_workers_with_their_caseloads(cast, token):
    headers, child = token("210"), in_care(cast)
    (period,) = Client().get(f"/api/v1/councils/210/cases/{child.child_id}/care", headers=headers).json()["items"]
    assert period["period"]["id"] == str(child.period_id)
    assert [one["legal_status"]["code"] for one in period["episodes"]] == ["C2"]
    assert ("care", [str(child.child_id)]) in seen(cast)


def test_workers_and_teams_are_listed_a_page_at_a_time(token):
    headers = token("210")
    for number, team in enumerate(("North", "South", "North")):
        case = changed(child__reference=f"SW-{number}", worker__reference=f"W{number}", worker__team=team)
        assert post(headers, case).status_code == 201
    address = "/api/v1/councils/210/workers"
    first = Client().get(address, {"limit": 2}, headers=headers).json()
    assert ([one["reference"] for one in first["items"]], first["next"]) == (["W0", "W1"], "W1")
    assert [one["reference"] for one in Client().get(address, {"after": "W1"}, headers=headers).json()["items"]] == [
        "W2"
    ]
    south = Client().get(address, {"team": "South"}, headers=headers).json()["items"]
    assert [(one["reference"], one["children"]) for one in south] == [("W1", 1)]
    assert Client().get("/api/v1/councils/210/teams", headers=headers).json()["items"] == [
        {"name": "North", "workers": 2, "children": 2},
        {"name": "South", "workers": 1, "children": 1},
    ]
    problem(Client().get(address, {"limit": "0"}, headers=headers), 422, "invalid")
