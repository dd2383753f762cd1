"""Concerns put informally, before any dispute: on the child's file, counted, and never in a dispute's way."""

from datetime import date, timedelta

import pytest

from escalation.models import Concern, ConcernOutcome, Dispute
from ledger.models import Change
from tenants.pins import pinned
from tests.api.test_cases import problem
from tests.api.test_dispute_moves import RAISED, cases, made
from tests.api.test_notices import NOTICE, acknowledge, give
from tests.api.test_votes_and_answers import DISPUTES, sent
from tests.past import seen
from tests.reviews.care import in_care, on

DAY = date(2026, 3, 2)
PUT = {"issue": "IC20", "text": "No visit is on record since January.", "put_to": "Jo Lane, social worker"}


def concerns(child_id):
    return cases(child_id).replace("/disputes", "/concerns")


def outcome(concern_id):
    return f"/api/v1/councils/210/concerns/{concern_id}/outcome"


def counted(cast):
    with pinned(cast.house("council/210").service_pin()):
        return Concern.objects.count(), ConcernOutcome.objects.count(), Dispute.objects.count(), Change.objects.count()


def states(client, child_id):
    return [one["state"] for one in client.get(concerns(child_id)).json()["items"]]


def test_put_overdue_and_settled(cast, sign_in):
    child = in_care(cast)
    with on(DAY):
        put = made(sign_in("ada"), concerns(child.child_id), PUT)
        assert put["limit"]["limit"] == "2026-03-05"  # three working days
        assert states(sign_in("ada"), child.child_id) == ["waiting"]
    with on(DAY + timedelta(days=4)):
        ada, manager = sign_in("ada"), sign_in("max")
        assert states(manager, child.child_id) == ["overdue"]
        made(ada, outcome(put["id"]), {"settled": True, "text": "She was visited."})
        assert states(manager, child.child_id) == ["settled"]
        problem(sent(ada, outcome(put["id"]), {"settled": False, "text": "x"}), 409, "already-done")
    assert ("concerns", [str(child.child_id)]) in seen(cast)


def test_a_dispute_is_raised_from_one_or_without_waiting_for_it(cast, sign_in):
    ada, child = sign_in("ada"), in_care(cast)
    put = made(ada, concerns(child.child_id), PUT)
    made(ada, cases(child.child_id), RAISED)
    assert states(ada, child.child_id) == ["waiting"]
    begun = made(ada, cases(child.child_id), RAISED | {"concern_id": put["id"], "urgent": True})
    assert states(ada, child.child_id) == ["raised"]
    made(ada, outcome(put["id"]), {"settled": False, "text": "Nobody came."})
    address = f"{DISPUTES}/{begun['stage']['dispute_id']}"
    made(ada, f"{address}/referral", {"grounds": "It can't wait."})
    informal = ada.get(address).json()["referral"]["bundle"]["informal"]
    assert (informal["put_to"], informal["outcome"]) == ("Jo Lane, social worker", "Nobody came.")


@pytest.mark.parametrize(
    ("fault", "code"),
    [({"issue": "IC98"}, "invalid"), ({"text": " "}, "invalid"), ({"put_to": "x" * 121}, "invalid")],
)
def test_what_says_nothing_is_refused_and_nothing_written(cast, sign_in, fault, code):
    ada, child = sign_in("ada"), in_care(cast)
    before = counted(cast)
    problem(sent(ada, concerns(child.child_id), PUT | fault), 422, code)
    assert counted(cast) == before


def test_anothers_concern_and_another_childs_are_none(cast, sign_in):
    ada, child, other = sign_in("ada"), in_care(cast), in_care(cast)
    put = made(ada, concerns(child.child_id), PUT)
    before = counted(cast)
    problem(sent(ada, cases(other.child_id), RAISED | {"concern_id": put["id"]}), 422, "dispute-invalid")
    for who in ("ben", "bea", "max", "mary", "pat", "root"):
        assert sent(sign_in(who), concerns(child.child_id), PUT).status_code in (403, 404)
        assert sent(sign_in(who), outcome(put["id"]), {"settled": True, "text": "x"}).status_code in (403, 404)
    assert counted(cast) == before
    assert sign_in("ben").get(concerns(child.child_id)).json()["items"] == []


def test_by_page(cast, sign_in):
    ada, child = sign_in("ada"), in_care(cast)
    case, new = f"/councils/210/cases/{child.child_id}/", f"/councils/210/cases/{child.child_id}/concerns/new/"
    assert new in ada.get(case).content.decode()
    assert ada.post(new, PUT | {"text": ""}).status_code == 422
    assert ada.post(new, PUT).status_code == 302
    page = ada.get(case).content.decode()
    with pinned(cast.house("council/210").service_pin()):
        concern_id = Concern.objects.get().id
    note, raising = f"/councils/210/concerns/{concern_id}/outcome/", f"disputes/new/?concern={concern_id}"
    assert note in page
    assert raising in page
    begun = ada.get(f"{case}{raising}").content.decode()
    assert "No visit is on record since January." in begun
    assert '<option value="IC20" selected' in begun
    assert ada.post(note, {"settled": "no", "text": "Nobody came."}).status_code == 302
    told = sign_in("max").get(case).content.decode()
    assert "Nobody came." in told
    assert note not in told
    counts = sign_in("max").get("/councils/210/disputes/").content.decode()
    assert (
        "Put informally, before any dispute: 1; of these 0 settled, 0 went on to a dispute, and 0 still open." in counts
    )
    given = RAISED | {"level": "L1", "concern": str(concern_id)}
    assert ada.post(f"{case}disputes/new/", given).status_code == 302
    with pinned(cast.house("council/210").service_pin()):
        assert Dispute.objects.get().concern_id == concern_id


def test_a_dispute_begins_with_the_words_of_a_notice(cast, sign_in, token):
    child = in_care(cast)
    told = give(child, token("210"))
    assert told.status_code == 201, told.content
    ada, case = sign_in("ada"), f"/councils/210/cases/{child.child_id}/"
    new = f"{case}disputes/new/"
    assert acknowledge(ada, told.json()["id"]).status_code == 201
    assert f"{new}?notice={told.json()['id']}" in ada.get(case).content.decode()
    begun = ada.get(f"{new}?notice={told.json()['id']}").content.decode()
    assert NOTICE["details"] in begun
    assert NOTICE["details"] not in ada.get(new).content.decode()
