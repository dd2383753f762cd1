"""Cases found and filtered, by API and page: of those whom the actor may see alone, and the look is recorded."""

import pytest
from django.test import Client

from tests.api.test_cases import changed, post, problem
from tests.casework.cases import a_case, proposed
from tests.past import numbered, seen
from tests.reviews.care import in_care

LIST = "/api/v1/councils/210/cases"
SEARCH = f"{LIST}/search"
CHILDREN = (
    {},
    {"child__reference": "SW-1002", "child__given_names": "Tamsin", "child__family_name": "O’Neill-Świątek",
     "child__date_of_birth": "2012-11-30", "episode__legal_status": "V2", "worker__reference": "W2"},
    {"child__reference": "XX-7", "child__given_names": "", "child__family_name": "", "episode__placement_type": "K2",
     "child__date_of_birth": "2015-02-03", "looked_after_from": "2025-03-01"},
)  # fmt: skip


@pytest.fixture
def headers(cast, token):
    found = token("210")
    for words in CHILDREN:
        assert post(found, changed(**words)).status_code == 201
    return found


def references(answer):
    assert answer.status_code == 200, answer.content
    return [one["reference"] for one in answer.json()["items"]]


def search(headers, **words):
    return Client().post(SEARCH, words, content_type="application/json", headers=headers)


@pytest.mark.parametrize(("find", "found"), [
    ("zoe oneill", ["SW-1001"]),
    ("ZOË O'NEILL", ["SW-1001"]),
    ("o’neill", ["SW-1001", "SW-1002"]),
    ("swiatek", ["SW-1002"]),
    ("sw-10", ["SW-1001", "SW-1002"]),
    ("sw1002", ["SW-1002"]),
    ("2015-02-03", ["SW-1001", "XX-7"]),
    ("03/02/2015 zoe", ["SW-1001"]),
    ("zoe świątek", []),
    ("%", []),
    ("-", []),
    ("_", []),
    (".*", []),
])  # fmt: skip
def test_found_by_name_reference_and_date_of_birth(headers, find, found):
    assert references(search(headers, find=find)) == found


@pytest.mark.parametrize(("query", "found"), [
    ({"legal_status": "V2"}, ["SW-1002"]),
    ({"placement_type": "K2"}, ["XX-7"]),
    ({"worker": "W2"}, ["SW-1002"]),
    ({"iro": "none"}, ["SW-1001", "SW-1002", "XX-7"]),
    ({"state": "closed"}, []),
    ({"state": "open", "looked_after_on": "2025-03-01"}, ["XX-7"]),
    ({"looked_after_on": "2025-02-28"}, []),
    ({"legal_status": "C1", "after": "SW-1001"}, ["XX-7"]),
])  # fmt: skip
def test_filtered(headers, query, found):
    assert references(Client().get(LIST, query, headers=headers)) == found


def test_filtered_by_the_iro_who_is_appointed(cast, token):
    case, ada = in_care(cast), cast.person("ada").id
    found = Client().get(LIST, {"iro": ada}, headers=token("210")).json()["items"]
    assert [one["child_id"] for one in found] == [str(case.child_id)]
    assert references(Client().get(LIST, {"iro": "none"}, headers=token("210"))) == []


def test_the_past_is_filtered_by_what_was_known_then(cast, headers):
    size = numbered(cast)
    assert references(Client().get(LIST, {"legal_status": "V2", "as_of": size}, headers=headers)) == ["SW-1002"]
    assert references(Client().get(LIST, {"legal_status": "V2", "as_of": 1}, headers=headers)) == []


def test_a_search_goes_on_and_leaves_a_look_at_the_shown_alone(cast, headers):
    first = search(headers, find="sw", limit=1).json()
    assert ([one["reference"] for one in first["items"]], first["next"]) == (["SW-1001"], "SW-1001")
    assert references(search(headers, find="sw", limit=1, after="SW-1001")) == ["SW-1002"]
    assert [(what, len(children)) for what, children in seen(cast)] == [("search", 1), ("search", 1)]
    assert seen(cast)[0][1] == [first["items"][0]["child_id"]]


@pytest.mark.parametrize("words", [{}, {"find": ""}, {"find": "\x00"}, {"find": "x" * 201}, {"find": "x", "limit": 201},
                                   {"find": "x", "iro": "ada"}, {"find": "x", "surname": "x"}])  # fmt: skip
def test_what_makes_no_search_is_refused_and_nobody_is_looked_at(cast, headers, words):
    problem(search(headers, **words), 422, "invalid")
    assert seen(cast) == []


@pytest.mark.parametrize("query", [{"find": "zoe"}, {"state": "asleep"}, {"iro": "ada"}, {"looked_after_on": "today"}])
def test_a_filter_that_nobody_knows_is_refused(cast, headers, query):
    problem(Client().get(LIST, query, headers=headers), 422, "invalid")
    assert seen(cast) == []


def test_an_iro_finds_only_those_whose_iro_she_is(cast, sign_in):
    hers = in_care(cast)
    proposed(cast, a_case("SW-2002", child={"family_name": "Quayle-Marlowe"}))
    page = sign_in("ada").post("/councils/210/", {"find": "quayle"}).content.decode()
    assert str(hers.child_id) in page
    assert "SW-2002" not in page


def test_found_by_page_with_no_word_in_an_address(cast, sign_in, headers):
    client = sign_in("max")
    page = client.post("/councils/210/", {"find": "tamsin"})
    shown = page.content.decode()
    assert page.status_code == 200
    assert "SW-1002" in shown
    assert "SW-1001" not in shown
    assert 'value="tamsin"' in shown
    assert "Nobody was found" in client.post("/councils/210/", {"find": "nobody"}).content.decode()
    assert client.post("/councils/210/", {"find": ""}).status_code == 422
    assert "tamsin" not in client.get("/councils/210/", {"find": "tamsin"}).content.decode()
