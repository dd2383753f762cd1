"""How a referral is heard: what the panel orders, and what each side files (domain.md 7.2, 7.5)."""

import uuid
from typing import ClassVar

from django.db import models

from arbitration.models.referrals import PartyStatement, Referral
from ledger.history import captured
from timetable.procedure import FilingKind, OrderKind

DECIDES = ("admitted", "not_admitted", "not_upheld", "upheld")
"""Kinds of orders that decide a filing; others may be about the same arbitrator more than once."""


class Order(models.Model):
    """The panel's word to both sides: there is none to one of them. `about`: what it decides, or who discloses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="orders")
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
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "number"], name="each_order_of_a_referral_numbered_once"),
            models.UniqueConstraint(
                fields=["about"], condition=models.Q(kind__in=DECIDES), name="each_filing_is_decided_once"
            ),
        ]
        ordering: ClassVar = ["number"]


class Filing(models.Model):
    """A side's word to the panel, as it arrived. `about`: the order that it answers, or an arbitrator who sits."""

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="filings")
    side = models.CharField(max_length=7, choices=PartyStatement.Side.choices)
    kind = models.CharField(max_length=9, choices=[(one.value, one.label) for one in FilingKind])
    about = models.UUIDField(null=True)
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    why_late = models.TextField(blank=True)
    made_by = models.CharField(max_length=120)
    made_on = models.DateField()

    history = captured()

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
