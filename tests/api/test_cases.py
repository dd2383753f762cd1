"""The councils' door: submitting, reading and correcting cases over HTTP."""

import json
from datetime import date

import pytest
from django.test import Client

from accounts.actions import revoke_system
from casework.models import Child, Episode
from ledger.models import Change, Queue, Read
from notifications.models import OutboxEvent
from tenants.pins import pinned
from tenants.provision import INSTALLER_PIN

CASE = {
    "child": {
        "reference": "SW-1001", "given_names": "Zoë", "family_name": "O'Neill", "date_of_birth": "2015-02-03",
        "sex": "F", "ethnicity": "WBRI",
    },
    "looked_after_from": "2026-01-05",
    "episode": {"legal_status": "C1", "placement_type": "U4", "placement_provider": "PR1", "need": "N1"},
    "worker": {"reference": "W1", "name": "Pat Deacon", "team": "Children in care 1", "registration": "SW200001"},
}  # fmt: skip


def changed(**words):
    case = json.loads(json.dumps(CASE))
    for path, value in words.items():
        *parents, last = path.split("__")
        place = case
        for name in parents:
            place = place[name]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return case


def post(headers, body, code="210", content_type="application/json"):
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    return Client().post(f"/api/v1/councils/{code}/cases", data=data, content_type=content_type, headers=headers)


def nothing_was_written(cast, code="210"):
    with pinned(cast.house(f"council/{code}").own_pin()):
        found = [model.objects.count() for model in (Child, Episode, Queue, Change)]
    assert found == [0, 0, 0, 0]


def problem(answer, status, code):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["title"] and body["detail"]
    return body


def test_a_case_is_submitted(cast, token):
    answer = post(token("210"), CASE)
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert answer["Location"] == f"/api/v1/councils/210/cases/{body['id']}"
    assert body["first_review"]["limit"] == "2026-02-02"
    assert body["first_review"]["explanation"]
    assert body["appointment"]["limit"] == "2026-01-12"
    assert body["receipt"]["origin"] == "irotest/council/210/1"
    with pinned(cast.house("council/210").own_pin()):
        leaves = [leaf.hex() for leaf in Queue.objects.order_by("id").values_list("leaf", flat=True)]
        assert body["receipt"]["leaf_hashes"] == [bytes.fromhex(leaf).hex() for leaf in leaves]
        change = Change.objects.get()
        assert str(change.change_id) == body["receipt"]["change_id"]
        assert change.actor.startswith("system:")
        assert change.login == "irotest_council_210"
    with pinned(cast.house("council/210").service_pin()):
        assert Child.objects.get().name == "Zoë O'Neill"


def test_reading_is_recorded(cast, token):
    headers = token("210")
    made = post(headers, CASE).json()
    one = Client().get(f"/api/v1/councils/210/cases/{made['id']}", headers=headers)
    assert one.status_code == 200, one.content
    assert one.json()["given_names"] == "Zoë"
    listed = Client().get("/api/v1/councils/210/cases?limit=1", headers=headers).json()
    assert [item["reference"] for item in listed["items"]] == ["SW-1001"]
    assert listed["next"] is None
    with pinned(cast.house("council/210").own_pin()):
        assert [(row.what, row.children) for row in Read.objects.order_by("id")] == [
            ("case", [made["id"]]), ("cases", [made["id"]]),
        ]  # fmt: skip


def test_a_correction_writes_only_what_changed(cast, token):
    headers = token("210")
    made = post(headers, CASE).json()
    address = f"/api/v1/councils/210/cases/{made['id']}"
    sent = {"purpose": "Birth certificate seen", "family_name": "O’Neill", "sex": "F"}
    answer = Client().patch(
        address, json.dumps(sent), content_type="application/json", headers={"If-Match": "*"} | headers
    )
    assert answer.status_code == 200, answer.content
    assert answer.json()["changed"] == ["family_name"]
    with pinned(cast.house("council/210").own_pin()):
        child = Child.objects.get()
        first, second = child.history.order_by("history_id")
        assert (first.family_name, second.family_name) == ("O'Neill", "O’Neill")
        assert second.history_change_reason == "Birth certificate seen"


