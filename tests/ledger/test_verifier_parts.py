"""`iro-verify` on a part of a log, such as a case: each leaf is proved, that none is left out is not."""

import io
import json

import pytest

from ledger.bundle import BundleHead, Scope, write_bundle
from ledger.notes import COSIGNATURE
from ledger.tree import inclusion_proof
from tests.ledger.bundles import HOUSE, LEAVES, LOG, STRANGER, W1, W2, make_leaf, policy_file, signed_note, verify
from tests.ledger.test_proofs import refused
from tests.ledger.test_verifier_heads import seen

HASHES = [leaf.leaf for leaf in LEAVES]


def proved(index, leaf=None):
    leaf = leaf or make_leaf(index)
    leaf.proof = tuple(inclusion_proof(index, len(HASHES), HASHES))
    return leaf


def part(*indices, leaves=None, log=LOG):
    """A bundle of these leaves of the good log."""
    vkeys = tuple(str(witness.verifier(COSIGNATURE)) for witness in (W1, W2))
    note = signed_note(LEAVES, log)
    head = BundleHead(
        HOUSE, log.name, note, str(log.verifier()), vkeys, "2026-07-02T00:00:00Z", Scope("case", "SW-1001")
    )
    out = io.BytesIO()
    write_bundle(out, head, leaves or [proved(index) for index in indices])
    return out.getvalue()


def edited(content, number, change):
    lines = content.splitlines(keepends=True)
    record = json.loads(lines[number])
    change(record)
    lines[number] = json.dumps(record).encode() + b"\n"
    return b"".join(lines)


def test_a_part_is_proved_leaf_by_leaf_and_says_what_it_does_not_prove(tmp_path):
    done = verify(tmp_path, part(1, 4, 8), "--policy", policy_file(tmp_path))
    assert done.returncode == 0, done.stdout
    for words in ("3 of 9 changes", "a part: case SW-1001", "Not proved: that nothing of this case is left out"):
        assert words in done.stdout
    assert "missing, added" not in done.stdout
    verdict = json.loads(verify(tmp_path, part(1, 4, 8), "--json").stdout)
    assert (verdict["part_of"], verdict["shown"]) == ({"kind": "case", "reference": "SW-1001"}, 3)


def test_a_part_that_is_all_of_it_is_still_a_part(tmp_path):
    done = verify(tmp_path, part(*range(9)))
    assert (done.returncode, "is left out" in done.stdout) == (0, True)


FORGED = make_leaf(4, fields=[("note", "text", "forged")])
DAMAGE = {
    "a value changed": (edited(part(1, 4), 2, lambda r: r["header"][6].__setitem__(2, "x")), "leaf-differs"),
    "a leaf forged with its hash": (part(leaves=[proved(4, FORGED)]), "leaf-not-proved"),
    "a leaf at another place": (edited(part(1, 4), 2, lambda r: r.update(index=5)), "leaf-not-proved"),
    "a leaf beyond the head": (edited(part(1, 4), 2, lambda r: r.update(index=9)), "leaf-not-proved"),
    "a leaf twice": (part(leaves=[proved(4), proved(4)]), "leaf-out-of-order"),
    "leaves out of order": (part(4, 1), "leaf-out-of-order"),
    "a hash of a path changed": (edited(part(4), 1, lambda r: r["proof"].reverse()), "leaf-not-proved"),
    "a path cut": (edited(part(4), 1, lambda r: r["proof"].pop()), "leaf-not-proved"),
    "a path too long": (edited(part(4), 1, lambda r: r["proof"].append("00" * 32)), "leaf-not-proved"),
    "a path without end": (edited(part(4), 1, lambda r: r.update(proof=["00" * 32] * 64)), "bundle-malformed"),
    "no path": (edited(part(4), 1, lambda r: r.pop("proof")), "bundle-malformed"),
    "a path that is no list": (edited(part(4), 1, lambda r: r.update(proof="00" * 32)), "bundle-malformed"),
    "the leaf of another house": (part(leaves=[proved(4, make_leaf(4, house="iro/council/305"))]), "leaf-house"),
    "nothing in it": (edited(part(4), 2, lambda r: r.update(leaves=0)).replace(part(4).splitlines(True)[1], b""),
                      "part-empty"),
    "cut off": (part(1, 4)[:-40], "bundle-truncated"),
    "a line taken out": (b"".join(part(1, 4).splitlines(keepends=True)[i] for i in (0, 1, 3)), "bundle-count-wrong"),
    "called whole": (edited(part(1, 4), 0, lambda r: r.update(bundle="iro-bundle-1")), "bundle-malformed"),
    "no scope": (edited(part(1, 4), 0, lambda r: r.pop("scope")), "bundle-malformed"),
    "a scope with more": (edited(part(1, 4), 0, lambda r: r["scope"].update(all=True)), "bundle-malformed"),
    "a scope without a text": (edited(part(1, 4), 0, lambda r: r["scope"].update(reference=1)), "bundle-malformed"),
    "another head": (edited(part(1, 4), 0, lambda r: r.update(checkpoint=signed_note(LEAVES[:5]))), "leaf-not-proved"),
    "another key": (part(1, 4, log=STRANGER), "signature-missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_refused(tmp_path, name):
    content, code = DAMAGE[name]
    assert refused(verify(tmp_path, content, "--policy", policy_file(tmp_path)), code)


def test_an_old_part_is_stale(tmp_path):
    content = part(1, 4)
    assert verify(tmp_path, content, "--policy", seen(tmp_path, 5)).returncode == 0
    policy = seen(tmp_path, 10, hashes=[*HASHES, bytes(32)])
    assert refused(verify(tmp_path, content, "--policy", policy), "head-stale")
