"""The bundle that is disclosed to the panel, as it was frozen, and what both sides agreed to withhold from it."""

import uuid
from typing import ClassVar

from django.db import models

from escalation.models.referrals import ArbitrationReferral
from ledger.history import captured


class FrozenBundle(models.Model):
    """The closed version of the `number`-th bundle of a referral (`ledger.disclosure`): what is privileged isn't in it.

    `basis` is the hash of the texts and of what is withheld: it is frozen again only when that is another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(ArbitrationReferral, models.PROTECT, related_name="frozen")
    number = models.PositiveSmallIntegerField()
    frozen_on = models.DateField()
    basis = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    content = models.JSONField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "number"], name="each_bundle_of_a_referral_numbered_once")
        ]
        ordering: ClassVar = ["number"]


class Redaction(models.Model):
    """One side asks for words of a document to be withheld; the other checks it. No words: the whole passage."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.CharField(max_length=60)
    passage = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    reason = models.CharField(max_length=12)
    why = models.TextField()
    proposed_by = models.CharField(max_length=120)
    proposed_on = models.DateField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["proposed_on", "id"]


class CouncilRedaction(Redaction):
    referral = models.ForeignKey(ArbitrationReferral, models.PROTECT, related_name="council_redactions")
    history = captured()


class ServiceRedaction(Redaction):
    referral = models.ForeignKey(ArbitrationReferral, models.PROTECT, related_name="service_redactions")
    history = captured()


class RedactionCheck(models.Model):
    """The other side's person agrees, or not: whoever proposed it can't, for their login writes to another table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreed = models.BooleanField()
    note = models.TextField(blank=True)
    checked_by = models.CharField(max_length=120)
    checked_on = models.DateField()

    class Meta:
        abstract = True


class CouncilCheck(RedactionCheck):
    redaction = models.OneToOneField(ServiceRedaction, models.PROTECT, related_name="second")
    history = captured()


class ServiceCheck(RedactionCheck):
    redaction = models.OneToOneField(CouncilRedaction, models.PROTECT, related_name="second")
    history = captured()
