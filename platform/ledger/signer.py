"""What the signer (ledger.signing) does: signs the head of each house's log, and never one that contradicts another.

Its memory and its keys lie outside the database: whoever rewrites the log can't make it forget what it has signed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from ledger import log, witnesses
from ledger.keys import load_or_create, vkey_path
from ledger.notes import Checkpoint, Signer, VerifierKey, parse_vkey, sign_checkpoint
from ledger.sequencer import sequence
from ledger.service import HouseRefused
from ledger.signer_memory import (
    JournalLine,
    Remembered,
    alone,
    key_path,
    logs_path,
    note_leaves,
    recall,
    remember,
    remember_published,
)
from ledger.tree import ProofError, TiledTree, verify_consistency
from tenants.pins import pinned
from tenants.sql import rows, run

if TYPE_CHECKING:
    from tenants.models import House


@dataclass(frozen=True)
class Signed:
    """A checkpoint as it stands in the house's table: so many leaves, their root, the signed and cosigned note."""

    size: int
    root: bytes
    note: str
    signed_at: datetime


def head(house: "House") -> Signed | None:
    """The newest published checkpoint of a house."""
    with pinned(house.sequencer_pin()):
        return newest_of(house.origin)


def settle(house: "House") -> Signed | None:
    """Number what waits and sign it, now; returns the newest checkpoint. For tests, the demo, and before an export."""
    sequence(house)
    sign(house)
    return head(house)


def sign(house: "House") -> int:
    """Publish the head of a log that has grown, or cosignatures that it lacked; returns how many checkpoints: 0 or 1.

    Raises HouseRefused when the database contradicts what was signed before: codes `rolled-back`, `root-differs`,
    `checkpoint-missing`, `checkpoint-foreign`, `signer-memory-lost`, `signer-key-lost`.
    """
    origin = house.origin
    with pinned(house.sequencer_pin()):
        size, newest = log.size(), newest_of(origin)
        if not _is_due(origin, size, newest):
            return 0
        with alone(origin):
            before = _recalled(origin)
            size, newest = log.size(), newest_of(origin)
            _check(before, size, newest)
            return int(_publish(origin, before, size, newest))


def log_key(origin: str) -> VerifierKey | None:
    """The public key that signs for a log; None where nothing was ever signed for it here."""
    path = vkey_path(key_path(origin))
    return parse_vkey(path.read_text(encoding="utf-8").strip()) if path.exists() else None


def introduce(origin: str) -> VerifierKey:
    """The key that will sign for a log from its next head on: made, and announced to whoever enrols logs."""
    with alone(origin):
        if recall(origin) is None:
            remember(origin, Remembered())
        return _key(origin).verifier()


def _is_due(origin: str, size: int, newest: Signed | None) -> bool:
    """Cheap, and asked all the time: whether anything grew, shrank or still lacks a cosignature."""
    before = recall(origin)
    if before is None:
        return size > 0 or newest is not None
    if newest is None or (size, before.published_size) != (before.size, before.size) or not _is_known(before, newest):
        return size > 0 or before.size > 0
    return bool(witnesses.waiting(origin, newest.note))


def _recalled(origin: str) -> Remembered:
    """A log's memory is begun before its key is made, so a key without one means that a memory was lost."""
    has_key = key_path(origin).exists()
    before = recall(origin)
    if before is None:
        if has_key:
            message = f"the key of {origin} has been used, but what it signed is forgotten: restore the signer's folder"
            raise HouseRefused("signer-memory-lost", message)
        before = remember(origin, Remembered())
    if before.size and not has_key:
        message = f"the key of {origin} is gone: restore {key_path(origin)}, or the log needs a new epoch"
        raise HouseRefused("signer-key-lost", message)
    return before


def _check(before: Remembered, size: int, newest: Signed | None) -> None:
    """What can be said without reading leaves."""
    published = newest.size if newest else 0
    if size < before.size:
        raise HouseRefused("rolled-back", f"{before.size} leaves were signed, the log has only {size}")
    if newest and (published > before.size or (published == before.size and not _is_known(before, newest))):
        raise HouseRefused("checkpoint-foreign", f"a checkpoint for {published} leaves was never signed here")
    if published < before.published_size:
        message = f"the checkpoint for {before.published_size} leaves was published, the newest is for {published}"
        raise HouseRefused("checkpoint-missing", message)


def _is_known(before: Remembered, newest: Signed) -> bool:
    """Whether the newest checkpoint is the one remembered; cosignatures may have been added since."""
    body, remembered = newest.note.partition("\n\n")[0], before.note.partition("\n\n")[0]
    return newest.root.hex() == before.root and body == remembered


def _publish(origin: str, before: Remembered, size: int, newest: Signed | None) -> bool:
    tree = log.tree(size)
    after = _advance(origin, before, size, tree) if size > before.size else before
    known = newest.note if newest and newest.size == after.size else ""
    note = witnesses.ask_all(origin, known or after.note, tree, before.size)
    if note != known:
        run(
            "INSERT INTO ledger_checkpoint (size, root, note, signed_at) VALUES (%s, %s, %s, clock_timestamp())",
            (after.size, bytes.fromhex(after.root), note),
        )
    if note != known or after.published_size != after.size:
        remember_published(origin, after, note)
    return note != known


def _advance(origin: str, before: Remembered, size: int, tree: TiledTree) -> Remembered:
    """Sign a longer log, once it is proved to begin with the one signed before. Remembered before anybody sees it."""
    root = tree.root(size)
    if before.size:
        try:
            proof = tree.consistency_proof(before.size, size)
            verify_consistency(before.size, size, proof, bytes.fromhex(before.root), root)
        except ProofError as wrong:
            message = f"the first {before.size} leaves aren't those that were signed ({wrong})"
            raise HouseRefused("root-differs", message) from wrong
    note_leaves(origin, _leaves(before.size, size))
    note = sign_checkpoint(Checkpoint(origin, size, root), _key(origin))
    return remember(origin, replace(before, size=size, root=root.hex(), note=note))


def _leaves(low: int, high: int) -> Iterator[JournalLine]:
    """What stands between two sizes of the log."""
    found = log.paged(
        'SELECT "index", encode(leaf, \'hex\'), table_name, change_id::text FROM ledger_entry'
        ' WHERE "index" > %s AND "index" >= %s AND "index" < %s ORDER BY "index" LIMIT %s',
        low, high,
    )  # fmt: skip
    return ((index, leaf, table, change) for index, leaf, table, change in found)


def _key(origin: str) -> Signer:
    """The log's own key, made on first use and then announced to whoever enrols logs."""
    signer = load_or_create(key_path(origin), origin)
    path, line = logs_path(), f"{signer.verifier()}\n"
    if not path.exists() or line not in path.read_text(encoding="utf-8").splitlines(keepends=True):
        with path.open("a", encoding="utf-8") as file:
            file.write(line)
    return signer


def newest_of(origin: str) -> Signed | None:
    """The newest checkpoint of a log in the pinned house, which may hold those of earlier epochs too."""
    found = rows(
        "SELECT size, root, note, signed_at FROM ledger_checkpoint WHERE starts_with(note, %s)"
        " ORDER BY id DESC LIMIT 1",
        (f"{origin}\n",),
    )
    return Signed(found[0][0], bytes(found[0][1]), *found[0][2:]) if found else None
