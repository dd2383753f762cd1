"""The relay's two tasks: one house after a commit, and the sweep over all of them."""

from celery import shared_task
from django.db import connection

from notifications.models import OutboxEvent
from notifications.relay import relay as relay_house
from tenants import pins, queries
from tenants.kinds import Kind
from tenants.pins import pinned
from tenants.tasks import PinnedTask


@shared_task(base=PinnedTask, name="notifications.tasks.relay")
def relay() -> int:
    """Relay the pinned house's outbox."""
    pin = pins.current()
    return relay_house(queries.house(Kind(pin.kind), pin.code))


@shared_task(base=PinnedTask, name="notifications.tasks.sweep")
def sweep() -> int:
    """Relay every house that still has post: what a lost message, a dead worker or a failure left behind."""
    done = 0
    for house in queries.houses():
        with pinned(house.relay_pin()):
            waiting = OutboxEvent.objects.filter(relayed_at=None).exists()
        done += relay_house(house) if waiting else 0
    connection.close_if_unusable_or_obsolete()
    return done
