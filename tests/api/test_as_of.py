"""`?as_of=` and the history of a case over HTTP: what was known then, who recorded it, and who is refused as live."""

import json

import pytest
from django.test import Client

from tests.api.test_cases import CASE, changed, post, problem
from tests.past import numbered, seen

LIST = "/api/v1/councils/210/cases"


def get(headers, address, **query):
    return Client().get(address, query, headers=headers)


def corrected(cast, headers):
    """(address, position before the correction, position after it) of a case whose name was corrected."""
    made = post(headers, CASE).json()
    address, before = f"{LIST}/{made['id']}", numbered(cast)
    sent = {"purpose": "Birth certificate seen", "family_name": "O’Neill"}
    answer = Client().patch(
        address, json.dumps(sent), content_type="application/json", headers={"If-Match": "*"} | headers
    )
    assert answer.status_code == 200, answer.content
    return address, before, numbered(cast)


def test_a_case_as_it_was_known(cast, token):
    headers = token("210")
    address, before, after = corrected(cast, headers)
    then, later, now = (get(headers, address, **query).json() for query in ({"as_of": before}, {"as_of": after}, {}))
    assert then["family_name"] == "O'Neill"
    assert later["family_name"] == now["family_name"] == "O’Neill"
    assert then["as_of"]["position"] == before
    assert "as_of" not in now
    assert {key: value for key, value in later.items() if key != "as_of"} == now
    child = address.rsplit("/", 1)[1]
    assert seen(cast) == [(f"case as of {before}", [child]), (f"case as of {after}", [child]), ("case", [child])]


def test_a_list_holds_those_who_were_known(cast, token):
    headers = token("210")
    address, before, _ = corrected(cast, headers)
    post(headers, changed(child__reference="SW-1002"))
    now = numbered(cast)
    then = get(headers, LIST, as_of=before).json()
    assert [(one["reference"], one["family_name"]) for one in then["items"]] == [("SW-1001", "O'Neill")]
    assert [one["reference"] for one in get(headers, LIST, as_of=now).json()["items"]] == ["SW-1001", "SW-1002"]
    first = get(headers, LIST, as_of=now, limit=1).json()
    assert first["next"] == "SW-1001"
    assert seen(cast)[0] == (f"cases as of {before}", [address.rsplit("/", 1)[1]])


def test_a_case_that_was_not_known_yet_is_not_there(cast, token):
    headers = token("210")
    post(headers, CASE)
    before = numbered(cast)
    second = post(headers, changed(child__reference="SW-1002")).json()
    numbered(cast)
    problem(get(headers, f"{LIST}/{second['id']}", as_of=before), 404, "not-found")
    assert seen(cast) == []


@pytest.mark.parametrize("given", ["0", "-3", "99999", "abc", "1e3", "", "9" * 40, "1;DROP", "1) OR (1=1"])
def test_a_position_that_is_not_there_is_refused(cast, token, given):
    headers = token("210")
    address, _, size = corrected(cast, headers)
    for path in (address, LIST, f"{address}/history"):
        body = problem(get(headers, path, as_of=given), 422, "as-of-unknown")
        assert f"from 1 to {size}" in body["detail"]
        assert body["errors"][0]["pointer"] == "#/as_of"
    assert seen(cast) == []


def test_history_says_who_what_why_and_from_which_position(cast, token):
    headers = token("210")
    address, before, after = corrected(cast, headers)
    found = get(headers, f"{address}/history").json()
    assert found["origin"] == "irotest/council/210/1"
    newest, first = found["events"]
    assert newest["why"] == "Birth certificate seen"
    assert (newest["door"], newest["actor"]) == ("api", "Case system of Southwark")
    assert (first["position"], newest["position"]) == (before, after)
    assert newest["lines"] == [
        {
            "what": "Child",
            "kind": "changed",
            "changes": [{"field": "Family name", "before": "O'Neill", "after": "O’Neill"}],
        }
    ]
    assert {line["what"] for line in first["lines"]} == {"Child", "Period of care", "Episode", "Social worker"}
    then = get(headers, f"{address}/history", as_of=before).json()
    assert then["events"] == [first]
    child = address.rsplit("/", 1)[1]
    assert seen(cast) == [("history", [child]), (f"history as of {before}", [child])]


def test_an_event_that_waits_for_its_number_has_none(cast, token):
    headers = token("210")
    made = post(headers, CASE).json()
    [event] = get(headers, f"{LIST}/{made['id']}/history").json()["events"]
    assert event["position"] is None
    assert event["change_id"] == made["receipt"]["change_id"]


@pytest.mark.parametrize("path", ["", "?as_of={0}", "/history", "/history?as_of={0}"])
def test_another_councils_system_gets_nothing_of_the_past_either(cast, token, path):
    address, before, _ = corrected(cast, token("210"))
    others, there = token("305"), address.replace("210", "305", 1)
    post(others, changed(child__reference="B-1"), code="305")
    theirs = numbered(cast, "305")
    problem(Client().get(f"{address}{path.format(before)}", headers=others), 404, "not-found")
    problem(Client().get(f"{there}{path.format(theirs)}", headers=others), 404, "not-found")
    assert seen(cast) == seen(cast, "305") == []


@pytest.mark.parametrize("path", ["", "?as_of=1", "/history"])
def test_nobody_without_a_token_reads_it(cast, token, path):
    address, _, _ = corrected(cast, token("210"))
    assert Client().get(f"{address}{path}").status_code == 401
    assert seen(cast) == []


def test_the_contract_names_it(cast, token):
    contract = Client().get("/api/v1/schema?format=json", headers=token("210")).json()
    for path in ("cases", "cases/{case_id}", "cases/{case_id}/history"):
        read = contract["paths"][f"/api/v1/councils/{{code}}/{path}"]["get"]
        assert "as_of" in [one["name"] for one in read["parameters"]]
