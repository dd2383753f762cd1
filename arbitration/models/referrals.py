"""Disputes that were referred here, and what both sides say of them."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models

from ledger.history import captured


class ReferralQuerySet(models.QuerySet["Referral"]):
    def before(self, person_id: uuid.UUID | None) -> "ReferralQuerySet":
        """Those on which this person sits; a process sits on none. A draw of an earlier release made no seats."""
        if person_id is None:
            return self.none()
        sits = models.Q(seats__arbitrator__person_id=person_id, seats__vacancy=None)
        sat_alone = models.Q(seats=None, draws__arbitrator__person_id=person_id)
        return self.filter(sits | sat_alone).distinct()

    def after(self, place: tuple[date, str, uuid.UUID]) -> "ReferralQuerySet":
        """In the order of limit, reference and id, those that come after this place."""
        limit, reference, key = place
        later = models.Q(limit__gt=limit) | models.Q(limit=limit, reference__gt=reference)
        return self.filter(later | models.Q(limit=limit, reference=reference, id__gt=key))


class Referral(models.Model):
    """A dispute that was referred here. `id` is the referral's in the council's house; the bundle came with it."""

    id = models.UUIDField(primary_key=True, editable=False)
    region = models.CharField(max_length=40)
    council = models.CharField(max_length=3)
    council_name = models.CharField(max_length=120)
    reference = models.CharField(max_length=20)
    issue = models.CharField(max_length=4)
    urgent = models.BooleanField()
    grounds = models.TextField()
    bundle = models.JSONField()
    bundle_sha256 = models.CharField(max_length=64)
    received_on = models.DateField()
    limit = models.DateField()

    objects = ReferralQuerySet.as_manager()
    history = captured()


class PartyStatement(models.Model):
    class Side(models.TextChoices):
        COUNCIL = "council", "The council"
        SERVICE = "service", "The IRO"

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="statements")
    side = models.CharField(max_length=7, choices=Side.choices)
    text = models.TextField()
    made_by = models.CharField(max_length=120)
    made_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["referral", "side"], name="one_statement_a_side")]
