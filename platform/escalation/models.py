"""Disputes: raised by the IRO alone, answered by the council, climbing by themselves (domain.md 3).

No row here waits for anybody's approval. State is derived from events, never a column that both sides change.
"""

import uuid
from typing import ClassVar

from django.db import models

from casework.models import PeriodOfCare
from ledger.history import captured
from reviews.models import Decision


class CouncilLadder(models.Model):
    """A council's own stages, from the day on which it was adopted; each is a version, and the newest is in force.

    `rungs`: `escalation.rungs.Rung` as JSON, the lowest first. A dispute keeps the one under which it was raised.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=120)
    rungs = models.JSONField()
    reason = models.TextField()
    adopted_by = models.CharField(max_length=120)
    adopted_on = models.DateField()

    history = captured()


class Concern(models.Model):
    """What the IRO put to the social worker or a manager before any dispute (L0, domain.md 3.1 rule 1): on the child's
    file, and counted. It holds up nothing: a dispute can be raised at any time, with it or without."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(PeriodOfCare, models.PROTECT, related_name="concerns")
    issue = models.CharField(max_length=4)
    text = models.TextField()
    put_to = models.CharField(max_length=120)
    iro_name = models.CharField(max_length=120)
    put_on = models.DateField()
    limit = models.DateField()

    history = captured()


class ConcernOutcome(models.Model):
    """What came of it, as the IRO says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.OneToOneField(Concern, models.PROTECT, related_name="outcome")
    settled = models.BooleanField()
    text = models.TextField()
    noted_on = models.DateField()

    history = captured()


class Dispute(models.Model):
    """What the IRO raised, in the IRO's words. `issue` is an IC code (domain.md 3.5), `rag` the concern's colour."""

    class Rag(models.TextChoices):
        RED = "red", "Red: harm now, a breach of rights or a statutory failure"
        AMBER = "amber", "Amber: drift, or the plan is at risk"
        GREEN = "green", "Green: minor, to be watched"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    period = models.ForeignKey(PeriodOfCare, models.PROTECT, related_name="disputes")
    ladder = models.ForeignKey(CouncilLadder, models.PROTECT, null=True, blank=True, related_name="disputes")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="disputes")
    concern = models.ForeignKey(Concern, models.PROTECT, null=True, blank=True, related_name="disputes")
    iro_id = models.UUIDField()
    iro_name = models.CharField(max_length=120)
    raised_on = models.DateField()
    issue = models.CharField(max_length=4)
    rag = models.CharField(max_length=5, choices=Rag.choices)
    urgent = models.BooleanField(default=False)
    description = models.TextField()
    impact = models.TextField()
    child_wishes = models.TextField()
    outcome_sought = models.TextField()

    history = captured()


class Stage(models.Model):
    """A step of the ladder that the dispute reached: who must answer is in its level, by when in `limit`."""

    class Why(models.TextChoices):
        RAISED = "raised", "Raised here"
        SILENCE = "silence", "No answer in time"
        NOT_RESOLVED = "not_resolved", "The answer did not resolve it"
        BYPASS = "bypass", "The IRO went straight to this level"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="stages")
    level = models.CharField(max_length=2)
    why = models.CharField(max_length=12, choices=Why.choices)
    reason = models.TextField(blank=True)
    started_on = models.DateField()
    limit = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dispute", "level"], name="each_level_once_a_dispute")]
        ordering: ClassVar = ["level"]


class Answer(models.Model):
    """The council's answer at one stage."""

    class Position(models.TextChoices):
        AGREE = "agree", "We agree and will do as asked"
        PART = "part", "We agree in part"
        DISAGREE = "disagree", "We disagree"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stage = models.OneToOneField(Stage, models.PROTECT, related_name="answer")
    position = models.CharField(max_length=8, choices=Position.choices)
    text = models.TextField()
    answered_by = models.CharField(max_length=120)
    answered_on = models.DateField()

    history = captured()


class CafcassConsideration(models.Model):
    """The IRO's consideration of a referral to Cafcass (Children Act 1989 s25B(3)): open at any point, in parallel."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="cafcass")
    referred = models.BooleanField()
    reason = models.TextField()
    considered_on = models.DateField()

    history = captured()


class Closure(models.Model):
    """Only the IRO closes: with an outcome code (domain.md 3.6) and what it meant for the child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispute = models.OneToOneField(Dispute, models.PROTECT, related_name="closure")
    outcome = models.CharField(max_length=3)
    outcome_for_child = models.TextField()
    closed_on = models.DateField()

    history = captured()


class FreeDecision(models.Model):
    """Whether the IRO closed freely. Not for the council: a "no" tells of pressure (domain.md 12.13)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    closure = models.OneToOneField(Closure, models.PROTECT, related_name="free_decision")
    own_free_decision = models.BooleanField()

    history = captured()


class ArbitrationReferral(models.Model):
    """The dispute goes to independent arbitration, with the bundle that was disclosed and its SHA-256."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispute = models.OneToOneField(Dispute, models.PROTECT, related_name="referral")
    referred_on = models.DateField()
    grounds = models.TextField()
    bundle = models.JSONField()
    bundle_sha256 = models.CharField(max_length=64)

    history = captured()


class Statement(models.Model):
    """One side's statement to the arbitrator. Both sides see both: no message is seen by one side only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.TextField()
    made_by = models.CharField(max_length=120)
    made_on = models.DateField()

    class Meta:
        abstract = True


class CouncilStatement(Statement):
    referral = models.OneToOneField(ArbitrationReferral, models.PROTECT, related_name="council_statement")
    history = captured()


class ServiceStatement(Statement):
    referral = models.OneToOneField(ArbitrationReferral, models.PROTECT, related_name="service_statement")
    history = captured()


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


class ReceivedDetermination(models.Model):
    """The arbitrator's determination as it arrived from the panel, whole, with its SHA-256."""

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.OneToOneField(ArbitrationReferral, models.PROTECT, related_name="determination")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    issued_on = models.DateField()
    answer_limit = models.DateField()

    history = captured()


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
