"""Papers by the API: handed in, listed, read; and to whom there is nothing."""

import os
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from casework.models import Paper
from ledger.models import Change, Read
from tenants.pins import pinned
from tests.api.test_cases import changed, post
from tests.casework.cases import proposed
from tests.casework.papers import PDF, send


@pytest.fixture
def child(cast, token):
    """(headers of Southwark's system, the child's id)."""
    headers = token("210")
    return headers, post(headers, changed()).json()["id"]


def kept():
    return sorted(path.name for path in Path(settings.FILES_HOME).rglob("*") if path.is_file())


def written(cast, code="210"):
    with pinned(cast.house(f"council/{code}").own_pin()):
        return Paper.objects.count(), Paper.history.count(), Change.objects.count(), kept()


def test_a_paper_is_handed_in_listed_and_read(cast, child):
    headers, child_id = child
    answer = send(headers, child_id)
    added = answer.json()
    assert (answer.status_code, added["media_type"], added["size"]) == (201, "application/pdf", len(PDF))
    assert len(added["receipt"]["leaf_hashes"]) == 2
    assert kept() == [added["sha256"]]
    listed = Client().get(f"/api/v1/councils/210/cases/{child_id}/papers", headers=headers).json()["items"]
    assert [(one["id"], one["name"], one["kind"], one["replaced"]) for one in listed] == [
        (added["id"], "Care plan.pdf", "care_plan", False)
    ]
    read = Client().get(answer["Location"], headers=headers)
    assert (read.status_code, read.content, read["Content-Type"]) == (200, PDF, "application/pdf")
    assert read["Content-Disposition"] == 'attachment; filename="Care plan.pdf"'
    assert read["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert read["X-Content-Type-Options"] == "nosniff"
    assert {"no-store", "private"} == set(read["Cache-Control"].split(", "))
    with pinned(cast.house("council/210").own_pin()):
        assert list(Read.objects.order_by("id").values_list("what", "children")) == [
            ("papers", [child_id]), ("paper", [child_id]),
        ]  # fmt: skip


def test_a_better_one_takes_its_place_and_both_stay(cast, child):
    headers, child_id = child
    first = send(headers, child_id).json()
    second = send(headers, child_id, content=PDF + b"2", replaces=first["id"])
    assert second.status_code == 201
    before = written(cast)
    third = send(headers, child_id, content=PDF + b"3", replaces=first["id"])
    assert (third.status_code, third.json()["code"]) == (409, "paper-replaced")
    # A file without a row is seen by nobody, and is there if it comes again.
    assert written(cast)[:3] == before[:3]
    listed = Client().get(f"/api/v1/councils/210/cases/{child_id}/papers", headers=headers).json()["items"]
    assert {one["id"]: one["replaced"] for one in listed} == {first["id"]: True, second.json()["id"]: False}


def test_a_name_that_no_header_can_carry_is_carried(child):
    headers, child_id = child
    added = send(headers, child_id, name='Zoë "Plan"; x=y.pdf')
    read = Client().get(added["Location"], headers=headers)
    assert read["Content-Disposition"].startswith("attachment; filename*=utf-8''Zo%C3%AB%20")


@pytest.mark.parametrize(("words", "status", "code"), [
    ({"content": b"<html><script>"}, 422, "paper-invalid"),
    ({"name": "plan.html", "content": b"<html>"}, 422, "paper-invalid"),
    ({"name": "plan.svg"}, 422, "paper-invalid"),
    ({"content": b""}, 422, "paper-invalid"),
    ({"kind": "love_letter"}, 422, "paper-invalid"),
    ({"replaces": str(uuid4())}, 422, "paper-invalid"),
    ({"replaces": "no id"}, 422, "invalid"),
    ({"surprise": "x"}, 422, "invalid"),
    ({"content": PDF + bytes(settings.PAPER_MOST)}, 413, "paper-too-large"),
    ({"content": PDF + bytes(settings.PAPER_MOST + settings.FORM_AROUND_PAPER)}, 413, "body-too-large"),
])  # fmt: skip
def test_what_is_no_paper_leaves_nothing(cast, child, words, status, code):
    headers, child_id = child
    before = written(cast)
    answer = send(headers, child_id, **words)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert written(cast) == before


def test_other_addresses_take_no_more_than_before(child):
    headers, _ = child
    body = b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = Client().post("/api/v1/councils/210/cases", body, content_type="application/json", headers=headers)
    assert answer.json()["code"] == "body-too-large"


def test_nothing_of_it_lies_about_on_the_machine(child, tmp_path, monkeypatch):
    headers, child_id = child
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert send(headers, child_id, content=PDF + os.urandom(5_000_000)).status_code == 201
    assert list(tmp_path.iterdir()) == []


def test_to_others_there_is_nothing(cast, token, sign_in, child):
    headers, child_id = child
    paper_id = send(headers, child_id).json()["id"]
    before = written(cast), written(cast, "305")
    strangers = [
        (Client(), token("305"), "210"), (Client(), token("305"), "305"), (Client(), token("351"), "210"),
        (sign_in("bea"), {}, "210"), (sign_in("bea"), {}, "305"), (sign_in("nora"), {}, "210"),
        (sign_in("arno"), {}, "210"), (sign_in("ada"), {}, "210"), (sign_in("otto"), {}, "210"),
    ]  # fmt: skip
    for client, theirs, code in strangers:
        for path in (f"papers/{paper_id}", f"cases/{child_id}/papers"):
            assert client.get(f"/api/v1/councils/{code}/{path}", headers=theirs).status_code == 404
        assert client.get(f"/councils/{code}/papers/{paper_id}/", headers=theirs).status_code == 404
        assert send(theirs, child_id, code).status_code in (401, 404)
    assert Client().get(f"/api/v1/councils/210/papers/{paper_id}").status_code == 401
    assert (written(cast), written(cast, "305")) == before


@pytest.mark.parametrize("path", [
    "papers/../papers/{id}", "papers/%2e%2e/{id}", "papers/{id}%00", "papers/{id}/..", "papers//{id}",
    "papers/{sha}", "papers/210/{sha}", "files/{sha}",
])  # fmt: skip
def test_no_other_address_leads_to_it(child, path):
    headers, child_id = child
    added = send(headers, child_id).json()
    address = f"/api/v1/councils/210/{path.format(id=added['id'], sha=added['sha256'])}"
    assert Client().get(address, headers=headers).status_code in (400, 404)


def test_a_file_that_was_altered_is_not_shown_and_the_attempt_is_no_download(cast, child):
    headers, child_id = child
    added = send(headers, child_id).json()
    [path] = Path(settings.FILES_HOME).rglob(added["sha256"])
    path.write_bytes(PDF + b"!")
    answer = Client().get(f"/api/v1/councils/210/papers/{added['id']}", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (500, "file-damaged")
    assert PDF not in answer.content


def test_the_councils_practitioner_hands_in_and_the_director_only_reads(cast, sign_in):
    case = proposed(cast)
    address = f"/councils/210/cases/{case.child_id}/papers/new/"
    assert sign_in("pat").get(address).status_code == 200
    assert sign_in("dora").get(address).status_code == 403


def test_who_agreed_a_plan_stands_with_it(child):
    headers, key = child
    assert send(headers, key, agreed_by="Max Adeyemi", agreed_on="2026-01-20").status_code == 201
    (shown,) = Client().get(f"/api/v1/councils/210/cases/{key}/papers", headers=headers).json()["items"]
    assert (shown["agreed_by"], shown["agreed_on"]) == ("Max Adeyemi", "2026-01-20")


@pytest.mark.parametrize(("words", "field"), [
    ({"agreed_by": "Max Adeyemi"}, "#/agreed_on"),
    ({"agreed_on": "2026-01-20"}, "#/agreed_by"),
    ({"agreed_by": "Max Adeyemi", "agreed_on": "2099-01-20"}, "#/agreed_on"),
    ({"agreed_by": "Max Adeyemi", "agreed_on": "2026-01-20", "kind": "court_order"}, "#/agreed_by"),
])  # fmt: skip
def test_an_agreement_that_makes_no_sense_is_refused_and_nothing_is_written(cast, child, words, field):
    before = written(cast)
    answer = send(*child, **words)
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [field]
    assert written(cast) == before
