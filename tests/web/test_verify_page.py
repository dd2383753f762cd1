"""/verify/: anybody drops a bundle or a proof there and sees the result, as `iro-verify` would give it."""

import html
import json

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings

from accounts.actor import Door, process
from ledger.export import export
from ledger.models import Entry
from ledger.proving import proof
from ledger.signer import settle
from tenants.pins import pinned
from tests.ledger.attacks import southwark
from tests.ledger.bundles import GOOD, LEAVES, W1, bundle_bytes, edit, field_of, lines_as, policy_file, signer
from tests.ledger.rows import write_children
from tests.ledger.test_proofs import proof_of, receipt_of
from tests.ledger.test_verifier_parts import part

__all__ = ["southwark"]


@pytest.fixture
def policy(tmp_path):
    return policy_file(tmp_path).read_text()


def drop(content, **fields):
    file = SimpleUploadedFile("bundle.jsonl", content)
    answer = Client().post("/verify/", {"file": file, **fields})
    return answer.status_code, html.unescape(answer.content.decode())


def test_it_needs_no_sign_in_and_no_script(cast):
    answer = Client().get("/verify/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "You need no account" in text
    assert "iro-verify FILE --policy KEYS" in text
    assert "<script" not in text


def test_the_bundle_of_a_house_is_verified_by_the_keys_of_this_installation(southwark, tmp_path):
    write_children(southwark, 3)
    signed = settle(southwark)
    done = export(southwark, tmp_path / "bundle", actor=process("export", door=Door.COMMAND))
    status, text = drop(done.path.read_bytes())
    assert (status, "This is what was recorded" in text) == (200, True)
    for words in ("The keys of this installation counted", southwark.origin, signed.root.hex(), "casework_child"):
        assert words in text
    keys = Client().get("/verify/keys")
    assert (keys.status_code, keys["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert f"log {southwark.origin}+" in keys.content.decode()
    assert "quorum 0" in keys.content.decode()


def test_a_proof_is_verified_with_its_receipt_or_its_leaf(southwark, policy):
    for receipt in (json.dumps(receipt_of(4)), LEAVES[4].leaf.hex()):
        _, text = drop(str(proof_of(4)).encode(), receipt=receipt, policy=policy)
        assert "This is what was recorded" in text
        assert "number 4 of 9" in text
        assert "Your own policy counted" in text


def test_a_part_says_that_it_is_one(cast, policy):
    _, text = drop(part(1, 4), policy=policy)
    assert "This is what was recorded" in text
    assert "Not proved: that nothing of this case is left out" in text
    assert "case SW-1001" in text


@pytest.mark.parametrize(("content", "code"), [
    (edit(5, field_of(2, "forged")), "leaf-differs"),
    (lines_as(*range(9)), "bundle-truncated"),
    (GOOD[:-30], "bundle-truncated"),
    (bundle_bytes(LEAVES, log=signer("iro/council/305/1", 1), house="iro/council/305"), "log-unknown"),
    (bundle_bytes(LEAVES, witnesses=(W1,)), "quorum-missed"),
    (b"\x00\xff\n" * 9, "bundle-malformed"),
    (b"", "bundle-truncated"),
    (b"[" * 200_000 + b"\n", "bundle-malformed"),
    (str(proof_of(4)).encode() + b"\xff", "note-malformed"),
    (b"c2sp.org/tlog-proof@v1\n", "proof-malformed"),
])  # fmt: skip
def test_what_does_not_hold_is_refused_with_the_reason_and_says_nothing_good(cast, policy, content, code):
    status, text = drop(content, policy=policy, receipt=LEAVES[4].leaf.hex())
    assert status == 200
    assert "Don’t rely on this file" in text
    assert f">{code}<" in text
    assert "This is what was recorded" not in text


def test_a_bundle_of_strangers_is_not_verified_by_the_keys_of_this_installation(southwark):
    write_children(southwark, 1)
    settle(southwark)
    _, text = drop(GOOD)
    assert ">log-unknown<" in text or ">signature-missing<" in text


def test_where_no_keys_are_known_it_says_whose_counted(cast, tmp_path):
    with override_settings(SIGNER_HOME=tmp_path / "none"):
        _, text = drop(GOOD)
        assert "This is what was recorded" in text
        assert "The keys in the file itself counted" in text
        assert "WHOSE keys these are is not proved" in text
        assert Client().get("/verify/keys").status_code == 404
        assert ">policy-missing<" in drop(str(proof_of(4)).encode())[1]


def test_markup_in_a_file_stays_text(cast, policy):
    evil = edit(0, lambda head: head.update(house="<script>alert(1)</script>"))
    file = SimpleUploadedFile("x", evil)
    raw = Client().post("/verify/", {"file": file, "policy": policy}).content
    assert b"<script" not in raw
    assert b"&lt;script&gt;" in raw


def test_what_is_missing_is_asked_for(cast, policy):
    answer = Client().post("/verify/", {})
    assert answer.status_code == 422
    assert '<a href="#id_file">' in answer.content.decode()
    status, text = drop(GOOD, policy="nonsense")
    assert (status, '<a href="#id_policy">' in text) == (422, True)
    for receipt in ("", "ab", "{}"):
        assert ">receipt-m" in drop(str(proof_of(4)).encode(), policy=policy, receipt=receipt)[1]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(cast):
    status, text = drop(b"x" * (settings.PAPER_MOST + settings.FORM_AROUND_PAPER + 1))
    assert status == 413
    assert "At most" in text


def test_no_table_of_any_house_is_read_and_nothing_written(southwark, policy):
    asked = []

    def listen(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        drop(GOOD, policy=policy)
    assert [sql for sql in asked if "casework" in sql or "ledger" in sql or not sql.startswith(("SELECT", "SET"))] == []


def test_a_proof_that_this_installation_gave_holds_here(southwark):
    write_children(southwark, 1)
    settle(southwark)
    with pinned(southwark.own_pin()):
        leaf = bytes(Entry.objects.get(table_name="casework_child").leaf).hex()
        made = str(proof(leaf)).encode()
    assert "This is what was recorded" in drop(made, receipt=leaf)[1]
