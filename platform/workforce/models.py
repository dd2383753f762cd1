"""The region's own people and their work: employed and managed here, by nobody in a council (domain.md 1.10)."""

import uuid
from typing import ClassVar

from django.db import models

from ledger.history import captured


class Officer(models.Model):
    """An IRO or an IRO manager employed by the region. `manager` is a row here: no line leaves the region."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    registration = models.CharField(max_length=12)
    fte = models.DecimalField(max_digits=3, decimal_places=2)
    review_share = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    chairs_reviews = models.BooleanField(default=True)
    manager = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="team")
    employed_from = models.DateField()
    employed_until = models.DateField(null=True, blank=True)

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="nobody_manages_themselves", condition=~models.Q(manager=models.F("id"))),
            models.CheckConstraint(
                name="fte_of_one_person", condition=models.Q(fte__gt=0, fte__lte=1, review_share__gt=0)
            ),
        ]


class Allocation(models.Model):
    """Whom the region proposed for a period of care, and why that officer; the appointment itself is the council's.

    `number` counts the proposals for this period: a proposal with a lower one has been replaced.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    council = models.CharField(max_length=3)
    period_id = models.UUIDField()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="allocations")
    number = models.PositiveSmallIntegerField(default=1)
    proposed_on = models.DateField()
    limit = models.DateField()
    reason = models.TextField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "period_id"], name="one_allocation_a_period")
        ]


class DiaryEntry(models.Model):
    """The IRO's diary: one row a child, made from events, rebuildable. Of the child: initials and reference, no more.

    `next_review` is first, second, further or, for short breaks, blank.
    `staff` are the council's people on the case, whom reg 46 keeps from being its IRO. `disputes_as_of` and
    `notices_as_of` say how new the figures on disputes and on notices of changes are, for events that arrive late.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    council = models.CharField(max_length=3)
    child_id = models.UUIDField()
    period_id = models.UUIDField()
    reference = models.CharField(max_length=40)
    initials = models.CharField(max_length=10)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="diary")
    appointment_limit = models.DateField()
    appointed_on = models.DateField(null=True)
    next_review = models.CharField(max_length=20)
    next_review_limit = models.DateField(null=True)
    open_disputes = models.PositiveSmallIntegerField(default=0)
    dispute_limit = models.DateField(null=True)
    disputes_as_of = models.DateTimeField(null=True)
    waiting_notices = models.PositiveSmallIntegerField(null=True)
    notices_as_of = models.DateTimeField(null=True)
    staff = models.JSONField(default=list)
    closed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "period_id"], name="one_diary_entry_a_period")
        ]
