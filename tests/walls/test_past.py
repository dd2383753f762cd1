"""Everybody knocks at the past too: whoever is refused today is refused then, and nobody is shown more than live."""

from dataclasses import replace

import pytest

from ledger import log, past
from ledger.sequencer import sequence
from tenants.pins import pinned
from tests.walls import houses, oracle, principals, routes
from tests.walls.extent import one_in
from tests.walls.fingerprint import changed
from tests.walls.knocks import knock_at, knocks, objects, text_of

BARRED, OPEN = one_in(16), one_in(6)
PAST = {
    "councils/<str:code>/",
    "councils/<str:code>/cases/<uuid:child_id>/",
    "councils/<str:code>/disputes/<uuid:dispute_id>/",
    "api/v1/councils/<str:code>/cases",
    "api/v1/councils/<str:code>/cases/<uuid:case_id>",
    "api/v1/councils/<str:code>/cases/<uuid:case_id>/history",
}
"""The addresses that take `?as_of=`."""


@pytest.fixture
def sizes(furnished):
    """Every council's log, numbered: the newest position of each that has a date (not all that was planted has)."""
    found = {}
    for code in principals.COUNCILS:
        house = furnished.house(f"council/{code}")
        sequence(house)
        with pinned(house.own_pin()):
            found[f"council/{code}"] = next(size for size in range(log.size(), 0, -1) if has_date(size))
    assert min(found.values()) > 20
    return found


def has_date(size):
    try:
        return past.position(str(size)) is not None
    except past.PositionUndated:
        return False


def columns(words):
    """Of which columns these are words, be they of today's row or of history's."""
    return {(word.house, word.table, word.column) for word in words}


@pytest.fixture
def every_knock(prints):
    found = [route for route in routes.houses() if route.template in PAST]
    assert {route.template for route in found} == PAST
    return [knock for knock in knocks(found, objects(prints.cursor, houses.schemas(), found)) if knock.method == "GET"]


@pytest.mark.parametrize("who", principals.EVERY, ids=lambda who: who.name)
def test_every_door_to_the_past(furnished, prints, sizes, every_knock, who, count):
    client, aviary, findings, refused = principals.client(furnished, who), houses.aviary(), [], []
    for knock in every_knock:
        reached = bool(oracle.fate(who, knock.route, knock.house, "GET").reached)
        if knock.number % (OPEN if reached else BARRED):
            continue
        live = client.get(knock.path)
        words = columns(aviary.found(text_of(live)))
        for size in (sizes[knock.house] // 2, sizes[knock.house]):
            then = replace(knock, path=f"{knock.path}?as_of={size}")
            if live.status_code >= 400:
                refused.append((then, live.status_code))
                continue
            findings += knock_at(client, who, then, aviary)[0]
            shown = columns(aviary.found(text_of(client.get(then.path))))
            findings += [f"{then.path} shows {word}" for word in shown - words]
    before = prints.take()
    for then, status in refused:
        answer = client.get(then.path)
        findings += knock_at(client, who, then, aviary)[0]
        findings += [] if answer.status_code in (status, 409) else [f"{then.path}: {answer.status_code}, not {status}"]
    assert changed(before, prints.take()) == set()
    count("doors to the past that are shut as those to the present are", len(refused))
    assert refused
    assert findings == []


def test_whoever_has_the_right_sees_the_words_of_then(furnished, sizes):
    """A suite that never sees a word would find no leak either."""
    max_ = next(one for one in principals.EVERY if one.name == "max")
    answer = principals.client(furnished, max_).get(f"/councils/210/?as_of={sizes['council/210']}")
    shown = houses.aviary().found(text_of(answer))
    assert "casework_child" in {canary.table for canary in shown}
    assert {canary.house for canary in shown} == {"council_210"}
