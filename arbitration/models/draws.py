"""The blind draw: an urn, everybody's share of the seed, and who was drawn."""

import uuid
from typing import ClassVar

from django.db import models

from arbitration.models.referrals import Referral
from arbitration.models.roster import Arbitrator
from ledger.history import captured


class UrnQuerySet(models.QuerySet["Urn"]):
    def undrawn(self) -> "UrnQuerySet":
        """Nobody was drawn from them yet; a release before this one didn't note from which urn it drew."""
        unnoted = Draw.objects.filter(referral=models.OuterRef("referral"), urn=None)
        return self.filter(~models.Exists(unnoted), draw=None)


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

    objects = UrnQuerySet.as_manager()
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
    """How the arbitrators were chosen: who could be, who could not and why, the seed, and the first drawn from them.

    `record`: `ledger.draws.record_of`, which `iro-verify` does again; a draw of an earlier release has none, no urn and
    no seats: its arbitrator sits alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="draws")
    urn = models.OneToOneField(Urn, models.PROTECT, null=True, related_name="draw")
    candidates = models.JSONField()
    excluded = models.JSONField()
    seed = models.CharField(max_length=64)
    arbitrator = models.ForeignKey(Arbitrator, models.PROTECT, related_name="draws")
    drawn_on = models.DateField()
    record = models.JSONField(null=True)

    history = captured()

    class Meta:
        ordering: ClassVar = ["urn__number", "drawn_on"]
