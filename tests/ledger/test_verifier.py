"""`iro-verify` as an outsider runs it: on a good bundle, and on every kind of damage that we can think of."""

import io
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import canonical, notes
from ledger.bundle import BundleHead, BundleLeaf, BundleReader, Group, write_bundle
from ledger.faults import Fault
from ledger.notes import COSIGNATURE, Checkpoint, Signature, Signer
from ledger.tree import Frontier
from ledger.verifier import verify_bundle

HOUSE = "iro/council/210"


def signer(name, seed):
    return Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


LOG = signer(f"{HOUSE}/1", 1)
W1 = signer("witness.example/w1", 2)
W2 = signer("witness.example/w2", 3)
STRANGER = signer(LOG.name, 9)
START = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


def make_leaf(index, house=HOUSE, **changed):
    table, kind = [("casework_child", "+"), ("reviews_review", "~"), ("casework_child", "-")][index % 3]
    header = canonical.header(
        house=house,
        table=table,
        key=f"key-{index}",
        entry=index + 1,
        kind=kind,
        actor="person:ann",
        purpose="hold a review",
        change=UUID(int=index),
        at=START + timedelta(minutes=index),
        transaction=str(700 + index),
    )
    fields = [("note", "text", f"café {index}"), ("open", "boolean", "true"), ("size", "integer", str(index))]
    groups = {"content": Group(bytes([index]) * 16, tuple(changed.get("fields", fields)))}
    if index % 4 == 3:
        erased = canonical.commitment(bytes(16), [("name", "text", "somebody")])
        groups["identity"] = Group(erased=erased)
    commitments = {name: group.commit() for name, group in groups.items()}
    leaf = canonical.leaf_hash(canonical.leaf_bytes(header, commitments))
    return BundleLeaf(index, leaf, list(header), groups)


def signed_note(leaves, log=LOG, witnesses=(W1, W2), size=None):
    frontier = Frontier(leaf.leaf for leaf in leaves)
    checkpoint = Checkpoint(log.name, frontier.size if size is None else size, frontier.root())
    note = notes.sign_checkpoint(checkpoint, log)
    for number, witness in enumerate(witnesses):
        note = notes.add_signatures(note, cosigned(note, witness, 1_783_000_000 + number))
    return note


def cosigned(note, witness, time):
    return str(notes.cosign_checkpoint(notes.parse_note(note), witness, time))


def bundle_bytes(leaves, note=None, log=LOG, witnesses=(W1, W2), house=HOUSE, origin=None):
    vkeys = tuple(str(witness.verifier(COSIGNATURE)) for witness in witnesses)
    note = note or signed_note(leaves, log, witnesses)
    head = BundleHead(house, origin or log.name, note, str(log.verifier()), vkeys, "2026-07-02T00:00:00Z")
    out = io.BytesIO()
    write_bundle(out, head, leaves)
    return out.getvalue()


LEAVES = [make_leaf(index) for index in range(9)]
GOOD = bundle_bytes(LEAVES)


