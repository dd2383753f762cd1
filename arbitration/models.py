"""The panel's house: it sees the bundle that it was sent and nothing else (domain.md 7)."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models

from ledger.history import captured


class ArbitratorQuerySet(models.QuerySet["Arbitrator"]):
    def of(self, person_id: uuid.UUID | None) -> "ArbitratorQuerySet":
        """The arbitrator that this person is; a process is none."""
        return self.filter(person_id=person_id) if person_id else self.none()


class Arbitrator(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(unique=True)
    name = models.CharField(max_length=120)
    background = models.CharField(max_length=200)
    term_from = models.DateField()
    term_until = models.DateField()

    objects = ArbitratorQuerySet.as_manager()
    history = captured()


class DeclaredConflictQuerySet(models.QuerySet["DeclaredConflict"]):
    def present(self, today: date) -> "DeclaredConflictQuerySet":
        """Those that stand today: disclosures go on until they are ended."""
        return self.filter(models.Q(ended_on=None) | models.Q(ended_on__gt=today))

    def red(self) -> "DeclaredConflictQuerySet":
        return self.filter(colour=DeclaredConflict.Colour.RED)


class DeclaredConflict(models.Model):
    """What an arbitrator disclosed about a council (domain.md 7.3); red keeps an arbitrator out of a draw."""

    class Colour(models.TextChoices):
        RED = "red", "Red: must not sit"
        ORANGE = "orange", "Orange: disclosed"
        GREEN = "green", "Green: no duty to disclose"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arbitrator = models.ForeignKey(Arbitrator, models.PROTECT, related_name="conflicts")
    council = models.CharField(max_length=3)
    colour = models.CharField(max_length=6, choices=Colour.choices)
    reason = models.TextField()
    declared_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = DeclaredConflictQuerySet.as_manager()
    history = captured()


class ReferralQuerySet(models.QuerySet["Referral"]):
    def drawn_to(self, person_id: uuid.UUID | None) -> "ReferralQuerySet":
        """Those whose arbitrator is this person; a process is nobody's arbitrator."""
        return self.filter(draw__arbitrator__person_id=person_id) if person_id else self.none()


class Referral(models.Model):
    """A dispute that was referred here. `id` is the referral's in the council's house; the bundle came with it."""

    id = models.UUIDField(primary_key=True, editable=False)
    region = models.CharField(max_length=40)
    council = models.CharField(max_length=3)
    council_name = models.CharField(max_length=120)
    reference = models.CharField(max_length=20)
    issue = models.CharField(max_length=4)
    urgent = models.BooleanField()
    grounds = models.TextField()
    bundle = models.JSONField()
    bundle_sha256 = models.CharField(max_length=64)
    received_on = models.DateField()
    limit = models.DateField()

    objects = ReferralQuerySet.as_manager()
    history = captured()


class Urn(models.Model):
    """Who could be drawn, and with what weight: on record before anybody's share is asked for.

    `content`: `ledger.draws.urn_content`. Shares are sealed up to `seal_limit`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="urns")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    laid_on = models.DateField()
    seal_limit = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["referral", "number"], name="one_urn_a_number")]
        ordering: ClassVar = ["number"]


class PanelShare(models.Model):
    """The panel's share, whose commitment stands in the urn: shown to nobody before the draw."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    urn = models.OneToOneField(Urn, models.PROTECT, related_name="panel_share")
    share = models.CharField(max_length=64)

    history = captured()


class SealedShare(models.Model):
    """A party's commitment to its share, as it arrived."""

    id = models.UUIDField(primary_key=True, editable=False)
    urn = models.ForeignKey(Urn, models.PROTECT, related_name="sealed")
    side = models.CharField(max_length=7)
    commitment = models.CharField(max_length=64)
    sealed_by = models.CharField(max_length=120)
    sealed_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["urn", "side"], name="one_sealed_share_a_side")]
        ordering: ClassVar = ["side"]


class SharesCalled(models.Model):
    """From here on shares are opened, and none is sealed any more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    urn = models.OneToOneField(Urn, models.PROTECT, related_name="call")
    called_on = models.DateField()
    open_limit = models.DateField()

    history = captured()


class OpenedShare(models.Model):
    """A party's share; it has its commitment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.OneToOneField(SealedShare, models.PROTECT, related_name="opened")
    share = models.CharField(max_length=300)
    opened_on = models.DateField()

    history = captured()


class Draw(models.Model):
    """How the arbitrator was chosen: who could be, who could not and why, the seed, and the one drawn from them.

    `record`: `ledger.draws.record_of`, which `iro-verify` does again; a draw of an earlier release has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(Referral, models.PROTECT, related_name="draw")
    candidates = models.JSONField()
    excluded = models.JSONField()
    seed = models.CharField(max_length=64)
    arbitrator = models.ForeignKey(Arbitrator, models.PROTECT, related_name="draws")
    drawn_on = models.DateField()
    record = models.JSONField(null=True)

    history = captured()


class PartyStatement(models.Model):
    class Side(models.TextChoices):
        COUNCIL = "council", "The council"
        SERVICE = "service", "The IRO"

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="statements")
    side = models.CharField(max_length=7, choices=Side.choices)
    text = models.TextField()
    made_by = models.CharField(max_length=120)
    made_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["referral", "side"], name="one_statement_a_side")]


class Draft(models.Model):
    """The arbitrator's working text; the only row here that is rewritten, and its history stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(Referral, models.PROTECT, related_name="draft")
    findings = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    items = models.JSONField(default=list)

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
