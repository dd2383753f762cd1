"""`iro ledger export`: a house's log as a bundle that `iro-verify` checks with nothing but the file.

Up to the newest checkpoint; what is younger isn't signed yet. The export is recorded as a look at the whole house, in
the transaction that reads it, and the file gets its name only once that is committed.
"""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO

from accounts.actor import Actor
from ledger import log
from ledger.bundle import BundleHead, BundleLeaf, Group, Scope, write_bundle
from ledger.canonical import GROUP
from ledger.erasures import ERASURES
from ledger.notes import NoteError, parse_note, verify_cosignature
from ledger.reads import look
from ledger.recorded import Reader, Recorded, Remains, RemainsReader
from ledger.signer import Signed, log_key, newest_of
from ledger.tables import captured_tables
from ledger.witnesses import configured
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import pinned
from tenants.problems import Conflict
from tenants.sql import run

PAGE = 2_000


class NothingSigned(Conflict):
    code = "nothing-signed"
    title = "Nothing of this house is signed yet"


class NotAsRecorded(Conflict):
    code = "not-as-recorded"
    title = "The house isn't what was recorded"


class ErasureNotSigned(Conflict):
    code = "erasure-not-signed"
    title = "An erasure isn’t signed yet"


@dataclass(frozen=True)
class Exported:
    """What was written: so many leaves of this log, up to a checkpoint that so many witnesses cosigned."""

    path: Path
    origin: str
    leaves: int
    witnesses: int


def export(house: House, path: Path, *, actor: Actor) -> Exported:
    """Write the bundle to `path` (mode 0600, replaced whole). Raises NothingSigned, NotAsRecorded, OSError.

    Works as the house's service: it sees all that is captured there, and may record that it looked.
    """
    looking = look(actor, "ledger export", "export of the log")
    with written_whole(path) as out, pinned(house.service_pin()), looking as seen:
        run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        newest = newest_head(house)
        head = head_of(house, newest)
        seen.at([])
        count = write_bundle(out, head, _leaves(house, newest.size))
    return Exported(path, house.origin, count, len(head.witness_keys))


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file for its owner alone that gets its name, replacing another, only once the block has ended well."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def newest_head(house: House) -> Signed:
    """The newest signed head in the pinned house; raises NothingSigned."""
    newest = newest_of(house.origin)
    if newest is None:
        raise NothingSigned(f"{house.title} has no checkpoint: start `iro worker`, which numbers and signs, and wait.")
    return newest


def head_of(house: House, newest: Signed, scope: Scope | None = None) -> BundleHead:
    """Only witnesses that cosigned are named: without a policy, `iro-verify` demands every one that is."""
    key = log_key(house.origin)
    if key is None:
        raise NothingSigned(f"The key that signs for {house.origin} isn't known here: export where the signer runs.")
    cosigned = []
    for witness in configured():
        try:
            verify_cosignature(parse_note(newest.note), witness.key)
        except NoteError as wrong:
            if wrong.code != "cosignature-missing":
                raise NotAsRecorded(f"{house.title}: {wrong}. Run `iro ledger verify`.") from wrong
        else:
            cosigned.append(str(witness.key))
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return BundleHead(house.title, house.origin, newest.note, str(key), tuple(cosigned), now, scope)


def leaf_shown(index: int, leaf: bytes, recorded: Recorded | Remains, proof: Sequence[bytes] = ()) -> BundleLeaf:
    """One recorded entry, or what stays of it, as a bundle shows it; `proof` in a part."""
    return BundleLeaf(index, leaf, recorded.header, {GROUP: _group(recorded)}, tuple(proof))


def _leaves(house: House, size: int) -> Iterator[BundleLeaf]:
    """The first `size` leaves with what they commit to, in order; NotAsRecorded names the first that isn't so."""
    entries = log.entries(size)
    expected = 0
    erased_by, erasures = set(), set()
    while page := list(islice(entries, PAGE)):
        found = _found(house, page)
        for index, leaf, table, entry in page:
            recorded = found.get((table, entry))
            if recorded is None or index != expected or recorded.leaf() != leaf:
                message = f"{house.title}: leaf {expected} ({table}, entry {entry}) isn't what was recorded."
                raise NotAsRecorded(f"{message} Run `iro ledger verify`.")
            expected += 1
            if isinstance(recorded, Remains):
                erased_by.add(str(recorded.erasure))
            elif table == ERASURES:
                erasures.add(recorded.said("key"))
            yield leaf_shown(index, leaf, recorded)
    if expected != size:
        raise NotAsRecorded(f"{house.title} has {expected} leaves, {size} were signed. Run `iro ledger verify`.")
    if not erased_by <= erasures:
        raise ErasureNotSigned(f"{house.title}: the event that erased isn't signed yet. Export again in a minute.")


def _found(house: House, page: list[tuple[int, bytes, str, int]]) -> dict[tuple[str, int], Recorded | Remains]:
    """What these leaves stand for, or what stays of it, by table and entry."""
    tables = {table.name: table for table in captured_tables(Kind(house.kind))}
    found: dict[tuple[str, int], Recorded | Remains] = {}
    for name, group in groupby(sorted(page, key=lambda one: one[2]), key=lambda one: one[2]):
        if name not in tables:
            continue
        wanted = [entry for *_, entry in group]
        there = Reader(tables[name], house.title).some(wanted)
        gone = RemainsReader(tables[name], house.title).some([entry for entry in wanted if entry not in there])
        found |= {(name, one.entry): one for one in there.values()}
        found |= {(name, one.entry): one for one in gone.values()}
    return found


def _group(of: Recorded | Remains) -> Group:
    if isinstance(of, Remains):
        return Group(erased=of.commitment, erasure=str(of.erasure))
    return Group(of.salt, tuple(of.fields))
