"""What the contract says of itself: complete, true to what the views do, and with an example of everything."""

from datetime import date, timedelta

import jsonschema
import pytest
from django.test import Client
from django.urls import get_resolver

from api.contract.views import contract
from api.operations import Deprecation, Operation
from api.v1.exports import Export
from api.v1.urls import urlpatterns
from api.views import HouseView
from tests.api.test_cases import changed, post, problem

WITHOUT_KEY = ("search_cases", "add_webhook", "rotate_webhook_secret")
"""A look writes nothing, and a secret is kept nowhere."""
METHODS = ("get", "post", "patch", "put", "delete")
VIEWS = sorted({pattern.callback.view_class for pattern in urlpatterns}, key=lambda view: view.__name__)


def operations():
    for path, methods in contract()["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def valid(value, schema):
    return jsonschema.Draft202012Validator({**schema, "components": contract()["components"]}).is_valid(value)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_each_method_of_each_view_declares_what_it_takes_and_gives(view):
    methods = {name.upper() for name in METHODS if hasattr(view, name)}
    assert issubclass(view, HouseView)
    assert set(view.operations) == methods == set(view.permissions)
    for method, operation in view.operations.items():
        handler = getattr(view, method.lower())
        assert operation.once == hasattr(handler, "__wrapped__"), operation.id
        assert method == "GET" or operation.once or operation.secret or operation.id == "search_cases"


def test_every_operation_stands_in_it_once():
    declared = [operation.id for view in VIEWS for operation in view.operations.values()]
    assert sorted(declared) == sorted(operation["operationId"] for _, operation in operations())
    assert len(declared) == len(set(declared))


def test_every_answer_and_every_body_has_an_example_that_is_true_to_its_schema():
    faults = []
    for name, operation in operations():
        contents = [
            (f"{name} {status}", media, content)
            for status, answer in operation["responses"].items()
            for media, content in answer.get("content", {}).items()
        ]
        contents += [
            (f"{name} body", media, content)
            for media, content in operation.get("requestBody", {}).get("content", {}).items()
        ]
        for where, media, content in contents:
            if not media.endswith("json"):
                continue
            given = [one["value"] for one in content.get("examples", {}).values()]
            given += [content["example"]] if "example" in content else []
            if not given or not all(valid(one, content["schema"]) for one in given):
                faults.append(where)
    assert faults == []


def test_every_refusal_is_a_problem_and_every_write_takes_a_key():
    for name, operation in operations():
        for status, answer in operation["responses"].items():
            if status.startswith(("4", "5")):
                assert set(answer["content"]) == {"application/problem+json"}, f"{name} {status}"
        names = {one["name"] for one in operation["parameters"]}
        if operation["operationId"] not in WITHOUT_KEY and not name.startswith("get"):
            assert "Idempotency-Key" in names, name


def test_it_is_for_anybody_and_not_sent_twice():
    answer = Client().get("/api/v1/schema")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vnd.oai.openapi+json")
    assert answer.json()["openapi"].startswith("3.1")
    assert Client().get("/api/v1/schema", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_what_is_to_go_says_so_in_every_answer(cast, token, monkeypatch):
    headers = token("210")
    post(headers, changed())
    gone = Deprecation(date(2026, 1, 1), date(2027, 3, 1), "/api/v2/councils/210/exports/903/Header")
    monkeypatch.setitem(Export.operations, "GET", Operation("export_return", "…", deprecation=gone))
    answer = Client().get("/api/v1/councils/210/exports/903/Header", headers=headers)
    assert answer.status_code == 200
    assert answer["Deprecation"] == "@1767225600"
    assert answer["Sunset"] == "Mon, 01 Mar 2027 00:00:00 GMT"
    assert answer["Link"] == f'<{gone.instead}>; rel="successor-version"'


def test_nothing_goes_sooner_than_a_year_after_it_was_said():
    for view in VIEWS:
        for operation in view.operations.values():
            told = operation.deprecation
            assert told is None or told.sunset - told.since >= timedelta(days=365), operation.id


def test_every_address_of_the_api_stands_under_the_version():
    routes = [str(one.pattern) for one in get_resolver().url_patterns if str(one.pattern).startswith("api/")]
    assert all(route.startswith("api/v1/") for route in routes)


def test_an_address_that_leads_nowhere_is_a_problem_too(client):
    for address in ("/api/v1/nothing", "/api/v1/councils/210/cases/no-key"):
        problem(client.get(address), 404, "not-found")
    assert client.get("/nothing")["Content-Type"].startswith("text/html")
