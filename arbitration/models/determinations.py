"""The arbitrator's draft, the determination and the council's answer to it."""

import uuid

from django.db import models

from arbitration.models.referrals import Referral
from arbitration.models.roster import Arbitrator
from ledger.history import captured


class Draft(models.Model):
    """The arbitrator's working text; the only row here that is rewritten, and its history stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(Referral, models.PROTECT, related_name="draft")
    findings = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    items = models.JSONField(default=list)
    issues = models.TextField(null=True)
    evidence = models.TextField(null=True)

    history = captured()


class Determination(models.Model):
    """Issued once, then locked: no login has UPDATE on this table, and the referral can't have a second."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(Referral, models.PROTECT, related_name="determination")
    arbitrator = models.ForeignKey(Arbitrator, models.PROTECT, related_name="determinations")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    issued_on = models.DateField()
    answer_limit = models.DateField()

    history = captured()


class CouncilAnswer(models.Model):
    """The council's comply-or-explain answer, as it arrived."""

    id = models.UUIDField(primary_key=True, editable=False)
    determination = models.OneToOneField(Determination, models.PROTECT, related_name="answer")
    position = models.CharField(max_length=7)
    reasons = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120)
    answered_on = models.DateField()

    history = captured()
