"""A council's concern about an IRO: to the IRO's manager, then to the regional board (domain.md 3.5a)."""

import uuid
from typing import ClassVar

from django.db import models

from ledger.history import captured


class IroConcern(models.Model):
    """What the council says of an IRO, in its own words. It moves no dispute and ends no appointment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    iro_id = models.UUIDField(db_index=True)
    iro_name = models.CharField(max_length=120)
    text = models.TextField()
    sought = models.TextField()
    raised_by = models.CharField(max_length=120)
    raised_on = models.DateField()

    history = captured()

    class Meta:
        ordering: ClassVar = ["-raised_on", "id"]


class IroConcernTaken(models.Model):
    """The council was not content with the manager's answer, and took it to the regional board."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.OneToOneField(IroConcern, models.PROTECT, related_name="taken")
    reason = models.TextField()
    taken_by = models.CharField(max_length=120)
    taken_on = models.DateField()

    history = captured()


class IroConcernAnswer(models.Model):
    """The service's answer, on the merits: the manager's, and the board's."""

    class Body(models.TextChoices):
        MANAGER = "manager", "IRO manager"
        BOARD = "board", "Regional board"

    class Finding(models.TextChoices):
        UPHELD = "upheld", "Upheld"
        PARTLY = "partly", "Partly upheld"
        NOT_UPHELD = "not_upheld", "Not upheld"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(IroConcern, models.PROTECT, related_name="answers")
    body = models.CharField(max_length=7, choices=Body.choices)
    finding = models.CharField(max_length=10, choices=Finding.choices)
    text = models.TextField()
    answered_by = models.CharField(max_length=120)
    answered_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["concern", "body"], name="each_body_answers_once")]
        ordering: ClassVar = ["-body"]


class RetaliationCheck(models.Model):
    """Whether the concern came soon after that IRO's escalation (domain.md 6.3, IN01 and IN06). For no council's eyes.

    Each concern has one, flagged or not: a council sees in its log that a row was written, and must learn nothing by
    it. It says nothing of the merits, on which the concern is answered all the same. The dispute is named, not joined:
    who sees flags need not see disputes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.OneToOneField(IroConcern, models.PROTECT, related_name="check_made")
    flagged = models.BooleanField()
    dispute_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=20, blank=True)
    escalated_on = models.DateField(null=True)
    window_ends = models.DateField(null=True)
    checked_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_flag_says_what_it_follows",
                condition=models.Q(
                    flagged=True, dispute_id__isnull=False, escalated_on__isnull=False, window_ends__isnull=False
                )
                | models.Q(flagged=False, dispute_id=None, escalated_on=None, window_ends=None),
            )
        ]
