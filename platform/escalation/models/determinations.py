"""What the panel determined, how the council answered, and what became of each direction."""

import uuid
from typing import ClassVar

from django.db import models

from escalation.models.referrals import ArbitrationReferral
from ledger.history import captured
from ledger.slips import Slip, sound


class ReceivedDetermination(models.Model):
    """The arbitrator's determination as it arrived from the panel, whole, with its SHA-256."""

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.OneToOneField(ArbitrationReferral, models.PROTECT, related_name="determination")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    issued_on = models.DateField()
    answer_limit = models.DateField()

    history = captured()

    @property
    def slips(self) -> tuple[Slip, ...]:
        """What the panel put right, in its order; none where that doesn't hold any more (`intact` tells)."""
        return sound(self.content, [one.content for one in self.corrections.all()]) or ()


class DeterminationAnswer(models.Model):
    """Comply or explain: the council's answer to a determination. A refusal carries its reasons; they are published."""

    class Position(models.TextChoices):
        COMPLY = "comply", "We will comply"
        PART = "part", "We will comply in part"
        DECLINE = "decline", "We decline"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.OneToOneField(ReceivedDetermination, models.PROTECT, related_name="answer")
    position = models.CharField(max_length=7, choices=Position.choices)
    reasons = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120)
    answered_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="refusal_gives_reasons",
                condition=models.Q(position="comply") | ~models.Q(reasons=""),
            )
        ]


class SilentDecline(models.Model):
    """The limit passed without the council's answer: silence is a decline, and published as one (domain.md 7.5).

    The council can still answer; that its limit was passed stays on record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.OneToOneField(ReceivedDetermination, models.PROTECT, related_name="silence")
    noted_on = models.DateField()

    history = captured()


class DirectionReport(models.Model):
    """What the council says it did about one item of a determination. `nth` counts the reports on that item from 1."""

    class Progress(models.TextChoices):
        UNDER_WAY = "under_way", "Under way"
        DONE = "done", "Done, as the council says"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.ForeignKey(ReceivedDetermination, models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    nth = models.PositiveSmallIntegerField()
    progress = models.CharField(max_length=9, choices=Progress.choices)
    text = models.TextField()
    reported_by = models.CharField(max_length=120)
    reported_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["determination", "number", "nth"], name="each_report_of_a_direction_once")
        ]
        ordering: ClassVar = ["number", "nth"]


class DirectionFinding(models.Model):
    """Whether the IRO finds one item carried out: only the IRO confirms (domain.md 7.7). `nth`: after which report;
    0 before any."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.ForeignKey(ReceivedDetermination, models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    nth = models.PositiveSmallIntegerField()
    carried_out = models.BooleanField()
    text = models.TextField()
    found_by = models.CharField(max_length=120)
    found_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["determination", "number", "nth", "carried_out"], name="each_finding_of_a_direction_once"
            )
        ]
        ordering: ClassVar = ["number", "nth", "carried_out"]


class OverdueDirection(models.Model):
    """An item that is not carried out 10 working days after its day: the director hears of it, and the service."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.ForeignKey(ReceivedDetermination, models.PROTECT, related_name="overdue")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    noted_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["determination", "number"], name="each_direction_overdue_once")
        ]
        ordering: ClassVar = ["number"]
