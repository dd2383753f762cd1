"""Reviews of a child's case: written by the service; the council votes on the decisions (domain.md 2)."""

import uuid
from typing import ClassVar

from django.db import models

from casework.models import PeriodOfCare
from ledger.history import captured


class Review(models.Model):
    """A review that was held. `limit` is the last lawful day that applied, `late_reason` says why it was missed."""

    class Kind(models.TextChoices):
        FIRST = "first", "First review"
        SECOND = "second", "Second review"
        FURTHER = "further", "Further review"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(PeriodOfCare, models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=Kind.choices)
    held_on = models.DateField()
    limit = models.DateField()
    late_reason = models.CharField(max_length=200, blank=True)
    participation = models.CharField(max_length=3)
    child_views = models.TextField(blank=True)
    no_views_reason = models.TextField(blank=True)
    iro_id = models.UUIDField()
    iro_name = models.CharField(max_length=120)
    reply_limit = models.DateField()
    next_limit = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "number"], name="review_numbered_once"),
            models.UniqueConstraint(fields=["period", "held_on"], name="one_review_a_day"),
            models.CheckConstraint(
                name="child_views_or_a_reason",
                condition=~models.Q(child_views="") | ~models.Q(no_views_reason=""),
            ),
        ]

    @property
    def in_time(self) -> bool:
        return self.held_on <= self.limit


class Decision(models.Model):
    """What the review decided: who does it, by when. Never overwritten: a council's view stands beside it."""

    class Priority(models.TextChoices):
        ROUTINE = "routine", "Routine"
        IMPORTANT = "important", "Important"
        URGENT = "urgent", "Urgent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner_name = models.CharField(max_length=120)
    due_on = models.DateField()
    priority = models.CharField(max_length=9, choices=Priority.choices, default=Priority.ROUTINE)

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "number"], name="decision_numbered_once")]
        ordering: ClassVar = ["number"]


class Vote(models.Model):
    """The nominated manager's view of one decision; a dissent carries the "Case Manager Comment" (seed 4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="vote")
    agreed = models.BooleanField()
    case_manager_comment = models.TextField(blank=True)
    voted_by = models.CharField(max_length=120)
    voted_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="dissent_gives_its_reason",
                condition=models.Q(agreed=True) | ~models.Q(case_manager_comment=""),
            )
        ]


class DeemedAgreement(models.Model):
    """Five working days of silence: the decision is treated as agreed, once (Handbook; domain.md 2.8)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="deemed")
    limit = models.DateField()
    deemed_on = models.DateField()

    history = captured()
