"""The relay: takes events out of a house's outbox and has each subscriber carry them out, at least once."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from notifications.events import Event, Subscription
from notifications.models import Delivery, InboxEvent, OutboxEvent
from notifications.tags import PUBLISHERS, Tag
from tenants import logins
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import pinned

log = structlog.get_logger(__name__)
BATCH = 200
LONGEST_DELAY = timedelta(hours=6)


def subscriptions() -> Mapping[Tag, tuple[Subscription, ...]]:
    found: Mapping[Tag, tuple[Subscription, ...]] = import_string(settings.SUBSCRIPTIONS)
    return found


def relay(house: House) -> int:
    """Deliver what waits in this house's outbox; returns how many events are done. They don't wait for each other."""
    done = 0
    with pinned(house.relay_pin()):
        waiting = list(OutboxEvent.objects.filter(relayed_at=None).order_by("created_at")[:BATCH])
        for row in waiting:
            if _handled(row, house):
                OutboxEvent.objects.filter(id=row.id).update(relayed_at=timezone.now())
                done += 1
    return done


def _handled(row: OutboxEvent, house: House) -> bool:
    """Delivered to all, or refused for good: an event that its login had no business to publish goes nowhere."""
    publisher = _publisher(row.login, house)
    if publisher is None or publisher not in PUBLISHERS[Tag(row.tag)]:
        log.critical("event-forged", tag=row.tag, login=row.login, event_id=str(row.id))
        Delivery.objects.create(event_id=row.id, subscriber="refused", failure=f"published by {row.login}")
        return True
    event = Event(row.id, Tag(row.tag), house, row.payload, publisher)
    return _deliver_to_all(event, subscriptions().get(event.tag, ()))


def _publisher(login: str, house: House) -> Kind | None:
    """Which side of the house a login is; None for one that doesn't work there."""
    sides = {logins.role(logins.house_login(house.kind, house.code)): Kind(house.kind)}
    if house.region is not None:
        sides[logins.role(logins.house_login(Kind.REGION, house.region.code))] = Kind.REGION
    return sides.get(login)


def _deliver_to_all(event: Event, wanted: Iterable[Subscription]) -> bool:
    delivered = set(
        Delivery.objects.filter(event_id=event.id, delivered_at__isnull=False).values_list("subscriber", flat=True)
    )
    outcomes = [_deliver(event, one) for one in wanted if one.name not in delivered]
    return all(outcomes)


def _deliver(event: Event, subscription: Subscription) -> bool:
    """Under the relay's pin: claim, carry out under the subscriber's own pin, note the outcome."""
    attempt = _claim(event.id, subscription.name)
    if attempt is None:
        return False
    try:
        _carry_out(event, subscription)
    except Exception as failure:
        log.exception("delivery-failed", tag=str(event.tag), subscriber=subscription.name, event_id=str(event.id))
        _mark(event.id, subscription.name, failure=f"{type(failure).__name__}")
        return False
    _mark(event.id, subscription.name, failure="")
    return True


def _carry_out(event: Event, subscription: Subscription) -> None:
    with pinned(subscription.where(event)):
        if not subscription.inbox:
            subscription.run(event)
            return
        with transaction.atomic():
            if _first_time(event.id, subscription.name):
                subscription.run(event)


def _first_time(event_id: UUID, subscriber: str) -> bool:
    made = InboxEvent.objects.bulk_create([InboxEvent(event_id=event_id, subscriber=subscriber)], ignore_conflicts=True)
    return InboxEvent.objects.filter(id=made[0].id).exists()


def _claim(event_id: UUID, subscriber: str) -> int | None:
    """The number of this attempt, or None while another worker is at it or the next try isn't due. Doubling delays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_delivery AS d (id, event_id, subscriber, attempts, next_attempt_at, failure)"
            " VALUES (gen_random_uuid(), %s, %s, 1, now() + interval '30 seconds', '')"
            " ON CONFLICT (event_id, subscriber) DO UPDATE SET attempts = d.attempts + 1,"
            " next_attempt_at = now()"
            " + least(interval '15 seconds' * power(2, least(d.attempts, 12)), make_interval(secs => %s))"
            " WHERE d.delivered_at IS NULL AND d.next_attempt_at <= now() RETURNING attempts",
            (event_id, subscriber, LONGEST_DELAY.total_seconds()),
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _mark(event_id: UUID, subscriber: str, *, failure: str) -> None:
    mine = Delivery.objects.filter(event_id=event_id, subscriber=subscriber)
    if failure:
        mine.update(failure=failure)
    else:
        mine.update(delivered_at=timezone.now(), failure="")
