"""How many requests a client may make, and how it learns of it."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from redis.exceptions import ConnectionError as Away

from api.limits import OfAClient
from casework.models import Child
from tenants.pins import pinned
from tests.api.test_cases import changed, post, problem

LIST = "/api/v1/councils/210/cases"


@pytest.fixture
def three(monkeypatch):
    # Other tests count in the same cache at the same time.
    monkeypatch.setattr(OfAClient, "cache_format", f"{uuid4()}/%(scope)s/%(ident)s")
    monkeypatch.setattr(OfAClient, "THROTTLE_RATES", {"api": "3/minute", "feed": "3/minute"})


@pytest.mark.usefixtures("three")
def test_each_answer_says_what_is_left_and_the_fourth_is_refused(cast, token):
    headers, other = token("210"), token("305")
    with time_machine.travel("2026-03-02T10:00:20Z", tick=False):
        found = [Client().get(LIST, headers=headers) for _ in range(3)]
        assert [answer["RateLimit"] for answer in found] == [f'"api";r={left};t=40' for left in (2, 1, 0)]
        assert {answer["RateLimit-Policy"] for answer in found} == {'"api";q=3;w=60'}
        refused = post(headers, changed())
        problem(refused, 429, "too-many-requests")
        assert (refused["Retry-After"], refused["RateLimit"]) == ("40", '"api";r=0;t=40')
        with pinned(cast.house("council/210").own_pin()):
            assert Child.objects.count() == 0
        assert Client().get(LIST.replace("210", "305"), headers=other).status_code == 200
    with time_machine.travel("2026-03-02T10:01:00Z", tick=False):
        assert post(headers, changed()).status_code == 201


def test_where_nobody_can_count_nobody_is_stopped(cast, token, monkeypatch):
    headers = token("210")

    def away(*_):
        raise Away()

    monkeypatch.setattr("api.limits.cache.incr", away)
    answer = Client().get(LIST, headers=headers)
    assert answer.status_code == 200
    assert not re.search("RateLimit", str(answer.headers))
