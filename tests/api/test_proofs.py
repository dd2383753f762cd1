"""A receipt exchanged for proof by the API, and the proof checked by `iro-verify` with nothing but a policy."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from ledger.models import Read
from ledger.sequencer import sequence
from ledger.signer import log_key, settle
from tenants.pins import pinned
from tests.api.test_cases import changed, post
from tests.ledger.attacks import attack, southwark
from tests.ledger.bundles import iro_verify

__all__ = ["attack", "southwark"]


@pytest.fixture
def receipt(cast, token):
    """(headers of Southwark's system, the receipt of a case it handed in)."""
    headers = token("210")
    return headers, post(headers, changed()).json()["receipt"]


def ask(headers, leaf, code="210"):
    return Client().get(f"/api/v1/councils/{code}/proofs/{leaf}", headers=headers)


def check(cast, folder, proof, receipt):
    (folder / "proof").write_bytes(proof)
    (folder / "receipt").write_text(json.dumps(receipt))
    (folder / "policy").write_text(f"log {log_key(cast.house('council/210').origin)}\nquorum 0\n")
    return iro_verify(folder / "proof", "--receipt", folder / "receipt", "--policy", folder / "policy")


def test_each_leaf_of_a_receipt_is_exchanged_for_a_proof_that_anybody_can_check(cast, receipt, tmp_path):
    headers, given = receipt
    settle(cast.house("council/210"))
    assert len(given["leaf_hashes"]) > 3
    for leaf in given["leaf_hashes"]:
        answer = ask(headers, leaf)
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
        assert answer.content.startswith(b"c2sp.org/tlog-proof@v1\nindex ")
        done = check(cast, tmp_path, answer.content, given)
        assert done.returncode == 0, done.stdout + done.stderr
        assert given["change_id"] in done.stdout


def test_while_it_waits_for_its_number_or_a_signature_it_says_when_to_ask_again(cast, receipt):
    headers, given = receipt
    leaf = given["leaf_hashes"][0]
    for step in (lambda house: None, sequence):
        step(cast.house("council/210"))
        answer = ask(headers, leaf)
        assert (answer.status_code, answer.json()["code"]) == (409, "not-signed-yet")
        assert int(answer["Retry-After"]) > 0
    settle(cast.house("council/210"))
    post(headers, changed(reference=uuid4().hex[:8]))
    assert ask(headers, leaf).status_code == 200


@pytest.mark.parametrize(
    "leaf", ["ab" * 32, "AB" * 32, "ab", "x" * 64, "ab" * 33, "0" * 63 + "\N{ARABIC-INDIC DIGIT ONE}"]
)
def test_what_is_no_leaf_of_this_log_is_not_there(cast, receipt, leaf):
    headers, _ = receipt
    settle(cast.house("council/210"))
    answer = ask(headers, leaf)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_another_councils_leaf_is_not_there_nor_is_another_councils_log(cast, receipt, token):
    _, given = receipt
    settle(cast.house("council/210"))
    leaf = given["leaf_hashes"][0]
    assert ask(token("305"), leaf, "305").status_code == 404
    assert ask(token("305"), leaf, "210").status_code == 404
    assert Client().get(f"/api/v1/councils/210/proofs/{leaf}").status_code == 401


def test_no_proof_is_given_of_a_log_that_was_altered(cast, receipt, attack):
    headers, given = receipt
    settle(cast.house("council/210"))
    assert attack("UPDATE ledger_entry SET leaf = sha256('x') WHERE index = 0")
    answer = ask(headers, given["leaf_hashes"][-1])
    assert (answer.status_code, answer.json()["code"]) == (409, "not-as-recorded")


def test_a_proof_tells_nothing_of_a_child_so_no_look_is_recorded(cast, receipt):
    headers, given = receipt
    settle(cast.house("council/210"))
    ask(headers, given["leaf_hashes"][0])
    with pinned(cast.house("council/210").own_pin()):
        assert not Read.objects.exists()