@pytest.mark.parametrize(("body", "pointer"), [
    (changed(looked_after_from="2026-02-30"), "#/looked_after_from"),
    (changed(looked_after_from="05/01/2026"), "#/looked_after_from"),
    (changed(looked_after_from="2126-01-05"), "#/looked_after_from"),
    (changed(child__date_of_birth="1999-01-01"), "#/"),
    (changed(child__sex="X"), "#/"),
    (changed(child__reference=None), "#/child/reference"),
    (changed(child__reference=17), "#/child/reference"),
    (changed(child__nickname="Z"), "#/child/nickname"),
    (changed(child__given_names="Z\x00"), "#/child/given_names"),
    (changed(child__given_names="x" * 121), "#/child/given_names"),
    (changed(episode__legal_status="QQ"), "#/"),
    (changed(episode__placement_type="ZZZ"), "#/"),
    (changed(worker=None), "#/worker"),
    ([], "#"),
])  # fmt: skip
def test_bad_values_say_what_and_where(cast, token, body, pointer):
    answer = post(token("210"), body)
    assert answer.status_code == 422, answer.content
    found = answer.json()
    assert found["errors"]
    assert any(one["pointer"].startswith(pointer) for one in found["errors"]), found
    nothing_was_written(cast)


@pytest.mark.parametrize(("body", "content_type", "status", "code"), [
    (b'{"child": {', "application/json", 400, "malformed"),
    (b'{"child": "\xff\xfe"}', "application/json", 400, "malformed"),
    (json.dumps(CASE).encode("utf-16"), "application/json", 400, "malformed"),
    (b"a=1", "application/x-www-form-urlencoded", 415, "unsupported-media-type"),
    (b"x" * (50 * 1024 * 1024), "application/json", 413, "body-too-large"),
])  # fmt: skip
def test_bad_bodies_are_refused_whole(cast, token, body, content_type, status, code):
    problem(post(token("210"), body, content_type=content_type), status, code)
    nothing_was_written(cast)


def test_the_same_child_twice_is_a_conflict(cast, token):
    headers = token("210")
    assert post(headers, CASE).status_code == 201
    problem(post(headers, CASE), 409, "duplicate-child")
    with pinned(cast.house("council/210").service_pin()):
        assert Child.objects.count() == Episode.objects.count() == 1


def test_without_a_token_nobody_is_let_in(cast):
    problem(post({}, CASE), 401, "sign-in-needed")
    answer = post({"Authorization": "Bearer made-up"}, CASE)
    problem(answer, 401, "sign-in-needed")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    nothing_was_written(cast)


@pytest.mark.parametrize("code", ["305", "351", "312", "999", "abc", "210%2F..%2F305"])
def test_another_councils_address_is_as_if_there_were_nothing(cast, token, code):
    headers = token("210")
    answers = [
        post(headers, CASE, code=code),
        Client().get(f"/api/v1/councils/{code}/cases", headers=headers),
    ]
    assert {answer.status_code for answer in answers} == {404}
    for other in ("305", "351"):
        nothing_was_written(cast, other)


def test_a_childs_id_of_another_council_is_not_found(cast, token):
    theirs = post(token("305"), CASE, code="305").json()["id"]
    for method in ("get", "patch"):
        answer = getattr(Client(), method)(
            f"/api/v1/councils/210/cases/{theirs}",
            **(
                {"data": '{"purpose": "x", "sex": "M"}', "content_type": "application/json"}
                if method == "patch"
                else {}
            ),
            headers=token("210"),
        )
        problem(answer, 404, "not-found")
    with pinned(cast.house("council/305").service_pin()):
        assert Child.objects.get().sex == "F"


def test_a_revoked_or_expired_token_ends(cast, token):
    headers = token("210")
    with pinned(INSTALLER_PIN):
        revoke_system(cast.house("council/210"), cast.systems["210"].client_id)
    problem(post(headers, CASE), 401, "sign-in-needed")
    nothing_was_written(cast)


def test_a_person_may_post_with_the_csrf_token_only(cast, sign_in):
    client = sign_in("pat")
    client.handler.enforce_csrf_checks = True
    answer = client.post("/api/v1/councils/210/cases", json.dumps(CASE), content_type="application/json")
    assert answer.status_code == 403
    nothing_was_written(cast)


def test_the_region_reads_but_does_not_submit(cast, sign_in):
    client = sign_in("mary")
    answer = client.post("/api/v1/councils/210/cases", json.dumps(CASE), content_type="application/json")
    problem(answer, 403, "not-permitted")
    nothing_was_written(cast)


def test_submitting_publishes_one_event(cast, token):
    post(token("210"), CASE)
    with pinned(cast.house("council/210").relay_pin()):
        event = OutboxEvent.objects.get()
    assert event.tag == "casework:case:opened"
    assert event.created_at.date() >= date(2026, 1, 1)
