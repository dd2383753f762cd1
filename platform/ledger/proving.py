"""A receipt exchanged for proof: from the hash of a leaf to the C2SP tlog-proof that it stands in the house's log."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ledger import log
from ledger.export import NotAsRecorded, NothingSigned, newest_head
from ledger.models import Entry, Queue
from ledger.proofs import Proof, parse_leaf
from ledger.signer import Signed
from ledger.tree import ProofError, verify_inclusion
from ledger.witnesses import configured, has_cosigned
from tenants import pins
from tenants.problems import Conflict, NotFound
from tenants.queries import house
from tenants.sql import rows


class NotSignedYet(Conflict):
    code = "not-signed-yet"
    title = "This is recorded, but no signed head covers it yet"
    retry_after = 5


@dataclass(frozen=True)
class Place:
    """Where a leaf stands: `index` in the log, under a head of `size` leaves that `witnesses` cosigned.

    While it waits for its number or a signature, `index` is None.
    """

    leaf: str
    index: int | None = None
    size: int = 0
    witnesses: int = 0


def proof(leaf_hash: str) -> Proof:
    """Proof of a leaf (64 hex digits) of the pinned house. Raises NotFound, NotSignedYet, NotAsRecorded."""
    leaf = _leaf(leaf_hash)
    index, newest = _find(leaf)
    try:
        path = log.tree(newest.size).inclusion_proof(index, newest.size)
        verify_inclusion(leaf, index, newest.size, path, newest.root)
    except ProofError as wrong:
        raise NotAsRecorded(f"The log isn't what was signed ({wrong}). Run `iro ledger verify`.") from wrong
    return Proof(index, tuple(path), newest.note)


def place(history: QuerySet[Any], table: str) -> Place | None:
    """Where the first of these history rows of a captured table stands; None where there is no such row."""
    entry = history.order_by("history_id").values_list("history_id", flat=True).first()
    if entry is None:
        return None
    leaf = _leaf_of(table, entry)
    try:
        index, newest = _find(leaf)
    except NotSignedYet:
        return Place(leaf.hex())
    return Place(leaf.hex(), index, newest.size, sum(has_cosigned(newest.note, one) for one in configured()))


def _leaf_of(table: str, entry: int) -> bytes:
    """Waiting ones are asked first: a leaf that is numbered in between is then met in the log, and never missed."""
    for among in (Queue, Entry):
        found = among.objects.filter(table_name=table, entry=entry).values_list("leaf", flat=True).first()
        if found is not None:
            return bytes(found)
    raise NotAsRecorded(f"Entry {entry} of {table} has no leaf. Run `iro ledger verify`.")


def _find(leaf: bytes) -> tuple[int, Signed]:
    waits = rows("SELECT 1 FROM ledger_queue WHERE leaf = %s LIMIT 1", (leaf,))
    found = rows('SELECT "index" FROM ledger_entry WHERE leaf = %s ORDER BY "index" LIMIT 1', (leaf,))
    if not found and not waits:
        raise NotFound("No leaf of this house’s log has this hash. Compare it with your receipt.")
    pin = pins.current()
    try:
        newest = newest_head(house(pin.kind, pin.code))
    except NothingSigned as nothing:
        raise NotSignedYet("Nothing of this house is signed yet: ask again later.") from nothing
    if not found or found[0][0] >= newest.size:
        raise NotSignedYet("It is numbered and signed within seconds of being written: ask again in a moment.")
    return int(found[0][0]), newest


def _leaf(leaf_hash: str) -> bytes:
    try:
        return parse_leaf(leaf_hash)
    except ValueError as wrong:
        raise NotFound("A leaf’s hash is written as 64 digits of lower-case hex. Copy it from your receipt.") from wrong
