"""`head` lines of a policy: what the reader has seen before must lie within what is shown now."""

import base64

import pytest

from ledger.tree import EMPTY_ROOT, root
from tests.ledger.bundles import GOOD, LEAVES, LOG, bundle_bytes, policy_file, verify
from tests.ledger.test_proofs import check, proof_of, receipt_of, refused

HASHES = [leaf.leaf for leaf in LEAVES]


def seen(folder, *sizes, hashes=HASHES, origin=LOG.name, folder_policy=policy_file):
    path = folder_policy(folder)
    lines = [f"head {origin} {size} {base64.b64encode(root(hashes[:size])).decode()}" for size in sizes]
    path.write_text(path.read_text() + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_bundle_that_continues_what_was_seen_is_verified_and_says_so(tmp_path):
    done = verify(tmp_path, GOOD, "--policy", seen(tmp_path, 3, 8, 9))
    assert done.returncode == 0, done.stdout
    assert "continues the heads that you had seen: 3, 8, 9 leaves" in done.stdout


def test_an_older_head_than_the_one_seen_is_stale(tmp_path):
    older = bundle_bytes(LEAVES[:5])
    assert verify(tmp_path, older, "--policy", policy_file(tmp_path)).returncode == 0
    assert refused(verify(tmp_path, older, "--policy", seen(tmp_path, 9)), "head-stale")
    ten = [*HASHES, bytes(32)]
    assert refused(
        check(tmp_path, proof_of(4), receipt=receipt_of(4), policy=seen(tmp_path, 10, hashes=ten)), "head-stale"
    )


@pytest.mark.parametrize("size", [1, 4, 8, 9])
def test_another_history_than_the_one_seen_is_forked_though_each_is_signed(tmp_path, size):
    other = [bytes([index]) * 32 for index in range(9)]
    policy = seen(tmp_path, size, hashes=other)
    assert refused(verify(tmp_path, GOOD, "--policy", policy), "head-forked")


def test_heads_of_other_logs_say_nothing_here(tmp_path):
    assert verify(tmp_path, GOOD, "--policy", seen(tmp_path, 9, origin="iro/council/305/1")).returncode == 0


@pytest.mark.parametrize("line", [
    "head", f"head {LOG.name} 3", f"head {LOG.name} 03 {base64.b64encode(EMPTY_ROOT).decode()}",
    f"head {LOG.name} 3 AAAA", f"head {LOG.name} 3 {base64.b64encode(EMPTY_ROOT).decode()} more",
])  # fmt: skip
def test_a_head_that_makes_no_sense_is_refused(tmp_path, line):
    path = policy_file(tmp_path)
    path.write_text(f"{line}\n{path.read_text()}", encoding="utf-8")
    done = verify(tmp_path, GOOD, "--policy", path)
    assert (done.returncode, done.stdout) == (2, "")
