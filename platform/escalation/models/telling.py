"""Who was told how a dispute stands, and what runs beside it (domain.md 3.1 rules 8 and 9)."""

import uuid
from typing import ClassVar

from django.db import models

from escalation.models.disputes import Dispute
from ledger.history import captured


class ToldOf(models.Model):
    """The IRO told somebody how the dispute stands, or did not and says why. `point` is where it stood then."""

    class Whom(models.TextChoices):
        CHILD = "child", "The child"
        PARENT = "parent", "A parent"
        ADVOCATE = "advocate", "The child’s advocate"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="tellings")
    whom = models.CharField(max_length=8, choices=Whom.choices)
    told = models.BooleanField()
    words = models.TextField()
    told_on = models.DateField(null=True)
    point = models.CharField(max_length=13)
    noted_by = models.CharField(max_length=120)
    noted_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_day_for_whoever_was_told",
                condition=models.Q(told=True, told_on__isnull=False) | models.Q(told=False, told_on=None),
            )
        ]
        ordering: ClassVar = ["noted_on", "id"]


class RelatedProceeding(models.Model):
    """A complaint or a court case that runs beside the dispute: neither waits for the other (domain.md 6.5 (14))."""

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", "Complaint"
        COURT = "court", "Court case"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="proceedings")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    reference = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    noted_by = models.CharField(max_length=120)
    noted_on = models.DateField()

    history = captured()

    class Meta:
        ordering: ClassVar = ["noted_on", "id"]
