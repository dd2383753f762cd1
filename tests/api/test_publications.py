"""The way to the register by the API: prepared by one, passed by another, published, corrected and withdrawn."""

import pytest

from tests.api.test_cases import problem
from tests.api.test_dispute_moves import made
from tests.api.test_votes_and_answers import sent
from tests.arbitration import post
from tests.arbitration import register as way

PANEL = "/api/v1/panel"
AFFIRMED = {"passed": True, "affirmed": list(way.AFFIRMED)}


@pytest.fixture
def determined(cast):
    """The address of a determination that the council answered."""
    return f"{PANEL}/publications/{way.determined(cast)}"


def written(cast):
    with post.panel(cast):
        return way.counts()


def prepared(client, address, **changes):
    found = client.get(address).json()
    texts = {**found["texts"], "summary": way.SUMMARY, **changes}
    return made(client, f"{address}/versions", {"outcome": "iro", "texts": texts})["id"]


def test_two_people_bring_it_there_and_anybody_reads_it(cast, sign_in, client, determined):
    sara, arno = sign_in("sara"), sign_in("arno")
    [line] = sara.get(f"{PANEL}/publications").json()["lines"]
    assert (line["state"], line["late"], line["limit"]["rule"]) == ("prepare", False, "arbitration.publication")
    texts = {**sara.get(determined).json()["texts"], "summary": "Dora Singh was slow."}
    before = written(cast)
    problem(sent(sara, f"{determined}/versions", {"outcome": "iro", "texts": texts}), 422, "still-traceable")
    problem(sent(sara, f"{determined}/versions", {"outcome": "won", "texts": texts}), 422, "invalid")
    assert written(cast) == before
    version = f"{PANEL}/versions/{prepared(sara, determined)}"
    assert [one["mine"] for one in arno.get(f"{PANEL}/publications").json()["checks"]] == [False]
    assert arno.get(version).json()["passages"][0] == ["In one or two sentences", way.SUMMARY]
    before = written(cast)
    problem(sent(sara, f"{version}/check", AFFIRMED), 409, "same-person")
    problem(sent(arno, f"{version}/check", {"passed": True, "affirmed": ["s97"]}), 422, "invalid")
    problem(sent(sara, f"{determined}/publish", {}), 409, "not-publishable")
    assert written(cast) == before
    made(arno, f"{version}/check", AFFIRMED)
    problem(sent(arno, f"{determined}/publish", {}), 403, "not-permitted")
    told = made(sara, f"{determined}/publish", {})
    assert told["citation"] == f"[{post.today().year}] IRO-NATIONAL 1"
    assert client.get(f"/register/national/{told['slug']}/json").json()["sha256"] == told["sha256"]
    problem(sent(sara, f"{determined}/publish", {}), 409, "already-published")


def test_it_is_delayed_for_a_court_then_corrected_and_withdrawn(cast, sign_in, client, determined):
    sara, arno = sign_in("sara"), sign_in("arno")
    made(arno, f"{PANEL}/versions/{prepared(sara, determined)}/check", AFFIRMED)
    delay = {"ground": "criminal", "reason": "A trial in June.", "until": f"{post.today().year + 1}-01-05"}
    made(sara, f"{determined}/delays", delay)
    problem(sent(sara, f"{determined}/publish", {}), 409, "not-publishable")
    made(sara, f"{determined}/delays", delay | {"until": post.today().isoformat()})
    told = made(sara, f"{determined}/publish", {})
    there, page = f"{PANEL}/published/{told['id']}", f"/register/national/{told['slug']}/json"
    problem(sent(sara, f"{there}/corrections", {"reason": "Too much."}), 409, "not-publishable")
    made(arno, f"{PANEL}/versions/{prepared(sara, determined, summary='Nothing was looked for.')}/check", AFFIRMED)
    made(sara, f"{there}/corrections", {"reason": "Too much."})
    assert client.get(page).json()["content"]["summary"] == "Nothing was looked for."
    problem(sent(sara, f"{there}/withdrawal", {"reason": "Dora Singh asked."}), 422, "still-traceable")
    made(sara, f"{there}/withdrawal", {"reason": "Somebody could be recognised."})
    assert client.get(page).json()["content"] is None
    problem(sent(sara, f"{there}/withdrawal", {"reason": "Again."}), 409, "already-withdrawn")
