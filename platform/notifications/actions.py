"""Publishing: an event goes into the outbox of the house in which it happened, with what happened (design.md 6)."""

from collections.abc import Iterable, Mapping
from itertools import islice
from uuid import uuid4

from django.db import transaction

from ledger.acts import current_change
from notifications.models import OutboxEvent
from notifications.tags import Tag
from notifications.wake import wake_relay

BATCH = 1_000


def publish(tag: Tag, payload: Mapping[str, object]) -> None:
    """Inside an act. `payload` holds ids and dates; a child's data only where another house must be handed it."""
    publish_all(tag, [payload])


def publish_many(tag: Tag, payloads: Iterable[Mapping[str, object]]) -> None:
    """As `publish_all`, but written as they come, some at a time: for more events than should stand in memory."""
    change, waiting = current_change(), iter(payloads)
    while some := list(islice(waiting, BATCH)):
        OutboxEvent.objects.bulk_create(
            [OutboxEvent(id=uuid4(), tag=tag, payload=dict(payload), change_id=change.id) for payload in some]
        )
        transaction.on_commit(wake_relay, robust=True)


def publish_all(tag: Tag, payloads: Iterable[Mapping[str, object]]) -> None:
    """An event for each payload, written when the act ends."""
    change = current_change()
    events = [OutboxEvent(id=uuid4(), tag=tag, payload=dict(payload), change_id=change.id) for payload in payloads]
    if events:
        change.rows += events
        transaction.on_commit(wake_relay, robust=True)
