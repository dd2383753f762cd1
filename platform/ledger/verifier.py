"""`iro-verify FILE`: does this bundle hold what was recorded, unchanged? Does this proof fit that receipt? Was this
panel drawn as its record says? Are these the documents that were disclosed to it, in whichever version?

Needs no network, no database, no Django and no trust in whoever sent the file: only hashlib, hmac and
cryptography. Every value is hashed again, up to the root that the log signed and witnesses cosigned.
"""

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

from ledger.bundle import BundleHead, BundleLeaf, BundleReader, Group
from ledger.canonical import FORMAT, GROUP, KINDS, leaf_bytes, leaf_hash
from ledger.disclosed import DisclosureVerdict
from ledger.disclosed import verify as verify_disclosed
from ledger.draws import DrawVerdict, verify
from ledger.erasures import ERASURES, PROPOSALS, Event, Gone, digest, event, fault
from ledger.faults import Fault, RefusedError
from ledger.notes import parse_checkpoint, parse_note, parse_vkey
from ledger.policy import Policy, parse_policy
from ledger.proofs import FIRST_LINE, ProofVerdict, Receipt, parse_leaf, parse_receipt, read_proof, verify_proof
from ledger.tree import Frontier, ProofError, verify_inclusion
from ledger.trust import forked, heads_within, trust
from ledger.verdict import Erased, Verdict

VERIFIED, REFUSED, UNREADABLE = 0, 1, 2
DRAW_START = re.compile(rb'\s*\{\s*"format"\s*:\s*"iro-draw-')
DRAW_BYTES = 1_000_000
DISCLOSURE_START = re.compile(rb'\s*\{\s*"format"\s*:\s*"iro-disclosure-')
DISCLOSURE_BYTES = 256_000_000
# Places of the values in a header, which the reader has found to be in the format's order.
_FORMAT, _HOUSE, _TABLE, _KEY, _ENTRY, _KIND, _ACTOR, _PURPOSE, _CHANGE, _AT, _TRANSACTION = range(11)


class UsageError(Fault):
    """What was asked for can't be done with what was given."""


def verify_bundle(stream: BinaryIO, policy: Policy | None = None) -> Verdict:
    """Read a bundle to its end and prove it, or raise a Fault (RefusedError, BundleError, NoteError).

    Without a policy the bundle's own keys are used, and every witness that it names must have cosigned.
    """
    reader = BundleReader(stream)
    verdict = _verify_head(reader.head, policy)
    if verdict.scope is None:
        heads = heads_within(verdict.checkpoint, policy) if policy else {}
        _verify_whole(reader, verdict, heads)
    else:
        _verify_part(reader, verdict)
    return verdict


def _verify_whole(reader: BundleReader, verdict: Verdict, heads: dict[int, bytes]) -> None:
    frontier, erasing = Frontier(), _Erasing()
    size = verdict.checkpoint.size
    for leaf in reader:
        index = frontier.size
        if leaf.index != index:
            message = f"leaf {leaf.index} stands where leaf {index} belongs"
            raise RefusedError("leaf-out-of-order", message, **_where(leaf))
        if index >= size:
            raise RefusedError("leaf-beyond", f"the checkpoint covers {size} leaves only", **_where(leaf))
        frontier.append(_verify_leaf(leaf, verdict))
        if frontier.size in heads and frontier.root() != heads[frontier.size]:
            raise forked(frontier.size)
        erasing.take(leaf)
    if frontier.size != size:
        message = f"the checkpoint covers {size} leaves, the file has {frontier.size}"
        raise RefusedError("leaves-missing", message)
    if frontier.root() != verdict.checkpoint.root:
        message = (
            "each leaf agrees with its own hash, but together they don't give the signed root: "
            "at least one leaf was replaced, or the checkpoint belongs to another history"
        )
        raise RefusedError("root-differs", message)
    verdict.heads_seen = tuple(sorted(heads))
    verdict.erased = erasing.judged()


def _verify_part(reader: BundleReader, verdict: Verdict) -> None:
    last = -1
    checkpoint = verdict.checkpoint
    for leaf in reader:
        if leaf.index <= last:
            raise RefusedError("leaf-out-of-order", f"leaf {leaf.index} comes after leaf {last}", **_where(leaf))
        last = leaf.index
        try:
            verify_inclusion(_verify_leaf(leaf, verdict), last, checkpoint.size, leaf.proof, checkpoint.root)
        except ProofError as wrong:
            raise RefusedError("leaf-not-proved", f"it isn't in the signed log: {wrong}", **_where(leaf)) from wrong
    if last < 0:
        raise RefusedError("part-empty", "the file shows no change at all: it proves nothing")


