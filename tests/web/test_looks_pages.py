"""Who looked at a child's record: asked by the child's IRO, their manager and the data protection officer, on pages."""

import re

import pytest
from django.test import Client

from casework.models import Child
from ledger.models import Read
from tenants.pins import pinned
from tests.reviews.care import in_care


@pytest.fixture
def case(cast):
    return in_care(cast)


def looks_page(client, case, query=""):
    return client.get(f"/councils/210/cases/{case.child_id}/looks/{query}")


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def recorded(cast, case):
    with pinned(cast.house("council/210").own_pin()):
        return list(Read.objects.filter(children__contains=[str(case.child_id)]).order_by("id"))


def test_each_view_tells_who_as_what_for_whom_why_and_how(cast, sign_in, case):
    assert sign_in("pat").get(f"/councils/210/cases/{case.child_id}/").status_code == 200
    page = looks_page(sign_in("ada"), case)
    assert page.status_code == 200
    shown = text(page)
    assert "Pat Deacon Council practitioner" in shown
    assert "Southwark" in shown
    assert "The case" in shown
    assert "The history of the record" in shown
    assert "Casework on a page" in shown
    # The page itself is a look, and stands in the next one, under the login of the region.
    last = recorded(cast, case)[-1]
    assert (last.what, last.actor_name, last.role) == ("looks", "Ada Fairweather", "Independent Reviewing Officer")
    again = text(looks_page(sign_in("ada"), case))
    assert "London Independent Reviewing Service Who looked Oversight of access" in again


def test_from_the_childs_page(sign_in, case):
    address = f"/councils/210/cases/{case.child_id}/"
    for name, offered in (("ada", True), ("mary", True), ("max", False), ("pat", False)):
        assert (f'href="{address}looks/"' in sign_in(name).get(address).content.decode()) is offered, name


@pytest.mark.parametrize(("who", "status"), [
    ("ada", 200), ("mary", 200), ("dee", 200), ("ben", 404), ("max", 403), ("dora", 403), ("pat", 403), ("hugo", 403),
    ("bea", 404), ("nora", 404), ("sara", 404), ("otto", 404),
])  # fmt: skip
def test_who_may_ask(cast, sign_in, case, who, status):
    before = len(recorded(cast, case))
    answer = looks_page(sign_in(who), case)
    assert answer.status_code == status
    assert len(recorded(cast, case)) == before + (status == 200)
    if status != 200:
        assert "Looks at the record" not in answer.content.decode()


def test_the_data_protection_officer_finds_a_record_by_reference_and_sees_no_more_of_the_child(cast, sign_in, case):
    dee = sign_in("dee")
    assert dee.get("/").headers["Location"] == "/councils/210/looks/"
    assert dee.get("/councils/210/looks/").status_code == 200
    reference = reference_of(cast, case)
    unknown = dee.post("/councils/210/looks/", {"reference": "nobody"})
    assert unknown.status_code == 422
    assert "There is no child with the reference nobody here" in unknown.content.decode()
    found = dee.post("/councils/210/looks/", {"reference": reference})
    assert (found.status_code, found["Location"]) == (302, f"/councils/210/cases/{case.child_id}/looks/")
    shown = text(dee.get(found["Location"]))
    assert reference in shown
    assert "Data protection officer" in shown
    assert "Tamsin" not in shown
    for closed in ("", "disputes/", f"cases/{case.child_id}/", "votes/", "appointments/"):
        assert dee.get(f"/councils/210/{closed}").status_code == 403, closed
    assert sign_in("max").get("/councils/210/looks/").status_code == 403


def reference_of(cast, case):
    with pinned(cast.house("council/210").own_pin()):
        return Child.objects.get(pk=case.child_id).reference


def test_older_looks_follow_page_by_page(cast, sign_in, case):
    pat, ada = sign_in("pat"), sign_in("ada")
    for _ in range(14):
        pat.get(f"/councils/210/cases/{case.child_id}/")
    assert len(recorded(cast, case)) > 60
    first = looks_page(ada, case).content.decode()
    older = re.search(r'href="(\?before=\d+)"', first)[1]
    second = looks_page(ada, case, older).content.decode()
    assert first.count('scope="row"') == 50
    assert second.count('scope="row"') == len(recorded(cast, case)) - 2 - 50
    assert looks_page(ada, case, "?before=x").content.decode().count('scope="row"') == 50
    assert looks_page(ada, case, "?before=1").status_code == 200


def test_the_same_through_the_api(cast, sign_in, token, case):
    address = f"/api/v1/councils/210/cases/{case.child_id}/looks"
    sign_in("max").get(f"/councils/210/cases/{case.child_id}/")
    page = sign_in("dee").get(f"{address}?limit=2")
    assert page.status_code == 200
    body = page.json()
    assert len(body["items"]) == 2
    assert set(body["items"][0]) == {
        "at",
        "who",
        "role",
        "what",
        "children",
        "purpose",
        "door",
        "on_behalf_of",
        "by_break_glass",
    }
    assert body["items"][0]["who"] == "Max Adeyemi"
    older = sign_in("dee").get(f"{address}?before={body['next']}").json()
    assert {one["who"] for one in older["items"]} == {"Max Adeyemi"}
    assert sign_in("dee").get(f"{address}?before=x").json()["code"] == "invalid"
    refused = Client().get(address, headers=token("210"))
    assert (refused.status_code, refused.json()["code"]) == (403, "not-permitted")
