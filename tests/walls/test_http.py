"""Everybody knocks at every address of every house, with objects of every house, by every method."""

import re

import pytest
from django.test import override_settings

from tests.walls import houses, oracle, principals, routes
from tests.walls.extent import one_in
from tests.walls.fingerprint import changed
from tests.walls.knocks import Knock, knock_at, knocks, objects, text_of

BARRED, OPEN = one_in(100), one_in(20)


@pytest.fixture
def every_knock(prints):
    found = routes.houses()
    return list(knocks(found, objects(prints.cursor, houses.schemas(), found)))


@pytest.mark.parametrize("who", principals.EVERY, ids=lambda who: who.name)
def test_every_door(furnished, prints, every_knock, who, count, logged):
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
    count("attacks: requests without the right", len(barred))
    count("attacks: requests with the right, most for what is another's", len(open_))
    count("words of their own houses seen by those with the right", seen)
    count("leaks and wrong answers", len(findings))
    assert written == set()
    assert findings == []
    assert aviary.found(logged.getvalue()) == set()


def split(who, every) -> tuple[list[Knock], list[Knock]]:
    """Those without the right, and those with it."""
    barred, open_ = [], []
    for knock in every:
        if oracle.fate(who, knock.route, knock.house, knock.method).reached:
            open_ += [knock] if knock.number % OPEN == 0 else []
        elif knock.number % BARRED == 0:
            barred.append(knock)
    return barred, open_


HONEST = {
    "max": ("/councils/210/", "casework_child"),
    "bea": ("/councils/305/disputes/", "escalation_dispute"),
    "cleo": ("/api/v1/councils/351/cases", "casework_child"),
    "system-305": ("/api/v1/councils/305/cases", "casework_child"),
    "nora": ("/councils/351/", "casework_child"),
    "ada": ("/region/", "workforce_diaryentry"),
    "mary": ("/region/team/", "workforce_officer"),
    "sven": ("/panel/", "arbitration_referral"),
    "arno": ("/panel/", "arbitration_referral"),
}


@pytest.mark.parametrize("name", HONEST)
def test_whoever_has_the_right_sees_the_words(furnished, name):
    """A suite that never sees a word would find no leak either."""
    who = next(one for one in principals.EVERY if one.name == name)
    path, table = HONEST[name]
    seen = houses.aviary().found(text_of(principals.client(furnished, who).get(path)))
    assert {canary.house for canary in seen} == {house_of(path, who).replace("/", "_")}
    assert table in {canary.table for canary in seen}


def house_of(path, who) -> str:
    code = re.search(r"councils/(\d{3})/", path)
    return f"council/{code[1]}" if code else who.house


@pytest.fixture
def leaking():
    with override_settings(ROOT_URLCONF="tests.walls.leaks"):
        yield


@pytest.mark.parametrize(("name", "leak", "told"), [
    ("max", "body?council_305", "shows Canary(house='council_305', table='casework_child', column='given_names'"),
    ("max", "header?region_london", "shows Canary(house='region_london'"),
    ("pat", "table?council_210", "table='escalation_answer'"),
    ("max", "error?council_305", "answered 500"),
    ("bea", "body?council_305", "answered 200"),
])  # fmt: skip
def test_a_planted_leak_is_found(furnished, leaking, name, leak, told):
    who = next(one for one in principals.EVERY if one.name == name)
    route = next(one for one in routes.houses() if one.template.endswith("/leaks/<str:how>"))
    if name == "bea":
        # As if the entrance had let her in: the oracle knows her as a stranger.
        who, client = principals.Principal("stranger", "iro", "region/north"), principals.client(furnished, who)
        path = "/councils/305/leaks/"
    else:
        client, path = principals.client(furnished, who), "/councils/210/leaks/"
    knock = Knock(route, "GET", path + leak, path[1:-7].replace("councils", "council"))
    findings, _ = knock_at(client, who, knock, houses.aviary())
    assert any(told in finding.what for finding in findings), findings


def test_a_planted_write_is_found(furnished, leaking, prints):
    max_ = principals.client(furnished, next(one for one in principals.EVERY if one.name == "max"))
    before = prints.take()
    assert max_.get("/councils/210/leaks/write?council_305").status_code == 200
    assert changed(before, prints.take()) == {"council_305.casework_worker"}
