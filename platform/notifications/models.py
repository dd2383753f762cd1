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
