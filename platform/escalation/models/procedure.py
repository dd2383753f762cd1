"""How the panel hears both sides: its orders as they arrived, and what each side files with it."""

import uuid
from typing import ClassVar

from django.db import models

from escalation.models.referrals import ArbitrationReferral
from ledger.history import captured
from timetable.procedure import FilingKind, OrderKind


class ReceivedOrder(models.Model):
    """The panel's word to both sides, before it determines. `about` is the filing that it decides."""

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.ForeignKey(ArbitrationReferral, models.PROTECT, related_name="orders")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(one.value, one.label) for one in OrderKind])
    text = models.TextField()
    asks_council = models.BooleanField()
    asks_service = models.BooleanField()
    limit = models.DateField(null=True)
    extended = models.DateField(null=True)
    hearing_at = models.DateTimeField(null=True)
    about = models.UUIDField(null=True)
    made_by = models.CharField(max_length=120)
    made_on = models.DateField()

    history = captured()

    class Meta:
        ordering: ClassVar = ["number", "id"]


class Filing(models.Model):
    """A side's word to the panel. Both sides see both. `about`: the order that it answers, or an arbitrator."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=9, choices=[(one.value, one.label) for one in FilingKind])
    about = models.UUIDField(null=True)
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    why_late = models.TextField(blank=True)
    made_by = models.CharField(max_length=120)
    made_on = models.DateField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["made_on", "id"]


class CouncilFiling(Filing):
    referral = models.ForeignKey(ArbitrationReferral, models.PROTECT, related_name="council_filings")
    history = captured()


class ServiceFiling(Filing):
    referral = models.ForeignKey(ArbitrationReferral, models.PROTECT, related_name="service_filings")
    history = captured()
