"""`iro-verify` on every kind of damage that we can think of: each is refused, with its reason and place."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import notes
from ledger.bundle import BundleHead, write_bundle
from ledger.faults import Fault
from ledger.notes import COSIGNATURE
from ledger.verifier import verify_bundle
from tests.ledger.bundles import (
    GOOD,
    HOUSE,
    LEAVES,
    LOG,
    STRANGER,
    W1,
    bundle_bytes,
    edit,
    field_of,
    foreign_cosignature,
    header_value,
    lines_as,
    make_leaf,
    note_signed_wrongly,
    note_without,
    renumbered,
    signed_note,
    signer,
    verify,
)


def rehashed(record):
    """A forger's leaf: other content, and a hash that fits it."""
    forged = make_leaf(4, fields=[("note", "text", "forged")])
    out = io.BytesIO()
    write_bundle(out, BundleHead("", "", "", "", (), ""), [forged])
    return json.loads(out.getvalue().splitlines()[1])


def moved_group(record):
    record["groups"]["other"] = record["groups"].pop("content")


def erased_group(record):
    record["groups"]["content"] = {"commitment": "00" * 32}


MIXED = [*LEAVES[:5], make_leaf(5, house="iro/council/305"), *LEAVES[6:]]
# name: (bundle, code, words that the refusal must hold)
DAMAGE = {
    "a value changed": (edit(5, field_of(2, "forged")), "leaf-differs", "index 4, table reviews_review, key key-4"),
    "a value shortened": (edit(1, field_of(2, "caf")), "leaf-differs", "index 0, table casework_child, key key-0"),
    "a type changed": (edit(5, field_of(1, "jsonb")), "leaf-differs", "index 4"),
    "a field renamed": (edit(5, field_of(0, "mote")), "leaf-differs", "index 4"),
    "a field dropped": (edit(5, lambda r: r["groups"]["content"]["fields"].pop() and None), "leaf-differs", "index 4"),
    "a field added": (
        edit(5, lambda r: r["groups"]["content"]["fields"].append(["z", "text", ""])),
        "leaf-differs",
        "index 4",
    ),
    "a salt changed": (edit(5, lambda r: r["groups"]["content"].update(salt="ff" * 16)), "leaf-differs", "index 4"),
    "a group renamed": (edit(5, moved_group), "leaf-differs", "index 4"),
    "a group said to be erased": (edit(5, erased_group), "leaf-differs", "index 4"),
    "a group dropped": (edit(5, lambda r: r["groups"].clear()), "leaf-differs", "index 4"),
    "another actor": (edit(5, header_value(6, "person:bob")), "leaf-differs", "index 4"),
    "another purpose": (edit(5, header_value(7, "")), "leaf-differs", "index 4"),
    "another time": (edit(5, header_value(9, "2020-01-01T00:00:00.000000Z")), "leaf-differs", "index 4"),
    "another table": (edit(5, header_value(2, "casework_child")), "leaf-differs", "index 4"),
    "another kind": (edit(5, header_value(5, "u")), "leaf-kind", "index 4"),
    "another format": (edit(5, header_value(0, "iro-leaf-2")), "leaf-format", "index 4"),
    "another house in a header": (edit(5, header_value(1, "iro/council/305")), "leaf-house", "index 4"),
    "a true leaf of another house": (bundle_bytes(MIXED), "leaf-house", "index 5, table casework_child, key key-5"),
    "a leaf hash changed": (edit(5, lambda r: r.update(leaf="ab" * 32)), "leaf-differs", "index 4"),
    "a leaf forged with its hash": (edit(5, rehashed), "root-differs", "signed root"),
    "two lines swapped": (
        lines_as(0, 1, 3, 2, *range(4, 11)),
        "leaf-out-of-order",
        "leaf 2 stands where leaf 1 belongs",
    ),
    "two leaves swapped and renumbered": (renumbered(1, 3, 2, *range(4, 10)), "root-differs", "signed root"),
    "a leaf dropped": (lines_as(0, 1, 3, *range(4, 11)), "leaf-out-of-order", "index 2"),
    "a leaf dropped, the rest renumbered": (renumbered(1, 2, 3, *range(5, 10)), "leaves-missing", "the file has 8"),
    "the last leaf dropped": (renumbered(*range(1, 9)), "leaves-missing", "covers 9 leaves"),
    "a leaf repeated": (lines_as(0, 1, 1, *range(2, 11)), "leaf-out-of-order", "index 0"),
    "a leaf too many": (renumbered(*range(1, 10), 9), "leaf-beyond", "index 9"),
    "the end line lost": (lines_as(*range(10)), "bundle-truncated", "line 11"),
    "cut within a line": (GOOD[: len(GOOD) // 2], "bundle-truncated", "cut off"),
    "the last newline lost": (GOOD[:-1], "bundle-truncated", "line 11"),
    "an empty file": (b"", "bundle-truncated", "line 1"),
    "an end line that miscounts": (edit(10, lambda r: r.update(leaves=8)), "bundle-count-wrong", "the file has 9"),
    "an end line that isn't true": (edit(10, lambda r: r.update(end=1)), "bundle-malformed", "end line"),
    "an end line with more": (edit(10, lambda r: r.update(extra=1)), "bundle-malformed", "end line"),
    "something after the end": (GOOD + b"\n", "bundle-trailing", "after the end line"),
    "two bundles in one file": (GOOD + GOOD, "bundle-trailing", "after the end line"),
    "no JSON": (GOOD.replace(b'"index":4', b'"index":'), "bundle-malformed", "line 6"),
    "a list for a leaf": (edit(5, lambda r: [r]), "bundle-malformed", "line 6"),
    "an index that is true": (edit(2, lambda r: r.update(index=True)), "bundle-malformed", "line 3"),
    "an unknown key in a leaf": (edit(5, lambda r: r.update(comment="proved!")), "bundle-malformed", "line 6"),
    "an unknown key in a group": (
        edit(5, lambda r: r["groups"]["content"].update(comment="!")),
        "bundle-malformed",
        "line 6",
    ),
    "a repeated key": (GOOD.replace(b'"index":4,', b'"index":4,"index":4,'), "bundle-malformed", "repeated"),
    "fields out of order": (edit(5, lambda r: r["groups"]["content"]["fields"].reverse()), "bundle-malformed", "order"),
    "a field twice": (
        edit(5, lambda r: r["groups"]["content"]["fields"].insert(0, ["note", "text", "first"])),
        "bundle-malformed",
        "order",
    ),
    "a number for a text": (edit(5, field_of(2, 4)), "bundle-malformed", "not a field"),
    "a name that holds a line": (edit(5, field_of(0, "a:text:1:x\nb")), "bundle-malformed", "not a field"),
    "an unknown type": (edit(5, field_of(1, "commitment")), "bundle-malformed", "not a field"),
    "half a character": (edit(5, field_of(2, "\ud800")), "leaf-text", "index 4"),
    "a short salt": (edit(5, lambda r: r["groups"]["content"].update(salt="ff" * 15)), "bundle-malformed", "16 octets"),
    "a hash in capitals": (edit(5, lambda r: r.update(leaf=r["leaf"].upper())), "bundle-malformed", "lower-case hex"),
    "a salt with spaces": (
        edit(5, lambda r: r["groups"]["content"].update(salt="04 " * 16)),
        "bundle-malformed",
        "lower-case hex",
    ),
    "a header cut short": (edit(5, lambda r: r["header"].pop() and None), "bundle-malformed", "header"),
    "a header in another order": (edit(5, lambda r: r["header"].reverse()), "bundle-malformed", "header"),
    "not UTF-8": (GOOD.replace("café 4".encode(), b"caf\xe9 4"), "bundle-malformed", "line 6"),
    "nested without end": (GOOD.replace(b'"index":4', b'"index":' + b"[" * 100_000), "bundle-malformed", "line 6"),
    "a head of another format": (edit(0, lambda r: r.update(bundle="iro-bundle-2")), "bundle-malformed", "head"),
    "a head with more": (edit(0, lambda r: r.update(note="trust me")), "bundle-malformed", "head"),
    "a head without keys": (edit(0, lambda r: r.pop("keys") and None), "bundle-malformed", "head"),
    "another house in the head": (edit(0, lambda r: r.update(house="iro/council/305")), "origin-differs", "disagree"),
    "another origin in the head": (edit(0, lambda r: r.update(origin=f"{HOUSE}/2")), "origin-differs", "disagree"),
    "an origin that isn't the house's": (
        bundle_bytes(LEAVES, log=signer("iro/council/2100/1", 1)),
        "origin-differs",
        "disagree",
    ),
    "a checkpoint of fewer leaves": (bundle_bytes(LEAVES, note=signed_note(LEAVES[:8])), "leaf-beyond", "index 8"),
    "a checkpoint of more leaves": (bundle_bytes(LEAVES[:8], note=signed_note(LEAVES)), "leaves-missing", "9 leaves"),
    "a checkpoint of another history": (
        bundle_bytes(LEAVES, note=signed_note(MIXED)),
        "root-differs",
        "another history",
    ),
    "a checkpoint signed by another key": (
        bundle_bytes(LEAVES, note=signed_note(LEAVES, log=STRANGER)),
        "signature-missing",
        LOG.name,
    ),
    "a size changed in the checkpoint": (
        edit(0, lambda r: r.update(checkpoint=r["checkpoint"].replace("\n9\n", "\n8\n"))),
        "signature-wrong",
        LOG.name,
    ),
    "a wrong signature beside the right one": (
        bundle_bytes(LEAVES, note=note_signed_wrongly(LOG, notes.ED25519, bytes(64))),
        "signature-wrong",
        LOG.name,
    ),
    "the log's signature lost": (bundle_bytes(LEAVES, note=note_without(LOG.name)), "signature-missing", LOG.name),
    "a cosignature lost": (bundle_bytes(LEAVES, note=note_without(W1.name)), "quorum-missed", "1 of 2"),
    "a cosignature made up": (
        bundle_bytes(LEAVES, note=note_signed_wrongly(W1, COSIGNATURE, bytes(72))),
        "signature-wrong",
        W1.name,
    ),
    "a cosignature of another checkpoint": (
        bundle_bytes(LEAVES, note=foreign_cosignature()),
        "signature-wrong",
        W1.name,
    ),
    "the log as its own witness": (
        bundle_bytes(LEAVES, witnesses=(signer("witness.example/self", 1),)),
        "policy-key-twice",
        "witness",
    ),
    "a log key of low order": (
        edit(0, lambda r: r["keys"].update(log=f"{LOG.name}+00000000+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
        "vkey-weak",
        "low order",
    ),
    "a malformed checkpoint": (edit(0, lambda r: r.update(checkpoint="nonsense")), "note-malformed", "note"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_refused_with_its_reason(tmp_path, kind):
    content, code, words = DAMAGE[kind]
    assert content != GOOD
    done = verify(tmp_path, content)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.startswith(f"REFUSED ({code}): ")
    assert words in done.stdout
    assert done.stderr == ""


def test_a_refusal_as_json_names_the_place(tmp_path):
    done = verify(tmp_path, DAMAGE["a value changed"][0], "--json")
    refusal = json.loads(done.stdout)
    assert done.returncode == 1
    assert refusal["ok"] is False
    assert (refusal["code"], refusal["index"], refusal["table"], refusal["key"]) == (
        "leaf-differs",
        4,
        "reviews_review",
        "key-4",
    )


def test_a_hostile_bundle_cannot_steer_the_terminal(tmp_path):
    done = verify(tmp_path, edit(5, header_value(3, "\x1b[2J\r\u202eVERIFIED")))
    assert done.returncode == 1
    assert not set(done.stdout) & set("\x1b\r\u202e")
    assert "\\u001b" in done.stdout


@settings(max_examples=400, deadline=None)
@given(place=st.integers(0, len(GOOD) - 1), turned=st.integers(1, 255))
def test_no_octet_can_be_changed(place, turned):
    spoilt = bytearray(GOOD)
    spoilt[place] ^= turned
    reader = io.BytesIO(bytes(spoilt))
    try:
        verdict = verify_bundle(reader)
    except Fault:
        return
    # The time of export is for people; it is the one thing that nothing proves.
    exported = GOOD.index(b"2026-07-02T00")
    assert exported <= place < exported + 20
    assert verdict.checkpoint.size == 9
