"""A message for each endpoint that wants to hear of an event, written with the note that the event was carried out."""

from notifications.events import Event
from notifications.hooks.rules import TYPES, content, ordering_key
from notifications.models import WebhookEndpoint, WebhookMessage


def queue_webhooks(event: Event) -> None:
    """In the council's house, as the region that serves it."""
    wanted = TYPES[event.tag]
    endpoints = WebhookEndpoint.objects.filter(active=True, types__contains=[wanted])
    WebhookMessage.objects.bulk_create(
        WebhookMessage(
            endpoint=endpoint, event_id=event.id, type=wanted, key=ordering_key(event.payload),
            content=content(event.tag, event.payload),
        )
        for endpoint in endpoints
    )  # fmt: skip
