"""`iro-verify --policy`: keys that the reader brings decide, not those that the bundle brings."""

import pytest

from ledger.notes import COSIGNATURE
from tests.ledger.bundles import (
    GOOD,
    LEAVES,
    LOG,
    STRANGER,
    W1,
    bundle_bytes,
    foreign_cosignature,
    note_without,
    policy_file,
    signer,
    verify,
)


def test_its_keys_decide_not_those_of_the_bundle(tmp_path):
    forged = bundle_bytes(LEAVES, log=STRANGER)
    assert verify(tmp_path, forged).returncode == 0
    done = verify(tmp_path, forged, "--policy", policy_file(tmp_path))
    assert done.returncode == 1
    assert "signature-missing" in done.stdout


def test_a_good_bundle_no_longer_warns_of_its_keys(tmp_path):
    done = verify(tmp_path, GOOD, "--policy", policy_file(tmp_path))
    assert done.returncode == 0
    assert "come from the bundle itself" not in done.stdout


def test_a_quorum_may_spare_a_witness(tmp_path):
    content = bundle_bytes(LEAVES, note=note_without(W1.name))
    assert verify(tmp_path, content, "--policy", policy_file(tmp_path, quorum=1)).returncode == 0
    done = verify(tmp_path, content, "--policy", policy_file(tmp_path, quorum=2))
    assert done.returncode == 1
    assert "quorum-missed" in done.stdout


def test_a_wrong_cosignature_is_refused_even_beyond_the_quorum(tmp_path):
    content = bundle_bytes(LEAVES, note=foreign_cosignature())
    done = verify(tmp_path, content, "--policy", policy_file(tmp_path, quorum=1))
    assert done.returncode == 1
    assert "signature-wrong" in done.stdout


def test_a_log_that_is_not_trusted_is_refused(tmp_path):
    done = verify(tmp_path, GOOD, "--policy", policy_file(tmp_path, log=signer("iro/council/305/1", 1)))
    assert done.returncode == 1
    assert "log-unknown" in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"log {LOG.verifier()}",
        "quorum 0",
        f"log {LOG.verifier()}\nquorum 1",
        f"log {LOG.verifier()}\nquorum -1",
        f"log {LOG.verifier()}\nquorum 0\nquorum 0",
        f"log {LOG.verifier()}\nnonsense here\nquorum 0",
        f"log {LOG.verifier()} more\nquorum 0",
        f"log {LOG.verifier(COSIGNATURE)}\nquorum 0",
        f"log {LOG.verifier()}\nwitness {W1.verifier()}\nquorum 1",
        f"log {LOG.verifier()}\nwitness {LOG.verifier(COSIGNATURE)}\nquorum 1",
        "log nonsense\nquorum 0",
        f"log {LOG.verifier()}\nwitness {W1.verifier(COSIGNATURE)}\n"
        f"witness {W1.named('witness.example/again').verifier(COSIGNATURE)}\nquorum 2",
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(tmp_path, text):
    path = tmp_path / "policy"
    path.write_text(text, encoding="utf-8")
    done = verify(tmp_path, GOOD, "--policy", path)
    assert done.returncode == 2
    assert done.stderr.startswith("iro-verify: ")
