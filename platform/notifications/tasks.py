"""The relay's two tasks: one house after a commit, and the sweep over all of them."""

from celery import current_app, shared_task
from django.db import connection

from notifications.hooks.sending import due, send_due
from notifications.models import OutboxEvent
from notifications.relay import relay as relay_house
from tenants import pins, queries
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import pinned
from tenants.tasks import PinnedTask


@shared_task(base=PinnedTask, name="notifications.tasks.relay")
def relay() -> int:
    """Relay the pinned house's outbox."""
    pin = pins.current()
    house = queries.house(Kind(pin.kind), pin.code)
    done = relay_house(house)
    _wake_webhooks(house)
    return done


@shared_task(base=PinnedTask, name="notifications.tasks.send_webhooks")
def send_webhooks() -> int:
    """Send what waits in the pinned council. A task of its own: an endpoint that is slow holds up no post."""
    return send_due()


def _wake_webhooks(house: House) -> None:
    if house.kind == Kind.COUNCIL and due().exists():
        current_app.send_task(
            "notifications.tasks.send_webhooks", kwargs={"house": f"council/{house.code}", "login": "relay"}
        )


@shared_task(base=PinnedTask, name="notifications.tasks.sweep")
def sweep() -> int:
    """Relay every house that still has post: what a lost message, a dead worker or a failure left behind."""
    done = 0
    for house in queries.houses():
        with pinned(house.relay_pin()):
            waiting = OutboxEvent.objects.filter(relayed_at=None).exists()
        done += relay_house(house) if waiting else 0
        with pinned(house.relay_pin()):
            _wake_webhooks(house)
    connection.close_if_unusable_or_obsolete()
    return done