def iro_verify(path, *arguments):
    command = [sys.executable, "-m", "ledger.verifier", str(path), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


@pytest.fixture
def verify(tmp_path):
    """Run the command on the bytes of a file; gives the finished process."""

    def run(content, *arguments):
        path = tmp_path / "bundle.jsonl"
        path.write_bytes(content)
        return iro_verify(path, *arguments)

    return run


@pytest.fixture
def policy(tmp_path):
    """A policy file that trusts the log and both witnesses, with the quorum given."""

    def write(quorum=2, log=LOG, witnesses=(W1, W2)):
        path = tmp_path / "policy"
        keys = [f"witness {witness.verifier(COSIGNATURE)}" for witness in witnesses]
        lines = ["# trusted", f"log {log.verifier()}", *keys, "", f"quorum {quorum}"]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def test_a_good_bundle_is_verified_in_words(verify):
    done = verify(GOOD)
    assert done.returncode == 0, done.stderr
    for words in (
        f"VERIFIED: {HOUSE}, 9 changes in the log {LOG.name}",
        LOG.verifier().fingerprint,
        W1.verifier(COSIGNATURE).fingerprint,
        "2026-07-02T13:46:40Z by the witness witness.example/w1",
        "from 2026-07-01T08:00:00.000000Z to 2026-07-01T08:08:00.000000Z",
        "Erased groups of fields: 2.",
        "Not proved: that what was recorded is true",
        "they come from the bundle itself",
    ):
        assert words in done.stdout
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["casework_child", "3", "0", "3"] in rows
    assert ["reviews_review", "0", "3", "0"] in rows


def test_a_good_bundle_is_verified_as_json(verify, policy):
    done = verify(GOOD, "--json", "--policy", policy())
    assert done.returncode == 0
    verdict = json.loads(done.stdout)
    assert verdict["ok"] is True
    assert (verdict["origin"], verdict["size"], verdict["keys_from"]) == (LOG.name, 9, "policy")
    assert verdict["root"] == Frontier(leaf.leaf for leaf in LEAVES).root().hex()
    assert [by["name"] for by in verdict["cosigned"]] == [W1.name, W2.name]
    assert verdict["tables"] == {"casework_child": {"+": 3, "-": 3}, "reviews_review": {"~": 3}}
    assert verdict["erased_groups"] == 2


def test_an_empty_log_is_verified(verify):
    done = verify(bundle_bytes([]), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["size"] == 0


def test_without_a_witness_the_verdict_says_so(verify):
    done = verify(bundle_bytes(LEAVES, witnesses=()))
    assert done.returncode == 0
    assert "No witness cosigned" in done.stdout


def test_what_is_read_is_what_was_written():
    reader = BundleReader(io.BytesIO(GOOD))
    assert reader.head.house == HOUSE
    assert list(reader) == LEAVES


def edit(number, change):
    """The good bundle with the JSON of one line changed by a function."""
    lines = GOOD.splitlines(keepends=True)
    record = json.loads(lines[number])
    changed = change(record)
    lines[number] = json.dumps(record if changed is None else changed).encode() + b"\n"
    return b"".join(lines)


def lines_as(*order):
    lines = GOOD.splitlines(keepends=True)
    return b"".join(lines[number] for number in order)


def renumbered(*order):
    """Whole lines in another order, but with indices that run from 0."""
    lines = GOOD.splitlines(keepends=True)
    records = [json.loads(lines[number]) for number in order]
    middle = [json.dumps({**record, "index": index}).encode() + b"\n" for index, record in enumerate(records)]
    end = json.dumps({"end": True, "leaves": len(order)}).encode() + b"\n"
    return b"".join([lines[0], *middle, end])


def header_value(place, value):
    def change(record):
        record["header"][place][2] = value

    return change


def field_of(place, value):
    def change(record):
        record["groups"]["content"]["fields"][0][place] = value

    return change


def note_without(name):
    note = notes.parse_note(signed_note(LEAVES))
    kept = tuple(line for line in note.signatures if line.name != name)
    return str(notes.Note(note.text, kept))


def note_signed_wrongly(by, algorithm, value):
    key = by.verifier(algorithm)
    return notes.add_signatures(signed_note(LEAVES), str(Signature(key.name, key.key_id, value)))


def foreign_cosignature():
    """A true cosignature, of another checkpoint."""
    other = signed_note(LEAVES[:5])
    return notes.add_signatures(note_without(W1.name), cosigned(other, W1, 5))


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
def test_damage_is_refused_with_its_reason(verify, kind):
    content, code, words = DAMAGE[kind]
    assert content != GOOD
    done = verify(content)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.startswith(f"REFUSED ({code}): ")
    assert words in done.stdout
    assert done.stderr == ""


def test_a_refusal_as_json_names_the_place(verify):
    done = verify(DAMAGE["a value changed"][0], "--json")
    refusal = json.loads(done.stdout)
    assert done.returncode == 1
    assert refusal["ok"] is False
    assert (refusal["code"], refusal["index"], refusal["table"], refusal["key"]) == (
        "leaf-differs",
        4,
        "reviews_review",
        "key-4",
    )


def test_a_hostile_bundle_cannot_steer_the_terminal(verify):
    done = verify(edit(5, header_value(3, "\x1b[2J\r\u202eVERIFIED")))
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


class TestPolicy:
    def test_its_keys_decide_not_those_of_the_bundle(self, verify, policy):
        forged = bundle_bytes(LEAVES, log=STRANGER)
        assert verify(forged).returncode == 0
        done = verify(forged, "--policy", policy())
        assert done.returncode == 1
        assert "signature-missing" in done.stdout

    def test_a_good_bundle_no_longer_warns_of_its_keys(self, verify, policy):
        done = verify(GOOD, "--policy", policy())
        assert done.returncode == 0
        assert "come from the bundle itself" not in done.stdout

    def test_a_quorum_may_spare_a_witness(self, verify, policy):
        content = bundle_bytes(LEAVES, note=note_without(W1.name))
        assert verify(content, "--policy", policy(quorum=1)).returncode == 0
        done = verify(content, "--policy", policy(quorum=2))
        assert done.returncode == 1
        assert "quorum-missed" in done.stdout

    def test_a_wrong_cosignature_is_refused_even_beyond_the_quorum(self, verify, policy):
        content = DAMAGE["a cosignature of another checkpoint"][0]
        done = verify(content, "--policy", policy(quorum=1))
        assert done.returncode == 1
        assert "signature-wrong" in done.stdout

    def test_a_log_that_is_not_trusted_is_refused(self, verify, policy):
        done = verify(GOOD, "--policy", policy(log=signer("iro/council/305/1", 1)))
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
    def test_a_policy_that_makes_no_sense_is_refused(self, verify, tmp_path, text):
        path = tmp_path / "policy"
        path.write_text(text, encoding="utf-8")
        done = verify(GOOD, "--policy", path)
        assert done.returncode == 2
        assert done.stderr.startswith("iro-verify: ")


def test_usage_and_unreadable_files(tmp_path):
    assert iro_verify(tmp_path / "absent").returncode == 2
    assert iro_verify(tmp_path).returncode == 2
    path = tmp_path / "bundle"
    path.write_bytes(GOOD)
    assert iro_verify(path, "--policy", tmp_path / "absent").returncode == 2
    assert iro_verify(path, "--unknown").returncode == 2


def test_the_installed_command_is_the_same(tmp_path):
    path = tmp_path / "bundle"
    path.write_bytes(GOOD)
    command = [Path(sys.executable).with_name("iro-verify"), path]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_it_needs_no_django_no_database_and_no_network():
    code = "import sys, ledger.verifier; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "cryptography" in loaded
    assert not loaded & {"django", "psycopg2", "sqlite3", "socket", "http", "urllib3", "celery"}
