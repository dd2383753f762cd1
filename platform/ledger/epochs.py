"""Epochs of a log: from one to the next another key signs, under another name, and the first leaf says why.

The leaves go on in one tree, so what an earlier epoch signed is proved in the next one too, if it is still there. A key
is replaced without loss: the old key signs the leaf that names the new one. After a backup was restored the old
name can't go on, for its witnesses have seen more: the leaf commits to the head that they saw last and lists what was
lost (design.md 4).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.db import transaction

from accounts.actor import Actor
from ledger import log, witness_client
from ledger.faults import Fault
from ledger.notes import NoteError, VerifierKey, parse_checkpoint, parse_note, verify_signature
from ledger.signer import Signed, introduce, log_key, newest_of, settle
from ledger.signer_memory import JournalLine, noted_leaves, recall
from ledger.witnesses import configured
from tenants import logins
from tenants.models import Build, House
from tenants.pins import Pin, pinned
from tenants.problems import Conflict
from tenants.sql import SQL, Identifier, rows, run

INSTALLER_PIN = Pin(logins.INSTALLER)
MOST_LISTED = 10_000
"""Lost leaves that a row lists; how many there were stands beside them in any case."""


class NothingToFollow(Conflict):
    code = "nothing-signed"
    title = "Nothing of this house is signed yet"


@dataclass(frozen=True)
class Last:
    """The head that an epoch ended with, as far as anybody remembers; `root` is hex, `note` has all cosignatures."""

    origin: str
    size: int
    root: str
    note: str


@dataclass(frozen=True)
class Opened:
    """An epoch that was begun: so many leaves are still here, so many of those that were signed are not."""

    house: House
    number: int
    last: Last
    kept: int
    lost: Sequence[JournalLine]

    @property
    def missing(self) -> int:
        return max(self.last.size - self.kept, 0)


def replace_key(house: House, *, actor: Actor) -> Opened:
    """Another key signs from now on; the old one vouches for it. As the installer, where the signer's keys are.

    Raises NothingToFollow where the log has no head yet.
    """
    settled = settle(house)
    if settled is None:
        raise NothingToFollow(f"{house.title} has no checkpoint, so no key that could be replaced.")
    last = Last(house.origin, settled.size, settled.root.hex(), settled.note)
    opened = Opened(house, house.epoch + 1, last, settled.size, ())
    _write(opened, actor, "replace the key of the log")
    # The old key signs the leaf that names the new one, before the house's name changes.
    settle(house)
    _begin(opened)
    return opened


def begin_after_restore(house: House, *, actor: Actor) -> Opened:
    """The house stands as a backup left it: name what is gone. As the installer, where the signer's folder is.

    Always a new epoch, also where nothing was lost or ever signed: the new server counts its transactions anew.
    """
    last = last_known(house) or Last(house.origin, 0, "", "")
    with pinned(house.pin(logins.BACKUP, roams=True)):
        kept = log.size()
        waiting = {leaf for (leaf,) in rows("SELECT encode(leaf, 'hex') FROM ledger_queue")}
    # What waited for its number when the backup was made is still here, though it had one since.
    lost = [line for line in noted_leaves(last.origin, kept, last.size) if line[1] not in waiting]
    opened = Opened(house, house.epoch + 1, last, kept, lost)
    _write(opened, actor, "restore a backup")
    _begin(opened)
    return opened


def last_known(house: House) -> Last | None:
    """The longest head that the database, the signer's memory or a witness remembers of the present epoch."""
    with pinned(house.pin(logins.BACKUP, roams=True)):
        stored = newest_of(house.origin)
    found = [_of_stored(house.origin, stored)] if stored else []
    remembered = recall(house.origin)
    if remembered and remembered.size:
        is_published = remembered.published_size == remembered.size
        note = remembered.published_note if is_published else remembered.note
        found.append(Last(house.origin, remembered.size, remembered.root, note))
    found += _witnessed(house.origin, log_key(house.origin))
    return max(found, key=lambda last: last.size, default=None)


def _of_stored(origin: str, stored: Signed) -> Last:
    return Last(origin, stored.size, stored.root.hex(), stored.note)


def _witnessed(origin: str, key: VerifierKey | None) -> Iterator[Last]:
    """What witnesses cosigned last. One that is away is passed over: verification asks it again."""
    for witness in configured():
        try:
            note = witness_client.latest(witness.url, origin)
            checkpoint = parse_checkpoint(parse_note(note).text) if note else None
            if checkpoint is None or checkpoint.origin != origin:
                continue
            if key:
                verify_signature(parse_note(note), [key])
        except (NoteError, Fault):
            continue
        yield Last(origin, checkpoint.size, checkpoint.root.hex(), note)


def _write(opened: Opened, actor: Actor, purpose: str) -> None:
    """The leaf that opens the epoch. No login may write it: a key is replaced, a backup restored, by the installer."""
    origin = f"{opened.house.title}/{opened.number}"
    key = introduce(origin)
    last = opened.last
    with pinned(INSTALLER_PIN), transaction.atomic():
        run(
            SQL(
                "INSERT INTO {}.ledger_epoch (change_id, actor, actor_name, purpose, door, request, login, at,"
                " transaction_id, salt, number, key, last_origin, last_size, last_root, last_note, kept_size, lost)"
                " VALUES (%s, %s, %s, %s, %s, %s, session_user, public.ledger_now(), {}.ledger_transaction(),"
                " uuid_send(gen_random_uuid()), %s, %s, %s, %s, %s, %s, %s, %s)"
            ).format(*[Identifier(opened.house.schema_name)] * 2),
            (
                str(uuid4()), actor.id, actor.name, purpose, str(actor.door), actor.request, opened.number, str(key),
                last.origin, last.size, last.root, last.note, opened.kept, json.dumps(opened.lost[:MOST_LISTED]),
            ),
        )  # fmt: skip


def _begin(opened: Opened) -> None:
    """The house's new name. Its functions carry the epoch too: `iro migrate` makes them anew."""
    with pinned(INSTALLER_PIN), transaction.atomic():
        House.objects.filter(pk=opened.house.pk).update(epoch=opened.number)
        Build.objects.filter(house=opened.house).update(head="")
    opened.house.epoch = opened.number
