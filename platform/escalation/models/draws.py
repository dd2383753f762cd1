"""The draw of the arbitrators as both sides take part in it: their shares, and what the panel put on record."""

import uuid
from typing import ClassVar

from django.db import models

from escalation.models.referrals import ArbitrationReferral
from ledger.history import captured


class ReceivedUrn(models.Model):
    """Who can be drawn to determine it, as the panel put it on record. `content`: `ledger.draws.urn_content`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(ArbitrationReferral, models.PROTECT, related_name="urns")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    seal_limit = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "number"], name="one_urn_received_a_number")
        ]
        ordering: ClassVar = ["number"]


class SealedShare(models.Model):
    """One side's commitment to its share of a draw: both sides see it, and history has it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.CharField(max_length=64)
    sealed_by = models.CharField(max_length=120)
    sealed_on = models.DateField()

    class Meta:
        abstract = True


class CouncilShare(SealedShare):
    urn = models.OneToOneField(ReceivedUrn, models.PROTECT, related_name="council_share")
    history = captured()


class ServiceShare(SealedShare):
    urn = models.OneToOneField(ReceivedUrn, models.PROTECT, related_name="service_share")
    history = captured()


class Secret(models.Model):
    """The share itself, which the other side's login can't read. Not captured: history is exported by both sides; once
    opened the share is in the draw's record, and its commitment, which is captured, shows that it is the one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.CharField(max_length=300)

    class Meta:
        abstract = True


class CouncilSecret(Secret):
    share = models.OneToOneField(CouncilShare, models.PROTECT, related_name="secret")


class ServiceSecret(Secret):
    share = models.OneToOneField(ServiceShare, models.PROTECT, related_name="secret")


class ReceivedDraw(models.Model):
    """What came of an urn, as the panel recorded it: `ledger.draws.record_of`, which `iro-verify` does again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    urn = models.OneToOneField(ReceivedUrn, models.PROTECT, related_name="draw")
    record = models.JSONField()
    drawn_on = models.DateField()

    history = captured()


class ReceivedVacancy(models.Model):
    """Somebody sits no longer, as the panel says: who, in which place, and why. `why`: recused, objection, removed."""

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.ForeignKey(ArbitrationReferral, models.PROTECT, related_name="vacancies")
    arbitrator_id = models.UUIDField()
    place = models.CharField(max_length=12)
    title = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    why = models.CharField(max_length=9)
    reason = models.TextField()
    left_on = models.DateField()

    history = captured()

    class Meta:
        ordering: ClassVar = ["left_on", "id"]
