"""The outbox of a house, what became of each event, and what arrived from elsewhere (design.md 6)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone


class OutboxEvent(models.Model):
    """Something that happened here and matters elsewhere; written in the transaction in which it happened.

    `login` is stamped by the database (migration 0002): a council can't publish in the service's name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tag = models.CharField(max_length=60)
    payload = models.JSONField()
    change_id = models.UUIDField()
    login = models.TextField(default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    relayed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["created_at"], condition=models.Q(relayed_at=None), name="outbox_waiting")
        ]


class Delivery(models.Model):
    """One subscriber's turn at one event. At least once: a subscriber is idempotent by its inbox."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(OutboxEvent, models.PROTECT, related_name="deliveries")
    subscriber = models.CharField(max_length=120)
    attempts = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    next_attempt_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="delivery_once_a_subscriber")
        ]


class InboxEvent(models.Model):
    """An event that a subscriber has carried out in this house, written with its effect."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event_id = models.UUIDField()
    subscriber = models.CharField(max_length=120)
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event_id", "subscriber"], name="inbox_once_a_subscriber")
        ]


class WebhookEndpoint(models.Model):
    """Where a council's system wants to be told, of what. Who changed it stands in the log, as the purpose of the act.

    `types` are of `hooks.rules.WANTED`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    url = models.CharField(max_length=500)
    description = models.CharField(max_length=200, blank=True)
    types = models.JSONField()
    active = models.BooleanField(default=True)
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField(default=timezone.now)


class WebhookSecret(models.Model):
    """What signs for an endpoint, until `valid_until` where it was replaced. History would keep it: it has none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(WebhookEndpoint, models.PROTECT, related_name="secrets")
    secret = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField(null=True)


class WebhookMessage(models.Model):
    """Something that an endpoint is told, in order of `created_at` with what has the same `key`."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DELIVERED = "delivered"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(WebhookEndpoint, models.PROTECT, related_name="messages")
    event_id = models.UUIDField(null=True)
    type = models.CharField(max_length=40)
    key = models.CharField(max_length=36, blank=True)
    content = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, default=timezone.now)
    delivered_at = models.DateTimeField(null=True)
    answered = models.PositiveSmallIntegerField(null=True)
    failure = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["endpoint", "event_id"], name="webhook_once_an_endpoint")
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="webhook_waiting")
        ]
