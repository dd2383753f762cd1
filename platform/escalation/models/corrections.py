"""Slips of a determination: what each side asked the panel to put right, and what came of it."""

import uuid
from typing import ClassVar

from django.db import models

from escalation.models.determinations import ReceivedDetermination
from ledger.history import captured


class SlipRequest(models.Model):
    """One side asks the panel to put a slip right; both sides see both sides' requests."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    passage = models.CharField(max_length=20)
    words = models.CharField(max_length=200)
    reading = models.CharField(max_length=200)
    reason = models.TextField()
    asked_by = models.CharField(max_length=120)
    asked_on = models.DateField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["asked_on", "id"]


class CouncilSlipRequest(SlipRequest):
    determination = models.ForeignKey(ReceivedDetermination, models.PROTECT, related_name="council_slip_requests")
    history = captured()


class ServiceSlipRequest(SlipRequest):
    determination = models.ForeignKey(ReceivedDetermination, models.PROTECT, related_name="service_slip_requests")
    history = captured()


class ReceivedCorrection(models.Model):
    """A slip that the panel put right, as it arrived: it belongs to this very determination, by its SHA-256.

    `request_id` is of either side's request; None where the panel wasn't asked. `content`: `ledger.slips.compose`.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    determination = models.ForeignKey(ReceivedDetermination, models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    request_id = models.UUIDField(null=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["determination", "number"], name="each_received_correction_once")
        ]
        ordering: ClassVar = ["number"]


class SlipRefusal(models.Model):
    """The panel doesn't put right what was asked for, and says why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.ForeignKey(ReceivedDetermination, models.PROTECT, related_name="slip_refusals")
    request_id = models.UUIDField(unique=True)
    reasons = models.TextField()
    refused_by = models.CharField(max_length=120)
    refused_on = models.DateField()

    history = captured()
