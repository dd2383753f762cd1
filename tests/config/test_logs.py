"""No child's data in a log: canaries through refusals, conflicts and failures, over the real handlers."""

import io
import json
import logging

import pytest
import structlog
from django.db import IntegrityError
from django.test import Client

from casework import actions
from tests.api.test_cases import changed, post

CANARY = "Canary-Zoë-O'Neill"


@pytest.fixture
def logged():
    """Everything that the configured handlers write, at every level."""
    root, caught = logging.getLogger(), io.StringIO()
    handler = logging.StreamHandler(caught)
    handler.setFormatter(
        next(one.formatter for one in root.handlers if type(one.formatter).__module__.startswith("structlog"))
    )
    before, root.level = root.level, logging.DEBUG
    root.addHandler(handler)
    yield caught
    root.removeHandler(handler)
    root.setLevel(before)


def with_canaries():
    return changed(
        child__reference="Canary1001", child__given_names=CANARY, child__family_name=CANARY, worker__name=CANARY
    )


def test_refusals_and_failures_name_no_child(cast, token, logged, monkeypatch):
    headers = token("210")
    client = Client(raise_request_exception=False)
    assert post(headers, with_canaries()).status_code == 201
    assert post(headers, with_canaries()).status_code == 409
    assert post(headers, changed(child__given_names=CANARY, child__sex=CANARY)).status_code == 422
    client.get(f"/api/v1/councils/210/cases?after={CANARY}", headers=headers)
    client.get(f"/councils/210/cases/{CANARY}/")

    def fails(*words, **more):
        raise IntegrityError(f"DETAIL: Key (reference)=({CANARY}) already exists.")

    monkeypatch.setattr(actions, "submit_case", fails)
    answer = post(headers, with_canaries())
    assert (answer.status_code, answer.json()["code"]) == (500, "internal-error")
    assert CANARY not in answer.content.decode()
    text = logged.getvalue()
    assert "request-failed" in text
    assert "Canary" not in text


def test_a_failure_is_told_by_type_and_place(logged):
    try:
        raise IntegrityError(CANARY) from KeyError(CANARY)
    except IntegrityError:
        structlog.get_logger("ours").exception("it-failed")
        logging.getLogger("celery.app.trace").exception("Task %s raised %r", "t", CANARY)
    lines = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert [line["failure"] for line in lines] == [["IntegrityError", "KeyError"]] * 2
    assert all("test_logs.py" in line["where"][-1] for line in lines)
    assert lines[1]["event"] == "Task %s raised %r"
    assert "Canary" not in logged.getvalue()
