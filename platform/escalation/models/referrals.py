"""A dispute's way to independent arbitration, and both sides' statements to it."""

import uuid

from django.db import models

from escalation.models.disputes import Dispute
from ledger.history import captured


class ArbitrationReferral(models.Model):
    """The dispute goes to independent arbitration, with the bundle that was disclosed and its SHA-256."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispute = models.OneToOneField(Dispute, models.PROTECT, related_name="referral")
    referred_on = models.DateField()
    grounds = models.TextField()
    bundle = models.JSONField()
    bundle_sha256 = models.CharField(max_length=64)

    history = captured()


class Statement(models.Model):
    """One side's statement to the arbitrator. Both sides see both: no message is seen by one side only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.TextField()
    made_by = models.CharField(max_length=120)
    made_on = models.DateField()

    class Meta:
        abstract = True


class CouncilStatement(Statement):
    referral = models.OneToOneField(ArbitrationReferral, models.PROTECT, related_name="council_statement")
    history = captured()


class ServiceStatement(Statement):
    referral = models.OneToOneField(ArbitrationReferral, models.PROTECT, related_name="service_statement")
    history = captured()
