"""A C2SP tlog-proof through `iro-verify`: a receipt exchanged for it is proved, and nothing else."""

import json
import uuid

import pytest

from ledger.proofs import MAX_HASHES, Proof, ProofFileError, parse_proof
from ledger.tree import inclusion_proof
from tests.ledger.bundles import (
    GOOD,
    LEAVES,
    LOG,
    STRANGER,
    W1,
    W2,
    iro_verify,
    note_without,
    policy_file,
    signed_note,
    signer,
)

HASHES = [leaf.leaf for leaf in LEAVES]


def proof_of(index, note=None, of=HASHES, **changed):
    path = changed.pop("hashes", tuple(inclusion_proof(index, len(of), of)))
    return Proof(index, path, note or signed_note(LEAVES), **changed)


def receipt_of(*indices, origin=LOG.name):
    leaves = [HASHES[index].hex() for index in indices]
    return {"origin": origin, "change_id": str(uuid.UUID(int=7)), "leaf_hashes": leaves}


def check(folder, proof, *, receipt=None, leaf=None, policy=None):
    (folder / "proof").write_text(str(proof), encoding="utf-8")
    arguments = ["--policy", policy or policy_file(folder)]
    if receipt is not None:
        (folder / "receipt").write_text(json.dumps(receipt))
        arguments += ["--receipt", folder / "receipt"]
    if leaf is not None:
        arguments += ["--leaf", leaf]
    return iro_verify(folder / "proof", *arguments)


def refused(done, code):
    assert (done.returncode, done.stderr) == (1, "")
    assert f"REFUSED ({code})" in done.stdout
    assert "Traceback" not in done.stdout
    return True


@pytest.mark.parametrize("index", [0, 1, 4, 7, 8])
def test_each_leaf_of_a_receipt_is_proved_by_its_own_proof(tmp_path, index):
    done = check(tmp_path, proof_of(index), receipt=receipt_of(0, 1, 4, 7, 8))
    assert done.returncode == 0, done.stdout + done.stderr
    for words in (
        f"VERIFIED: leaf {index} of 9 in the log {LOG.name}", HASHES[index].hex(), str(uuid.UUID(int=7)),
        "by the witness witness.example/w1", "The receipt names 4 more", "Not proved: what it holds",
    ):  # fmt: skip
        assert words in done.stdout
    assert check(tmp_path, proof_of(index), leaf=HASHES[index].hex()).returncode == 0


def test_an_answer_of_the_api_that_holds_the_receipt_will_do_and_a_later_epoch_of_the_log_too(tmp_path):
    assert check(tmp_path, proof_of(3), receipt={"id": "x", "receipt": receipt_of(3)}).returncode == 0
    later = LOG.named("iro/council/210/2")
    proof = proof_of(3, signed_note(LEAVES, log=later))
    assert check(tmp_path, proof, receipt=receipt_of(3), policy=policy_file(tmp_path, log=later)).returncode == 0


def test_the_verdict_as_json(tmp_path):
    (tmp_path / "proof").write_text(str(proof_of(4)), encoding="utf-8")
    done = iro_verify(
        tmp_path / "proof", "--json", "--leaf", HASHES[4].hex(), "--policy", policy_file(tmp_path)
    )  # fmt: skip
    verdict = json.loads(done.stdout)
    assert (verdict["ok"], verdict["index"], verdict["size"], verdict["leaf"]) == (True, 4, 9, HASHES[4].hex())
    assert [one["name"] for one in verdict["cosigned"]] == [W1.name, W2.name]


@pytest.mark.parametrize(("proof", "code"), [
    (proof_of(4, hashes=tuple(inclusion_proof(5, 9, HASHES))), "leaf-not-proved"),
    (proof_of(4, hashes=()), "proof-too-short"),
    (proof_of(4, hashes=(*inclusion_proof(4, 9, HASHES), bytes(32))), "proof-too-long"),
    (proof_of(4, of=HASHES[:8]), "proof-too-short"),
    (Proof(9, (), signed_note(LEAVES)), "proof-index-outside"),
    (proof_of(4, signed_note(LEAVES, log=STRANGER)), "signature-missing"),
    (proof_of(4, signed_note(LEAVES, log=signer("iro/council/305/1", 1))), "log-unknown"),
    (proof_of(4, note_without(W1.name)), "quorum-missed"),
    (str(proof_of(4)).replace("index 4", "index 04"), "size-malformed"),
    (str(proof_of(4)).replace("index 4\n", ""), "proof-malformed"),
    (str(proof_of(4)).replace("@v1", "@v2"), "proof-malformed"),
    (str(proof_of(4))[:-40], "note-malformed"),
    (str(proof_of(4))[:90], "proof-malformed"),
    (str(proof_of(4)) + "x" * 90_000, "proof-malformed"),
])  # fmt: skip
def test_what_proves_nothing_is_refused_with_its_reason(tmp_path, proof, code):
    assert refused(check(tmp_path, proof, receipt=receipt_of(4)), code)


def test_another_receipt_another_log_and_another_leaf_are_refused(tmp_path):
    assert refused(check(tmp_path, proof_of(4), receipt=receipt_of(3, 5)), "leaf-not-proved")
    assert refused(check(tmp_path, proof_of(4), leaf="ab" * 32), "leaf-not-proved")
    other = receipt_of(4, origin="iro/council/305/1")
    assert refused(check(tmp_path, proof_of(4), receipt=other), "receipt-other-log")


def test_what_is_missing_is_said(tmp_path):
    (tmp_path / "proof").write_text(str(proof_of(4)), encoding="utf-8")
    assert "give --policy" in iro_verify(tmp_path / "proof").stderr
    assert "--receipt or --leaf" in iro_verify(tmp_path / "proof", "--policy", policy_file(tmp_path)).stderr
    (tmp_path / "bundle").write_bytes(GOOD)
    assert iro_verify(tmp_path / "bundle", "--leaf", "ab" * 32).returncode == 2
    for wrong in ({}, [], {"origin": 1}, receipt_of(), {**receipt_of(4), "leaf_hashes": ["AB" * 32]}):
        done = check(tmp_path, proof_of(4), receipt=wrong)
        assert (done.returncode, done.stdout) == (2, "")
        assert "the receipt can't be read" in done.stderr


@pytest.mark.parametrize("proof", [
    proof_of(4), proof_of(0, extra=b"anything"), proof_of(0, hashes=()), proof_of(0, hashes=(bytes(32),) * MAX_HASHES),
])  # fmt: skip
def test_what_is_read_is_what_was_written(proof):
    assert parse_proof(str(proof)) == proof


@pytest.mark.parametrize(("old", "new"), [
    ("\nindex", "\nextra \nindex"), ("\nindex", "\nextra AAA\nindex"), ("\nindex", "\nextra AB==\nindex"),
    ("\n\n", "\nAAAA\n\n"), ("index 4\n", "index 4 \n"), ("\nindex", "\nother\nindex"),
])  # fmt: skip
def test_there_is_one_way_to_write_a_proof(old, new):
    text = str(proof_of(4)).replace(old, new, 1)
    if old == "\nindex" and new == "\nextra \nindex":
        assert str(parse_proof(text)) == text
        return
    with pytest.raises(Exception, match=r"base64|octets|missing|size") as found:
        parse_proof(text)
    assert isinstance(found.value, ProofFileError) or found.value.code == "size-malformed"
