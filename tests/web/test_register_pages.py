"""The register through its addresses: prepared and checked by the panel's people, then read by anybody."""

import csv
import io
import json
import re

import pytest
from django.test import Client

from arbitration.publication_views import work
from ledger.signer import log_key, settle
from tests.arbitration import post
from tests.arbitration import register as way
from tests.ledger.bundles import iro_verify


def address(determination_id, *more: str) -> str:
    return "/".join(("/panel/publications", str(determination_id), *more, ""))


@pytest.fixture
def published(cast):
    return way.published(cast, way.determined(cast))


def test_from_the_docket_to_the_register_by_two_people(cast, sign_in):
    determination_id = way.determined(cast)
    sara, arno = sign_in("sara"), sign_in("arno")
    assert "To be prepared" in sara.get("/panel/publications/").content.decode()
    assert "perhaps a name or a place" in sara.get(address(determination_id)).content.decode()
    with post.panel(cast):
        texts = work(determination_id, actor=way.secretary(cast)).texts
    refused = sara.post(address(determination_id), {**texts, "outcome": "iro", "summary": "Dora Singh was slow."})
    assert refused.status_code == 422
    assert "Take out “Dora Singh” (the name of a person)." in refused.content.decode()
    saved = sara.post(address(determination_id), {**texts, "outcome": "iro", "summary": way.SUMMARY})
    assert saved.status_code == 302
    check = re.search(r"/panel/versions/[0-9a-f-]{36}/check/", arno.get("/panel/publications/").content.decode())[0]
    assert way.SUMMARY in arno.get(check).content.decode()
    every = list(way.AFFIRMED)
    assert sara.post(check, {"affirmed": every, "verdict": "pass"}).status_code == 409
    assert (
        "It can’t pass unless you affirm"
        in arno.post(check, {"affirmed": every[1:], "verdict": "pass"}).content.decode()
    )
    assert arno.post(check, {"affirmed": every, "verdict": "pass"}).status_code == 302
    assert arno.post(address(determination_id, "publish"), {"understood": "on"}).status_code in (403, 404)
    done = sara.post(address(determination_id, "publish"), {"understood": "on"}, follow=True)
    assert f"[{post.today().year}] IRO-NATIONAL 1" in done.content.decode()
    assert way.SUMMARY in Client().get("/register/national/").content.decode()


def test_anybody_reads_a_determination_with_its_citation_and_a_proof_that_holds(cast, published, tmp_path):
    anybody, page = Client(), f"/register/national/{published.slug}/"
    html = anybody.get(page).content.decode()
    for text in (f"[{published.year}] IRO-NATIONAL 1", way.SUMMARY, published.sha256, "Not signed yet", "declines"):
        assert text in html
    assert anybody.get(f"{page}proof").status_code == 409
    settle(cast.house("panel/national"))
    html = anybody.get(page).content.decode()
    assert "Not signed yet" not in html
    leaf = html.split('app-code">')[2][:64]
    (tmp_path / "policy").write_text(f"log {log_key(cast.house('panel/national').origin)}\nquorum 0\n")
    (tmp_path / "proof").write_bytes(anybody.get(f"{page}proof").content)
    (tmp_path / "bundle").write_bytes(anybody.get(f"{page}bundle").content)
    proof = iro_verify(tmp_path / "proof", "--leaf", leaf, "--policy", tmp_path / "policy")
    bundle = iro_verify(tmp_path / "bundle", "--json", "--policy", tmp_path / "policy")
    assert proof.returncode == 0, proof.stdout
    found = json.loads(bundle.stdout)
    assert (found["ok"], found["part_of"]["kind"]) == (True, "publication")
    assert set(found["tables"]) == {"arbitration_publication", "arbitration_publishedcompliance"}
    assert b"Sara" not in (tmp_path / "bundle").read_bytes()
    told = json.loads(anybody.get(f"{page}json").content)
    assert told["content"]["summary"] == way.SUMMARY


def test_it_is_the_same_for_everybody_and_may_be_kept_on_the_way(sign_in, published):
    for path in ("/register/national/", f"/register/national/{published.slug}/", "/register/national/data.csv"):
        answer = Client().get(path)
        assert answer["Cache-Control"] == "public, max-age=300"
        assert "Vary" not in answer or "Cookie" not in answer["Vary"]
        assert sign_in("ada").get(path).content == answer.content
        assert Client().get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
        assert Client().post(path).status_code == 405
    for nowhere in ("/register/nowhere/", "/register/national/2026-iro-national-9/", "/register/national/x/json"):
        assert Client().get(nowhere).status_code == 404


def test_it_is_searched_and_taken_away_as_csv_and_json(cast, published):
    for query, found in (
        ("issue=IC11", 1), ("issue=IC12", 0), ("outcome=iro&standing=declined", 1), ("standing=done", 0),
        ("quarter=2020-Q1", 0), ("outcome=%27;--", 0),
    ):  # fmt: skip
        listed = Client().get(f"/register/national/?{query}").content.decode()
        assert listed.count(f"/register/national/{published.slug}/") == found, query
        told = json.loads(Client().get(f"/register/national/data.json?{query}").content)
        assert len(told["determinations"]) == found, query
    [row] = csv.DictReader(io.StringIO(Client().get("/register/national/data.csv").content.decode()))
    assert (row["citation"], row["issue"], row["answer"], row["council"]) == (
        f"[{published.year}] IRO-NATIONAL 1", "IC11", "decline", "",
    )  # fmt: skip
    assert "Data dictionary" in Client().get("/register/national/data/").content.decode()


def test_small_numbers_are_withheld_in_picture_and_table(published):
    html = Client().get("/register/national/").content.decode()
    figures = re.findall(r"<figure.*?</figure>", html, re.DOTALL)
    assert len(figures) == 5
    for figure in figures:
        assert "withheld" in figure
        assert not re.search(r">[1-4]<", figure)


def test_several_registers_are_listed_and_withdrawn_text_is_gone_everywhere(cast, sign_in, published):
    assert "/register/northern/" in Client().get("/register/").content.decode()
    with post.panel(cast):
        assert work(way.Determination.objects.get().id, actor=way.secretary(cast)).citation
    sara = sign_in("sara")
    withdraw = f"/panel/published/{published.id}/withdraw/"
    assert sara.post(withdraw, {"reason": "Dora Singh asked."}).status_code == 422
    assert sara.post(withdraw, {"reason": "Somebody could be recognised."}).status_code == 302
    settle(cast.house("panel/national"))
    page = f"/register/national/{published.slug}/"
    for path in ("/register/national/", page, f"{page}json", f"{page}bundle", "/register/national/data.csv"):
        assert way.SUMMARY not in Client().get(path).content.decode(), path
    assert "Somebody could be recognised." in Client().get(page).content.decode()