class _Erasing:
    """What was erased, and by which events: gathered along the leaves, judged when all are read."""

    def __init__(self) -> None:
        self._gone: dict[str, list[Gone]] = defaultdict(list)
        self._events: dict[str, dict[str, list[Event]]] = {name: defaultdict(list) for name in (ERASURES, PROPOSALS)}

    def take(self, leaf: BundleLeaf) -> None:
        values = [field[2] for field in leaf.header]
        table, entry = values[_TABLE], values[_ENTRY]
        for group in leaf.groups.values():
            if group.erased is not None and group.erasure:
                self._gone[group.erasure].append((table, int(entry) if entry.isdecimal() else -1, group.erased))
        if table in self._events:
            content = leaf.groups.get(GROUP, Group())
            self._events[table][values[_KEY]].append(event(leaf.index, leaf.header, content.fields))

    def judged(self) -> tuple[Erased, ...]:
        """Raises RefusedError for what no lawful erasure took away."""
        found = []
        for key in sorted({*self._gone, *self._events[ERASURES]}):
            made, gone = self._only(ERASURES, key), self._gone.get(key, [])
            wrong = fault(made, self._only(PROPOSALS, key), len(gone), digest(gone))
            if wrong or made is None or made.index is None:
                message = f"{len(gone)} entries are said to be erased by {key!r:.60}: {wrong}"
                raise RefusedError("erased-unlawfully", message, table=ERASURES, key=key)
            found.append(Erased(made.index, len(gone)))
        return tuple(sorted(found, key=attrgetter("event")))

    def _only(self, table: str, key: str) -> Event | None:
        events = self._events[table].get(key, [])
        return events[0] if len(events) == 1 else None


def _verify_head(head: BundleHead, policy: Policy | None) -> Verdict:
    checkpoint = parse_checkpoint(parse_note(head.checkpoint).text)
    if checkpoint.origin != head.origin or not re.fullmatch(re.escape(head.house) + r"/[1-9][0-9]{0,8}", head.origin):
        message = f"house {head.house!r}, origin {head.origin!r} and checkpoint {checkpoint.origin!r} disagree"
        raise RefusedError("origin-differs", message)
    trusted = trust(head.checkpoint, policy or _own_policy(head))
    return Verdict(head.house, checkpoint, trusted.log_key, trusted.cosigned, policy is not None, scope=head.scope)


def _own_policy(head: BundleHead) -> Policy:
    witnesses = tuple(map(parse_vkey, head.witness_keys))
    return Policy((parse_vkey(head.log_key),), witnesses, len(witnesses))


def _verify_leaf(leaf: BundleLeaf, verdict: Verdict) -> bytes:
    """The leaf's hash, made from what is shown; counts it in the verdict."""
    values = [field[2] for field in leaf.header]
    if values[_FORMAT] != FORMAT:
        raise RefusedError("leaf-format", f"format {values[_FORMAT]!r} is not {FORMAT}", **_where(leaf))
    if values[_HOUSE] != verdict.house:
        message = f"the leaf belongs to {values[_HOUSE]!r}, the bundle to {verdict.house!r}"
        raise RefusedError("leaf-house", message, **_where(leaf))
    kind, at = values[_KIND], values[_AT]
    if kind not in KINDS:
        raise RefusedError("leaf-kind", f"kind of change {kind!r} is none of + ~ -", **_where(leaf))
    try:
        canonical = leaf_bytes(leaf.header, {name: group.commit() for name, group in leaf.groups.items()})
    except UnicodeEncodeError as wrong:
        raise RefusedError("leaf-text", "a text is not valid Unicode", **_where(leaf)) from wrong
    computed = leaf_hash(canonical)
    if computed != leaf.leaf:
        message = "what is shown here is not what was recorded: its hash differs from the leaf's"
        raise RefusedError("leaf-differs", message, **_where(leaf))
    verdict.counts[values[_TABLE], kind] += 1
    verdict.erased_groups += sum(group.erased is not None and not group.erasure for group in leaf.groups.values())
    verdict.first_at = min(verdict.first_at or at, at)
    verdict.last_at = max(verdict.last_at, at)
    return computed


def _where(leaf: BundleLeaf) -> dict[str, Any]:
    return {"index": leaf.index, "table": leaf.header[_TABLE][2], "key": leaf.header[_KEY][2]}


