"""A dispute from the first concern to its closure (domain.md 3)."""

import uuid
from typing import ClassVar

from django.db import models

from casework.models import PeriodOfCare
from escalation.models.ladders import CouncilLadder
from ledger.history import captured
from reviews.models import Decision


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
    # The rest of the form (domain.md 3.4); NULL: not asked, as of a dispute that was taken over.
    sub_category = models.CharField(max_length=120, null=True)
    breached = models.TextField(null=True)
    tried = models.TextField(null=True)
    sought_by = models.DateField(null=True)
    legal_advice = models.BooleanField(null=True)
    cafcass_not_yet = models.TextField(null=True)

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
    # What the council will do, who does it and by when; NULL: not said, as in an answer of an earlier release.
    action = models.TextField(null=True)
    action_owner = models.CharField(max_length=120, null=True)
    action_due = models.DateField(null=True)
    resources_refused = models.BooleanField(null=True)

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
    iro_view = models.TextField(null=True)
    learning = models.TextField(null=True)
    good_practice = models.TextField(null=True)
    closed_on = models.DateField()

    history = captured()


class FreeDecision(models.Model):
    """Whether the IRO closed freely. Not for the council: a "no" tells of pressure (domain.md 12.13)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    closure = models.OneToOneField(Closure, models.PROTECT, related_name="free_decision")
    own_free_decision = models.BooleanField()

    history = captured()
