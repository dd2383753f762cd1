"""The bundle of a referral as its council's house disclosed it: frozen there, verified here."""

import uuid
from typing import ClassVar

from django.db import models

from arbitration.models.referrals import Referral
from ledger.history import captured


class DisclosedBundle(models.Model):
    """The closed version (`ledger.disclosure`). What is privileged isn't in it, and so isn't in this house by it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="bundles")
    number = models.PositiveSmallIntegerField()
    root = models.CharField(max_length=64)
    content = models.JSONField()
    received_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "number"], name="each_disclosed_bundle_numbered_once")
        ]
        ordering: ClassVar = ["number"]