def main(argv: Sequence[str] | None = None) -> int:
    """Command line. Exit codes: 0 verified, 1 refused, 2 wrong usage or a file that can't be opened."""
    arguments = _arguments(argv)
    try:
        policy = parse_policy(arguments.policy.read_text(encoding="utf-8")) if arguments.policy else None
        receipt = parse_receipt(arguments.receipt.read_text(encoding="utf-8")) if arguments.receipt else None
        leaves = [parse_leaf(arguments.leaf)] if arguments.leaf else []
        stream = arguments.file.open("rb")
    except (OSError, ValueError, Fault) as wrong:
        sys.stderr.write(f"iro-verify: {wrong}\n")
        return UNREADABLE
    try:
        with stream:
            start = stream.peek(len(FIRST_LINE))
            if is_proof(start):
                verdict: Verdict | ProofVerdict | DrawVerdict | DisclosureVerdict = _proved(
                    stream, leaves, policy, receipt
                )
            elif is_draw(start):
                verdict = verify(read_record(stream, "draw", DRAW_BYTES))
            elif is_disclosure(start):
                verdict = verify_disclosed(read_disclosure(stream), policy, _other_version(arguments.against))
            elif leaves or receipt:
                raise UsageError("usage", "--leaf and --receipt go with a proof; this file is none")
            elif arguments.against:
                raise UsageError("usage", "--against goes with a version of a disclosed bundle; this file is none")
            else:
                verdict = verify_bundle(stream, policy)
    except (UsageError, OSError) as wrong:
        sys.stderr.write(f"iro-verify: {wrong}\n")
        return UNREADABLE
    except Fault as fault:
        _say(refusal(fault, as_json=arguments.json))
        return REFUSED
    _say(json.dumps(verdict.as_json(), indent=2) + "\n" if arguments.json else verdict.as_text())
    return VERIFIED


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="iro-verify",
        description="Check, without network or trust in the sender, that a bundle or a proof is what was recorded.",
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="bundle (JSON Lines), C2SP tlog-proof, draw or disclosed bundle (JSON)"
    )
    parser.add_argument("--policy", type=Path, metavar="FILE", help="keys that you trust, heads that you have seen")
    parser.add_argument("--receipt", type=Path, metavar="FILE", help="with a proof: the receipt that it answers (JSON)")
    parser.add_argument("--leaf", metavar="HEX", help="with a proof: the hash of the leaf")
    parser.add_argument(
        "--against", type=Path, metavar="FILE", help="with a disclosed bundle: its other version, of the same set"
    )
    parser.add_argument("--json", action="store_true", help="the verdict as JSON")
    return parser.parse_args(argv)


def is_proof(start: bytes) -> bool:
    """Whether a file that starts so is a proof; all else is read as a bundle."""
    return start.startswith(FIRST_LINE.rpartition("@")[0].encode())


def is_draw(start: bytes) -> bool:
    """Whether a file that starts so is the record of a panel's draw."""
    return DRAW_START.match(start) is not None


def is_disclosure(start: bytes) -> bool:
    """Whether a file that starts so is a bundle of documents that was disclosed to a panel."""
    return DISCLOSURE_START.match(start) is not None


def read_disclosure(stream: BinaryIO) -> dict[str, Any]:
    """A version of a disclosed bundle, to be verified. Raises RefusedError for what is no JSON object, or too long."""
    return read_record(stream, "disclosure", DISCLOSURE_BYTES)


def _other_version(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    with path.open("rb") as stream:
        return read_disclosure(stream)


def read_record(stream: BinaryIO, what: str, most: int) -> dict[str, Any]:
    """A JSON object whose keys come once each. Raises RefusedError `<what>-unreadable`."""
    kept = stream.read(most + 1)
    if len(kept) > most:
        raise RefusedError(f"{what}-unreadable", f"a {what} has {most} bytes at most")
    try:
        record = json.loads(kept, object_pairs_hook=_unique)
        if type(record) is not dict:
            raise ValueError("is no object")
    except (ValueError, RecursionError) as wrong:
        raise RefusedError(f"{what}-unreadable", f"this is no JSON of a {what}: {wrong}") from wrong
    return record


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("a key is repeated")
    return record


def _proved(stream: BinaryIO, leaves: Sequence[bytes], policy: Policy | None, receipt: Receipt | None) -> ProofVerdict:
    if policy is None or not (leaves or receipt):
        raise UsageError("usage", "a proof holds neither keys nor content: give --policy, and --receipt or --leaf")
    return verify_proof(read_proof(stream), leaves, policy, receipt)


def refusal(fault: Fault, *, as_json: bool) -> str:
    """Why something is refused, in words or as JSON."""
    where = fault.where if isinstance(fault, RefusedError) else {}
    if as_json:
        return json.dumps({"ok": False, "code": fault.code, "reason": str(fault), **where}, indent=2) + "\n"
    place = ", ".join(f"{name} {value}" for name, value in where.items())
    lines = [f"REFUSED ({fault.code}): {fault}"]
    if place:
        lines.append(f"  at {place}")
    lines.append("Don't rely on this file. Ask for a new export; if that is refused too, ask the auditor.")
    return "\n".join(lines) + "\n"


def _say(text: str) -> None:
    """Print; what a hostile file holds must not steer the terminal, nor fail on its encoding."""
    plain = "".join(
        character if character.isprintable() or character == "\n" else f"\\u{ord(character):04x}" for character in text
    )
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(plain.encode(encoding, "backslashreplace").decode(encoding))


if __name__ == "__main__":
    sys.exit(main())
