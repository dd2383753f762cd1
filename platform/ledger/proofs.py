"""A proof that one leaf stands in a log (c2sp.org/tlog-proof): its number, the hashes on its path, the signed head.

Parsing is strict, so equal proofs are equal texts. A proof carries no keys: whoever checks it brings a policy. It says
nothing of what the leaf holds; a receipt says which leaves a change has.
"""

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from ledger.faults import Fault, RefusedError
from ledger.notes import HASH_OCTETS, MAX_NOTE_OCTETS, VerifierKey, parse_size
from ledger.policy import Policy
from ledger.tree import ProofError, verify_inclusion
from ledger.trust import trust
from ledger.verdict import Cosigned

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MAX_HASHES = 63
MAX_OCTETS = MAX_NOTE_OCTETS + 16 * 1024
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)


class ProofFileError(Fault):
    """A file that isn't a well-formed proof or receipt; codes `proof-malformed`, `receipt-malformed`."""


@dataclass(frozen=True)
class Proof:
    """Leaf number `index` is under the head `note`; `hashes` (32 octets each), nearest sibling first."""

    index: int
    hashes: tuple[bytes, ...]
    note: str
    extra: bytes | None = None

    def __str__(self) -> str:
        extra = [] if self.extra is None else [f"extra {_encode(self.extra)}"]
        return "\n".join([FIRST_LINE, *extra, f"index {self.index}", *map(_encode, self.hashes), "", self.note])


@dataclass(frozen=True)
class Receipt:
    """What a writer took away: which log, which change, and the leaves (32 octets each) that it must hold."""

    origin: str
    change_id: str
    leaves: tuple[bytes, ...]


@dataclass(frozen=True)
class ProofVerdict:
    """What was proved: this leaf is number `index` of the first `size` of the log."""

    origin: str
    leaf: bytes
    index: int
    size: int
    root: bytes
    log_key: VerifierKey
    cosigned: tuple[Cosigned, ...]
    change_id: str = ""
    others: int = 0
    """How many more leaves the receipt names, each of which needs a proof of its own."""

    def as_json(self) -> dict[str, object]:
        """The verdict as plain data."""
        return {
            "ok": True,
            "origin": self.origin,
            "leaf": self.leaf.hex(),
            "index": self.index,
            "size": self.size,
            "root": self.root.hex(),
            "change_id": self.change_id or None,
            "log": str(self.log_key),
            "cosigned": [{"name": by.key.name, "vkey": str(by.key), "at": by.at} for by in self.cosigned],
        }

    def as_text(self) -> str:
        """The verdict in words."""
        lines = [
            f"VERIFIED: leaf {self.index} of {self.size} in the log {self.origin}",
            f"  leaf      {self.leaf.hex()}",
            *([f"  change    {self.change_id}"] if self.change_id else []),
            f"  root      {self.root.hex()}",
            f"  signed    by the log {self.log_key.name}",
            f"            fingerprint {self.log_key.fingerprint}",
        ]
        for by in self.cosigned:
            lines += [f"  cosigned  {by.at} by the witness {by.key.name}"]
            lines += [f"            fingerprint {by.key.fingerprint}"]
        return "\n".join([*lines, "", *self.proved(), "", *self.not_proved()]) + "\n"

    def proved(self) -> list[str]:
        """Lines of one paragraph."""
        lines = ["Proved: what has this hash was recorded, and stands at this place in the log for good."]
        if self.others:
            lines.append(f"The receipt names {self.others} more: each needs a proof of its own.")
        return lines

    def not_proved(self) -> list[str]:
        """Lines of one paragraph."""
        lines = ["Not proved: what it holds (a bundle shows that), nor that it is true."]
        if not self.cosigned:
            lines.append("No witness cosigned: the log could show others another history.")
        return lines


