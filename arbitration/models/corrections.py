"""Slips of a determination: what the sides ask to have put right, and what its arbitrator made of it."""

import uuid
from typing import ClassVar

from django.db import models

from arbitration.models.determinations import Determination
from ledger.history import captured


class SlipRequest(models.Model):
    """A side asks for a slip to be put right, as it arrived. `id` is the request's in the council's house."""

    id = models.UUIDField(primary_key=True, editable=False)
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="slip_requests")
    side = models.CharField(max_length=7)
    passage = models.CharField(max_length=20)
    words = models.CharField(max_length=200)
    reading = models.CharField(max_length=200)
    reason = models.TextField()
    asked_by = models.CharField(max_length=120)
    asked_on = models.DateField()

    history = captured()

    class Meta:
        ordering: ClassVar = ["asked_on", "id"]


class SlipCorrection(models.Model):
    """A slip put right beside the determination, which stays as it is. `content`: `ledger.slips.compose`.

    `request` is None where the arbitrator saw the slip without being asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    request = models.OneToOneField(SlipRequest, models.PROTECT, related_name="correction", null=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    corrected_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["determination", "number"], name="each_correction_numbered_once")
        ]
        ordering: ClassVar = ["number"]


class SlipRefusal(models.Model):
    """What was asked for is no slip, or none to the arbitrator: with reasons, for both sides to read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.OneToOneField(SlipRequest, models.PROTECT, related_name="refusal")
    reasons = models.TextField()
    refused_by = models.CharField(max_length=120)
    refused_on = models.DateField()

    history = captured()
