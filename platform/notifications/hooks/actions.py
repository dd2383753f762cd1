"""A council says where it wants to be told, of what; tries it; and has sent again what failed."""

from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from accounts.actor import Actor
from accounts.permissions import Permission
from ledger.acts import Receipt, act
from notifications.hooks import rules, signing
from notifications.hooks.shapes import AddedEndpoint
from notifications.models import WebhookEndpoint, WebhookMessage, WebhookSecret
from tenants.problems import NotFound


def add_endpoint(url: str, types: list[str], description: str = "", *, actor: Actor) -> AddedEndpoint:
    """Raises NotPermitted, WebhookInvalid, TooManyEndpoints. The secret is told now and never again."""
    actor.ensure(Permission.WEBHOOK_MANAGE)
    rules.ensure_endpoint(url, types, loopback=settings.WEBHOOKS_TO_LOOPBACK)
    if WebhookEndpoint.objects.filter(active=True).count() >= rules.MOST_ENDPOINTS:
        raise rules.TooManyEndpoints("Pause one that you don't need any more.")
    endpoint = WebhookEndpoint(
        id=uuid4(), url=url, types=sorted(set(types)), description=description.strip(), added_by=actor.name
    )
    secret = signing.new_secret()
    with act(actor, f"Webhook added: {url}") as change:
        endpoint.save(force_insert=True)
        WebhookSecret(endpoint=endpoint, secret=secret).save(force_insert=True)
    return AddedEndpoint(endpoint.id, secret, change.receipt)


def change_endpoint(
    endpoint_id: UUID, *, actor: Actor, url: str | None = None, types: list[str] | None = None,
    description: str | None = None, active: bool | None = None,
) -> Receipt:  # fmt: skip
    """What is None stays. Paused, it is told nothing, and what waits goes on when it is active again. Raises NotFound,
    NotPermitted, WebhookInvalid."""
    endpoint = _own(endpoint_id, actor)
    given = {"url": url, "types": types, "description": description, "active": active}
    for name, value in given.items():
        if value is not None:
            setattr(endpoint, name, value)
    rules.ensure_endpoint(endpoint.url, endpoint.types, loopback=settings.WEBHOOKS_TO_LOOPBACK)
    told = "paused" if active is False else "changed"
    with act(actor, f"Webhook {told}: {endpoint.url}") as change:
        endpoint.save(update_fields=list(given))
    return change.receipt


def rotate_secret(endpoint_id: UUID, *, actor: Actor) -> AddedEndpoint:
    """Another secret signs from now on; the old ones sign beside it for a day. Raises NotFound, NotPermitted."""
    endpoint, secret = _own(endpoint_id, actor), signing.new_secret()
    with act(actor, f"Webhook's secret replaced: {endpoint.url}") as change:
        WebhookSecret.objects.filter(endpoint=endpoint, valid_until=None).update(
            valid_until=timezone.now() + rules.OVERLAP
        )
        WebhookSecret(endpoint=endpoint, secret=secret).save(force_insert=True)
    return AddedEndpoint(endpoint.id, secret, change.receipt)


def send_test(endpoint_id: UUID, *, actor: Actor) -> UUID:
    """The id of a message `webhook.test`, sent as any other. Raises NotFound, NotPermitted, EndpointPaused."""
    endpoint = _own(endpoint_id, actor)
    if not endpoint.active:
        raise rules.EndpointPaused("Switch it on again first.")
    message = WebhookMessage(id=uuid4(), endpoint=endpoint, type=rules.TEST, content={})
    with act(actor, f"Webhook tried: {endpoint.url}"):
        message.save(force_insert=True)
    return message.id


def replay(message_id: UUID, *, actor: Actor) -> None:
    """Sent again, under the same webhook-id. Raises NotFound, NotPermitted, NotReplayable while it is on its way."""
    actor.ensure(Permission.WEBHOOK_MANAGE)
    message = WebhookMessage.objects.filter(pk=message_id).first()
    if message is None:
        raise NotFound()
    with act(actor, "Webhook's message sent again"):
        again = WebhookMessage.objects.filter(pk=message_id).exclude(state=WebhookMessage.State.WAITING)
        if not again.update(state=WebhookMessage.State.WAITING, attempts=0, next_at=timezone.now(), delivered_at=None):
            raise rules.NotReplayable("Wait until it is delivered, or has failed for good.")


def _own(endpoint_id: UUID, actor: Actor) -> WebhookEndpoint:
    actor.ensure(Permission.WEBHOOK_MANAGE)
    found = WebhookEndpoint.objects.filter(pk=endpoint_id).first()
    if found is None:
        raise NotFound()
    return found
