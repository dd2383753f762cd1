"""A write that was cut off is sent again under its Idempotency-Key: it is done once, and answered as the first time."""

import json
import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from accounts.actor import Actor, ActorKind, Door
from casework.models import Child, Paper
from ledger import answers
from ledger.models import Answer, Change, Queue
from tenants.pins import pinned
from tests.api.test_cases import CASE, changed, nothing_was_written, problem

ADDRESS = "/api/v1/councils/210/cases"
KEY = {"Idempotency-Key": '"4f9a2c1e-0001"'}


def send(headers, body=CASE, key=KEY):
    return Client().post(ADDRESS, json.dumps(body), content_type="application/json", headers=headers | key)


def counted(cast):
    with pinned(cast.house("council/210").own_pin()):
        return [model.objects.count() for model in (Child, Change, Queue, Answer)]


def test_sent_again_it_is_answered_and_not_done_again(cast, token):
    first, rows = send(token("210")), counted(cast)
    again = send(token("210"), key={"Idempotency-Key": "4f9a2c1e-0001"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Location"] == first["Location"]
    assert (first.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")
    assert counted(cast) == rows
    assert rows[0] == rows[-1] == 1


def test_the_key_of_one_write_does_not_stand_for_another(cast, token):
    send(token("210"))
    rows = counted(cast)
    problem(send(token("210"), changed(child__reference="SW-1002")), 422, "idempotency-key-used")
    assert counted(cast) == rows


def test_another_client_may_use_the_same_key(cast, token):
    assert send(token("210")).status_code == 201
    other = Client().post(
        ADDRESS.replace("210", "305"), json.dumps(CASE), content_type="application/json", headers=token("305") | KEY
    )
    assert other.status_code == 201
    assert "Idempotency-Replayed" not in other


def test_what_was_refused_is_asked_again(cast, token):
    problem(send(token("210"), changed(episode__legal_status="ZZ")), 422, "case-invalid")
    nothing_was_written(cast)
    assert send(token("210")).status_code == 201


@pytest.mark.parametrize("key", ["", "a b", "ü", "x" * 256, '"half', "a,b"])
def test_what_is_no_key_is_refused(cast, token, key):
    problem(send(token("210"), key={"Idempotency-Key": key}), 400, "idempotency-key-malformed")
    nothing_was_written(cast)


def test_while_the_first_runs_the_second_is_told_to_wait(cast, token):
    headers, entered, left = token("210"), threading.Event(), threading.Event()
    assert send(headers, key={}).status_code == 201
    rows, house = counted(cast), cast.house("council/210")
    with pinned(house.own_pin()):
        client = Change.objects.get().actor.partition(":")[2]

    def running():
        with pinned(house.own_pin()), transaction.atomic():
            answers._alone(Actor(ActorKind.SYSTEM, client, "a system", Door.API), KEY["Idempotency-Key"].strip('"'))
            entered.set()
            left.wait(20)
        connection.close()

    holder = threading.Thread(target=running)
    holder.start()
    assert entered.wait(20)
    try:
        answer = send(headers, changed(child__reference="SW-1002"))
    finally:
        left.set()
        holder.join()
    problem(answer, 409, "idempotency-key-in-use")
    assert answer["Retry-After"] == "1"
    assert counted(cast) == rows
    assert send(headers, changed(child__reference="SW-1002")).status_code == 201


def test_of_many_at_once_one_is_done_and_nobody_is_told_anything_else(cast, token):
    headers, found = token("210"), []

    def one():
        found.append(send(headers))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in found} <= {201, 409}
    assert len({answer.json()["receipt"]["change_id"] for answer in found if answer.status_code == 201}) == 1
    assert counted(cast)[0] == 1


def test_a_file_counts_by_what_it_holds_and_not_by_the_boundary_around_it(cast, token):
    address = f"{ADDRESS}/{send(token('210')).json()['id']}/papers"

    def add(content):
        file = SimpleUploadedFile("plan.txt", content)
        return Client().post(
            address, {"kind": "care_plan", "file": file}, headers=token("210") | {"Idempotency-Key": "paper-1"}
        )

    first, again = add(b"the plan"), add(b"the plan")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    problem(add(b"another plan"), 422, "idempotency-key-used")
    with pinned(cast.house("council/210").own_pin()):
        assert Paper.objects.count() == 1


def test_an_answer_is_forgotten_after_its_day_and_not_by_the_council(cast, token, monkeypatch):
    send(token("210"))
    house = cast.house("council/210")
    with pinned(house.service_pin()):
        assert answers.forget_old() == 0
    monkeypatch.setattr(answers, "KEPT", timedelta(seconds=-5))
    with pinned(house.own_pin()), pytest.raises(ProgrammingError, match="permission denied"):
        answers.forget_old()
    with pinned(house.service_pin()):
        assert answers.forget_old() == 1
    assert send(token("210"), CASE).status_code == 409
