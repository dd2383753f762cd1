"""Break-glass and its review (domain.md 8.5)."""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from casework.models.children import Child
from casework.rules.glass import MINUTES, GlassReason, Outcome
from ledger.history import captured


class BreakGlass(models.Model):
    """An IRO saw another IRO's child until `until`, and said why. `review_limit` is the last day of its review.

    The time-box is the database's too: no row opens a case for longer, whoever writes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="broken_glass")
    person_id = models.UUIDField(db_index=True)
    person_name = models.CharField(max_length=120)
    code = models.CharField(max_length=20, choices=[(reason.value, reason.label) for reason in GlassReason])
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    review_limit = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="glass_is_open_for_an_hour",
                condition=Q(until__lte=models.F("opened_at") + timedelta(minutes=MINUTES)),
            )
        ]


class BreakGlassReview(models.Model):
    """Whether it was justified, said once, by the IRO manager."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    break_glass = models.OneToOneField(BreakGlass, models.PROTECT, related_name="review")
    reviewed_by = models.CharField(max_length=120)
    reviewed_on = models.DateField()
    outcome = models.CharField(max_length=16, choices=[(outcome.value, outcome.label) for outcome in Outcome])
    note = models.TextField()

    history = captured()
