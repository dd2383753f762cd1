"""A child in care, the periods of care and their episodes (domain.md 2.2, 4)."""

import uuid
from typing import ClassVar

from django.db import models

from ledger.history import captured


class Child(models.Model):
    """`reference` is the council's own child id = 903 CHILD = the feed's la_child_id; unique in this council only.

    `asylum_seeking`: unaccompanied and asylum seeking (UASC), `until` the day on which that status ceased (DUC).
    `mis_child_id` is the same child's id in the council's case system. `feed_closed_on`: the feed asked to purge this
    child and has sent nothing of it since; the record is kept, as the law says.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    given_names = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=1)
    ethnicity = models.CharField(max_length=4, blank=True)
    upn = models.CharField(max_length=13, blank=True)
    is_mother = models.BooleanField(null=True)
    first_child_born_on = models.DateField(null=True, blank=True)
    asylum_seeking = models.BooleanField(null=True)
    asylum_seeking_until = models.DateField(null=True, blank=True)
    mis_child_id = models.CharField(max_length=36, null=True, blank=True)
    feed_closed_on = models.DateField(null=True, blank=True)

    history = captured()

    @property
    def name(self) -> str:
        return f"{self.given_names} {self.family_name}".strip() or f"Child {self.reference}"

    @property
    def initials(self) -> str:
        """What may leave the council for the IRO's diary, with the council's reference: no more."""
        letters = [part[0].upper() for part in f"{self.given_names} {self.family_name}".split()]
        return "".join(letters)[:10] or "?"


class PeriodOfCare(models.Model):
    """From becoming looked after until ceasing. A later return is a new period with a first review of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="periods")
    looked_after_from = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=4, blank=True)

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "looked_after_from"], name="period_starts_once"),
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(ended_on=None), name="one_open_period_a_child"
            ),
            models.CheckConstraint(
                name="period_ends_after_it_starts",
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("looked_after_from")),
            ),
        ]


class EpisodeQuerySet(models.QuerySet["Episode"]):
    def shown(self) -> "EpisodeQuerySet":
        return self.filter(hidden_on=None)


class Episode(models.Model):
    """One row of the 903's Episodes: the legal status and placement between two dates (codes: domain.md 4.3).

    Legal status, placement type and provider are blank while nobody has told them: a gap that is shown, not refused.
    `placement_id` and `social_care_episode_id` are the feed's; `hidden_on`: the feed asked to purge this placement, or
    it lasted for no time at all. A hidden row is kept, and shown in the history alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(PeriodOfCare, models.PROTECT, related_name="episodes")
    started_on = models.DateField()
    start_reason = models.CharField(max_length=1)
    legal_status = models.CharField(max_length=2)
    need = models.CharField(max_length=2, blank=True)
    placement_type = models.CharField(max_length=3)
    placement_provider = models.CharField(max_length=3, blank=True)
    home_area = models.CharField(max_length=4, blank=True)
    placement_area = models.CharField(max_length=4, blank=True)
    urn = models.CharField(max_length=12, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=4, blank=True)
    change_reason = models.CharField(max_length=6, blank=True)
    placement_id = models.CharField(max_length=36, null=True, blank=True)
    social_care_episode_id = models.CharField(max_length=36, null=True, blank=True)
    hidden_on = models.DateField(null=True, blank=True)

    objects = EpisodeQuerySet.as_manager()
    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["period", "started_on"], condition=models.Q(hidden_on=None), name="shown_episode_starts_once"
            )
        ]
