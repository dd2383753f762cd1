"""What a council says of a child in the other files of its SSDA903 return (domain.md 4.2, 4.3)."""

import uuid
from typing import ClassVar

from django.db import models

from casework.models.children import Child
from ledger.history import captured


class ClaimedReview(models.Model):
    """A REVIEW row: the council's claim that a review was held. Compared with the reviews on record, never one of them.

    `participation` is REVIEW_CODE, PN0 to PN7.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="claimed_reviews")
    held_on = models.DateField()
    participation = models.CharField(max_length=3)

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["child", "held_on"], name="review_claimed_once_a_day")]


class MissingSpell(models.Model):
    """`kind` is M (missing) or A (away without authorisation, whereabouts known)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="missing_spells")
    kind = models.CharField(max_length=1)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["child", "started_on"], name="missing_starts_once")]


class WorkerEpisode(models.Model):
    """Who was the social worker, by the Social Work England number (SW_ID) alone: the return names nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="worker_episodes")
    registration = models.CharField(max_length=12)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=6, blank=True)

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["child", "started_on"], name="worker_starts_once")]


class PreviousPermanence(models.Model):
    """A permanence option before this time in care: PREV_PERM, the council that arranged it, and since when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.OneToOneField(Child, models.PROTECT, related_name="previous_permanence")
    option = models.CharField(max_length=2)
    arranged_by = models.CharField(max_length=3, blank=True)
    ordered_on = models.DateField(null=True, blank=True)

    history = captured()


class AdoptionDecision(models.Model):
    """The decision that the child should be placed for adoption, and its end where it was reversed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="adoption_decisions")
    decided_on = models.DateField()
    ceased_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=3, blank=True)

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["child", "decided_on"], name="adoption_decided_once")]


class Adoption(models.Model):
    """AD1: how an adopted child came to the adopters. `sex_of_adopters` and `status_of_adopters` are 903 codes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.OneToOneField(Child, models.PROTECT, related_name="adoption")
    best_interest_on = models.DateField(null=True, blank=True)
    matched_on = models.DateField(null=True, blank=True)
    by_former_carer = models.BooleanField(null=True)
    adopters = models.SmallIntegerField(null=True)
    sex_of_adopters = models.CharField(max_length=2, blank=True)
    status_of_adopters = models.CharField(max_length=3, blank=True)

    history = captured()


class YearInCare(models.Model):
    """OC2: health and conduct of a child looked after for a year. For the council's own return, shown to nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="years_in_care")
    collection_year = models.SmallIntegerField()
    sdq_score = models.SmallIntegerField(null=True)
    sdq_reason = models.CharField(max_length=4, blank=True)
    convicted = models.BooleanField(null=True)
    health_check = models.BooleanField(null=True)
    immunisations = models.BooleanField(null=True)
    teeth_check = models.BooleanField(null=True)
    health_assessment = models.BooleanField(null=True)
    substance_misuse = models.BooleanField(null=True)
    intervention_received = models.BooleanField(null=True)
    intervention_offered = models.BooleanField(null=True)

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "collection_year"], name="year_in_care_told_once")
        ]


class CareLeaver(models.Model):
    """OC3: outside an IRO's remit. For the council's own return, shown to nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="care_leaver_years")
    collection_year = models.SmallIntegerField()
    in_touch = models.CharField(max_length=4, blank=True)
    activity = models.CharField(max_length=2, blank=True)
    accommodation = models.CharField(max_length=2, blank=True)

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "collection_year"], name="care_leaver_told_once")
        ]
