"""Everybody knocks at every address of every house, with objects of every house, by every method."""

import os
from contextlib import closing

import pytest
from django.db import connection

from tests import databases
from tests.walls import houses, oracle, principals, routes
from tests.walls.fingerprint import Prints, changed
from tests.walls.knocks import Knock, knock_at, knocks, objects

FULL = os.environ.get("IRO_WALLS") == "full"
ONE_IN = 1 if FULL else 70
"""`make test` takes a sample, the same in each run; the drill takes all."""


@pytest.fixture
def prints(furnished):
    with closing(databases.superuser(connection.settings_dict["NAME"])) as connected, connected.cursor() as cursor:
        yield Prints(cursor, list(houses.schemas()))


@pytest.fixture
def every_knock(prints):
    found = routes.houses()
    every = knocks(found, objects(prints.cursor, houses.schemas(), found))
    return [knock for knock in every if knock.number % ONE_IN == 0]


@pytest.mark.parametrize("who", principals.EVERY, ids=lambda who: who.name)
def test_every_door(furnished, prints, every_knock, who, count):
    client, aviary = principals.client(furnished, who), houses.aviary()
    barred, open_ = split(who, every_knock)
    assert barred
    findings, seen = [], 0
    before = prints.take()
    for knock in barred:
        findings += knock_at(client, who, knock, aviary)[0]
    written = changed(before, prints.take())
    for knock in open_:
        found, shown = knock_at(client, who, knock, aviary)
        findings, seen = findings + found, seen + shown
    count("attacks", len(barred))
    count("honest requests", len(open_))
    count("words of one's own house seen", seen)
    count("leaks and wrong answers", len(findings))
    assert written == set()
    assert findings == []


def split(who, every) -> tuple[list[Knock], list[Knock]]:
    """Those without the right, and those with it."""
    barred, open_ = [], []
    for knock in every:
        (open_ if oracle.fate(who, knock.route, knock.house, knock.method).reached else barred).append(knock)
    return barred, open_
