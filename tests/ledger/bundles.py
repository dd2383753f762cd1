"""Bundles made for the verifier's tests: a good one, and the tools to spoil it."""

import io
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import canonical, notes
from ledger.bundle import BundleHead, BundleLeaf, Group, write_bundle
from ledger.notes import COSIGNATURE, Checkpoint, Signature, Signer
from ledger.tree import Frontier

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
    """The command on a file that lies there; the finished process."""
    command = [sys.executable, "-m", "ledger.verifier", str(path), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


def verify(folder, content, *arguments):
    """The command on the bytes of a file."""
    path = folder / "bundle.jsonl"
    path.write_bytes(content)
    return iro_verify(path, *arguments)


def policy_file(folder, quorum=2, log=LOG, witnesses=(W1, W2)):
    """A policy that trusts the log and the witnesses, with the quorum given."""
    path = folder / "policy"
    keys = [f"witness {witness.verifier(COSIGNATURE)}" for witness in witnesses]
    lines = ["# trusted", f"log {log.verifier()}", *keys, "", f"quorum {quorum}"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


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