def parse_proof(text: str) -> Proof:
    """Proof of a file's text; raises ProofFileError. The head within is read by whoever checks it."""
    top, gap, note = text.partition("\n\n")
    first, *lines = top.split("\n")
    if first != FIRST_LINE or not gap:
        raise _malformed(f"the first line is not {FIRST_LINE}, or no empty line follows the hashes")
    extra = _decode(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
    if not lines or not lines[0].startswith("index "):
        raise _malformed("the line `index <number>` is missing")
    index = parse_size(lines.pop(0)[6:])
    hashes = tuple(map(_decode, lines))
    if len(hashes) > MAX_HASHES or any(len(one) != HASH_OCTETS for one in hashes):
        raise _malformed(f"there are more than {MAX_HASHES} hashes, or one hasn't {HASH_OCTETS} octets")
    return Proof(index, hashes, note, extra)


def read_proof(stream: BinaryIO) -> str:
    """Text of a file that holds a proof; raises ProofFileError where it is too long or no UTF-8."""
    raw = stream.read(MAX_OCTETS + 1)
    if len(raw) > MAX_OCTETS:
        raise _malformed(f"longer than {MAX_OCTETS} octets")
    try:
        return raw.decode()
    except UnicodeDecodeError as wrong:
        raise _malformed("not valid UTF-8") from wrong


def parse_receipt(text: str) -> Receipt:
    """Receipt as a write's answer holds it, alone or as the answer's `receipt`; raises ProofFileError."""
    try:
        found = json.loads(text)
        found = found.get("receipt", found)
        origin, change, leaves = found["origin"], found["change_id"], found["leaf_hashes"]
        if type(origin) is not str or type(change) is not str or type(leaves) is not list or not leaves:
            raise ValueError("needs origin, change_id and leaf_hashes")
        return Receipt(origin, change, tuple(map(parse_leaf, leaves)))
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as wrong:
        raise ProofFileError("receipt-malformed", f"the receipt can't be read: {wrong}") from wrong


def parse_leaf(text: str) -> bytes:
    """32 octets of 64 lower-case hex digits; raises ValueError."""
    if not _HEX.fullmatch(text):
        raise ValueError(f"{text:.80} is not a leaf hash: 64 digits of lower-case hex")
    return bytes.fromhex(text)


def verify_proof(text: str, leaves: Sequence[bytes], policy: Policy, receipt: Receipt | None = None) -> ProofVerdict:
    """Prove that one of `leaves` (or of the receipt's) is where the proof says.

    Raises RefusedError (`leaf-not-proved`, `receipt-other-log`, those of trust), NoteError, ProofError, ProofFileError.
    """
    proof = parse_proof(text)
    trusted = trust(proof.note, policy)
    checkpoint = trusted.checkpoint
    named = tuple(dict.fromkeys((*leaves, *(receipt.leaves if receipt else ()))))
    # The number at the end of an origin is the epoch: a log goes on under another key, its leaves stay where they are.
    if receipt and _log_of(receipt.origin) != _log_of(checkpoint.origin):
        message = f"the receipt is of the log {receipt.origin}, the proof of {checkpoint.origin}"
        raise RefusedError("receipt-other-log", message)
    leaf = next((one for one in named if _is_proved(one, proof, checkpoint.size, checkpoint.root)), None)
    if leaf is None:
        message = f"leaf {proof.index} of this log is not the one that you name: its path leads to another root"
        raise RefusedError("leaf-not-proved", message, index=proof.index)
    return ProofVerdict(
        checkpoint.origin, leaf, proof.index, checkpoint.size, checkpoint.root, trusted.log_key, trusted.cosigned,
        receipt.change_id if receipt else "", len(receipt.leaves) - 1 if receipt else 0,
    )  # fmt: skip


def _is_proved(leaf: bytes, proof: Proof, size: int, root: bytes) -> bool:
    try:
        verify_inclusion(leaf, proof.index, size, proof.hashes, root)
    except ProofError as wrong:
        if wrong.code != "proof-wrong-root":
            raise
        return False
    return True


def _log_of(origin: str) -> str:
    return origin.rpartition("/")[0]


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decode(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError as wrong:
        raise _malformed(f"not base64: {text[:80]!r}") from wrong
    if _encode(raw) != text:
        raise _malformed(f"base64 with stray bits or padding: {text[:80]!r}")
    return raw


def _malformed(message: str) -> ProofFileError:
    return ProofFileError("proof-malformed", message)
