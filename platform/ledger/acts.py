"""An act: one transaction, one change, one actor, one purpose; and its receipt (design.md 4)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from accounts.actor import Actor
from ledger.actor_tokens import as_problem, token
from tenants import clock, pins
from tenants.writes import insert_and_read


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a writer takes away: which log, which change, and the hash of each leaf that will stand in that log.

    Of a bulk write `leaf_hashes` is empty: `leaves` says how many there are, and `ledger.receipts.leaves` streams them.
    """

    origin: str
    change_id: UUID
    leaf_hashes: tuple[str, ...]
    leaves: int = 0

    def as_dict(self) -> dict[str, object]:
        listed: dict[str, object] = {"origin": self.origin, "change_id": str(self.change_id)}
        if self.leaves:
            return {**listed, "leaves": self.leaves}
        return {**listed, "leaf_hashes": list(self.leaf_hashes)}


@dataclass(slots=True)
class Change:
    """The change under way. `receipt` is there once the block of `act` has ended well."""

    id: UUID
    actor: Actor
    purpose: str
    bulk: bool = False
    rows: list[Model] = field(default_factory=list)
    """New rows that are written when the block ends, in this order and in the round trip that brings the receipt."""
    _receipt: Receipt | None = field(default=None)

    @property
    def receipt(self) -> Receipt:
        if self._receipt is None:
            raise RuntimeError("A receipt is made when the act ends.")
        return self._receipt


_current: ContextVar[Change | None] = ContextVar("change", default=None)


def current_change() -> Change:
    found = _current.get()
    if found is None:
        raise RuntimeError("Nothing is being acted here: enter `ledger.acts.act(...)`.")
    return found


@contextmanager
def act(actor: Actor, purpose: str, *, bulk: bool = False) -> Iterator[Change]:
    """Write as `actor` for `purpose`, in one transaction of the pinned house; an act within an act is part of it.

    `bulk`: the receipt counts the leaves and doesn't list them, for there may be a million.
    """
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    change = Change(uuid4(), actor, purpose, bulk)
    token = _current.set(change)
    try:
        with transaction.atomic():
            _begin(change)
            yield change
            change._receipt = _end(change)
    finally:
        _current.reset(token)


def _begin(change: Change) -> None:
    actor, moment = change.actor, clock.demo_moment()
    words = (
        str(change.id), actor.id, actor.name, actor.role_title, change.purpose, str(actor.door), actor.request,
    )  # fmt: skip
    with connection.cursor() as cursor:
        if moment is not None:
            cursor.execute("SELECT set_config('iro.clock', %s, true)", (moment.isoformat(),))
        sealed = token("act", *words)
        try:
            cursor.execute(
                "SELECT ledger_act(%s, %s, %s, %s, %s, %s, %s, %s, %s)", (*words, sealed.expires, sealed.mac)
            )
        except DatabaseError as failure:
            raise as_problem(failure) from failure


_COUNT = "SELECT count(*) FROM ledger_queue WHERE change_id = %s"
_LEAVES = "SELECT encode(leaf, 'hex') FROM ledger_queue WHERE change_id = %s ORDER BY id"


def _end(change: Change) -> Receipt:
    if change.bulk:
        ((count,),) = insert_and_read(change.rows, _COUNT, [change.id])
        return Receipt(origin(), change.id, (), count)
    leaves = insert_and_read(change.rows, _LEAVES, [change.id])
    return Receipt(origin(), change.id, tuple(leaf for (leaf,) in leaves))


def origin() -> str:
    """The name of the pinned house's log (C2SP tlog-checkpoint)."""
    pin = pins.current()
    return f"{pin.title}/{pin.epoch}"
