"""Sending what waits: each message is claimed for a minute, so that a killed worker's is taken up by another."""

from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from notifications.hooks import signing, wire
from notifications.hooks.rules import BACK_OFF, GONE, LEASE, AddressRefused, NotSent
from notifications.models import WebhookEndpoint, WebhookMessage, WebhookSecret

log = structlog.get_logger(__name__)
BATCH = 100


def due(now: datetime | None = None) -> QuerySet[WebhookMessage]:
    """Those that may be sent now: no earlier one of the same key waits before them at the same endpoint."""
    earlier = WebhookMessage.objects.filter(
        endpoint=OuterRef("endpoint"), key=OuterRef("key"), state=WebhookMessage.State.WAITING,
        created_at__lt=OuterRef("created_at"),
    ).exclude(key="")  # fmt: skip
    return WebhookMessage.objects.filter(
        ~Exists(earlier), state=WebhookMessage.State.WAITING, next_at__lte=now or timezone.now(), endpoint__active=True
    ).order_by("created_at")


def send_due() -> int:
    """Under the relay's pin of a council: returns how many were delivered. One that fails keeps no other waiting."""
    delivered, tried = 0, set[UUID]()
    while True:
        waiting = list(due().exclude(pk__in=tried).values_list("pk", flat=True)[:BATCH])
        if not waiting:
            return delivered
        for key in waiting:
            tried.add(key)
            delivered += _send(key)


def _send(key: UUID) -> bool:
    now = timezone.now()
    if not due(now).filter(pk=key).exists():
        return False
    claimed = WebhookMessage.objects.filter(pk=key, state=WebhookMessage.State.WAITING, next_at__lte=now)
    if not claimed.update(next_at=now + LEASE):
        return False
    message = WebhookMessage.objects.select_related("endpoint").get(pk=key)
    try:
        answered = _post(message, now)
    except (NotSent, AddressRefused) as failure:
        _failed(message, failure)
        return False
    WebhookMessage.objects.filter(pk=key).update(
        state=WebhookMessage.State.DELIVERED, delivered_at=timezone.now(), attempts=message.attempts + 1,
        answered=answered, failure="", next_at=None,
    )  # fmt: skip
    return True


def _post(message: WebhookMessage, now: datetime) -> int:
    sent = signing.body({"type": message.type, "timestamp": message.created_at.isoformat(), "data": message.content})
    valid = WebhookSecret.objects.filter(endpoint=message.endpoint).filter(Q(valid_until=None) | Q(valid_until__gt=now))
    secrets = valid.order_by("-made_at").values_list("secret", flat=True)
    headers = signing.headers(f"msg_{message.pk.hex}", int(now.timestamp()), sent, secrets)
    return wire.post(message.endpoint.url, sent, headers, loopback=settings.WEBHOOKS_TO_LOOPBACK)


def _failed(message: WebhookMessage, failure: NotSent | AddressRefused) -> None:
    attempts, answered = message.attempts + 1, getattr(failure, "answered", None)
    over = attempts > len(BACK_OFF) or answered == GONE
    WebhookMessage.objects.filter(pk=message.pk).update(
        attempts=attempts,
        answered=answered,
        failure=getattr(failure, "reason", failure.title),
        state=WebhookMessage.State.FAILED if over else WebhookMessage.State.WAITING,
        next_at=None if over else timezone.now() + BACK_OFF[attempts - 1],
    )
    if answered == GONE:
        # It says that it is gone for good (Standard Webhooks): nothing more is sent until the council says otherwise.
        WebhookEndpoint.objects.filter(pk=message.endpoint_id).update(active=False)
    log.warning("webhook-not-sent", message=str(message.pk), attempt=attempts, given_up=over)
