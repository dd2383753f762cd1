"""A council that leaves the service (domain.md 6.5, clause 16: exit and data return)."""

import uuid
from typing import ClassVar

from django.db import models

from ledger.history import captured


class Departure(models.Model):
    """From when on the council hands in no case any more. The newest row is in force; one without a day: it stays.

    Nothing that runs ends by it: not a dispute, not its referral, not a direction.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField(unique=True)
    leaves_on = models.DateField(null=True)
    reason = models.TextField()
    noted_on = models.DateField()

    history = captured()

    class Meta:
        ordering: ClassVar = ["number"]
