"""A write that its caller names is done once: asked for again by the same name, it is answered as the first time.

What the IETF's draft "The Idempotency-Key HTTP Header Field" asks for. The answer is kept in the transaction of the
write itself: there is no moment in which one is there without the other.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.actor import Actor
from ledger.models import Answer
from tenants import pins
from tenants.problems import Conflict, Invalid
from tenants.races import first_wins
from tenants.sql import rows

KEPT = timedelta(hours=24)
"""How long an answer is kept at the least."""


class KeyInUse(Conflict):
    code = "idempotency-key-in-use"
    title = "A write under this Idempotency-Key is still running"
    retry_after = 1


class KeyUsed(Invalid):
    code = "idempotency-key-used"
    title = "This Idempotency-Key stood for something else"


@dataclass(frozen=True, slots=True)
class Answered:
    """`body` is JSON, or None; `again`: nothing was done now, for it had been done."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)
    again: bool = False


def once(actor: Actor, key: str, fingerprint: str, write: Callable[[], Answered]) -> Answered:
    """What `write` answers, or answered when `actor` first used `key`. What it refused it is asked again.

    Raises KeyInUse while another transaction is at it, KeyUsed where the key stood for another `fingerprint`.
    """
    in_use = KeyInUse("Ask again in a second: you will be answered as the first time.")
    with first_wins(in_use), transaction.atomic():
        if not _alone(actor, key):
            raise in_use
        kept = Answer.objects.filter(actor=actor.id, key=key).first()
        if kept is not None:
            return _again(kept, fingerprint)
        done = write()
        Answer.objects.create(
            actor=actor.id, key=key, fingerprint=fingerprint, status=done.status, headers=done.headers, body=done.body
        )
        return done


def _again(kept: Answer, fingerprint: str) -> Answered:
    if kept.fingerprint != fingerprint:
        raise KeyUsed("Send a new key with a new write, and the same body with the same key.")
    return Answered(kept.status, kept.body, kept.headers, again=True)


def _alone(actor: Actor, key: str) -> bool:
    """Until the transaction ends nobody else is let in under this key. The unique constraint is the wall behind it."""
    pin = pins.current()
    name = f"answer/{pin.kind}/{pin.code}/{actor.id}/{key}"
    [(alone,)] = rows("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", (name,))
    return bool(alone)


def forget_old() -> int:
    """Delete what was answered longer than KEPT ago; returns how many."""
    return Answer.objects.filter(answered_at__lt=timezone.now() - KEPT).delete()[0]
