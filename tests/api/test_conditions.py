"""ETag, If-None-Match, If-Match: what is unchanged isn't sent again, and nobody corrects what they haven't seen."""

import json
import threading

import pytest
from django.db import connection
from django.test import Client

from casework.models import Child
from ledger.models import Change, Queue
from tenants.pins import pinned
from tests.api.test_cases import changed, post, problem


@pytest.fixture
def case(cast, token):
    """(headers, address)"""
    headers = token("210")
    return headers, post(headers, changed())["Location"]


def read(case, **more):
    headers, address = case
    return Client().get(address, headers=headers | {name.replace("_", "-"): said for name, said in more.items()})


def correct(case, *, name="Zoe", **more):
    headers, address = case
    sent = {"purpose": "Misspelt", "given_names": name}
    return Client().patch(
        address, json.dumps(sent), content_type="application/json",
        headers=headers | {name.replace("_", "-"): said for name, said in more.items()},
    )  # fmt: skip


def state(cast):
    with pinned(cast.house("council/210").own_pin()):
        return Child.objects.get().given_names, Change.objects.count(), Queue.objects.count()


def test_what_is_unchanged_is_not_sent_again(case):
    first = read(case)
    again = read(case, If_None_Match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == "private, no-store"
    assert correct(case, If_Match=first["ETag"]).status_code == 200
    changed_since = read(case, If_None_Match=first["ETag"])
    assert changed_since.status_code == 200
    assert changed_since["ETag"] != first["ETag"]


def test_a_head_has_the_validator_of_the_get(case):
    headers, address = case
    assert Client().head(address, headers=headers)["ETag"] == read(case)["ETag"]


def test_a_correction_goes_on_with_the_etag_that_the_last_one_gave(case):
    first = correct(case, If_Match=read(case)["ETag"])
    assert first["ETag"] == read(case)["ETag"]
    assert correct(case, name="Zoey", If_Match=f'"{"0" * 32}", {first["ETag"]}').status_code == 200


def test_a_correction_without_a_condition_is_refused(cast, case):
    before = state(cast)
    problem(correct(case), 428, "precondition-required")
    assert state(cast) == before


@pytest.mark.parametrize("stale", ['"00000000000000000000000000000000"', 'W/"x"', "nonsense"])
def test_a_correction_of_what_has_changed_since_is_refused(cast, case, stale):
    before = state(cast)
    answer = correct(case, If_Match=stale)
    assert answer.status_code in (412, 428)
    assert state(cast) == before


def test_of_two_corrections_of_the_same_state_one_wins(cast, case):
    seen, found = read(case)["ETag"], []

    def one(name):
        found.append(correct(case, name=name, If_Match=seen).status_code)
        connection.close()

    threads = [threading.Thread(target=one, args=(f"Name{number}",)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [200, 412, 412, 412, 412]


def test_a_condition_says_nothing_of_another_councils_case(token, case):
    answer = correct((token("305"), case[1].replace("210", "305")), If_Match="*")
    problem(answer, 404, "not-found")
