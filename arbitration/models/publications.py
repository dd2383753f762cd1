"""The register: what was determined, anonymised, checked by a second person and published (domain.md 7.5, 7.7).

Publication and what follows it are read by anybody, so nothing that could lead back to a child stands in those tables.
"""

import uuid
from typing import ClassVar

from django.db import models

from arbitration.models.determinations import Determination
from arbitration.models.referrals import Referral
from ledger.history import captured


class PreparedPublication(models.Model):
    """An anonymised version of a determination. `texts`: `publishing.FIELDS` → what would be published.

    `prepared_by` is the id of the actor, by which the table itself tells a second person from the first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="prepared")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=8)
    texts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    prepared_by = models.CharField(max_length=80)
    prepared_by_name = models.CharField(max_length=120)
    prepared_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["determination", "number"], name="one_prepared_version_a_number"),
            models.UniqueConstraint(fields=["id", "prepared_by"], name="prepared_version_and_by_whom"),
        ]
        ordering: ClassVar = ["number"]


class PublicationCheck(models.Model):
    """Whether anybody could be recognised in a version: said once, by somebody who did not prepare it.

    `prepared_by` repeats the version's, and a foreign key over both columns (migration 0008) holds it to that.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prepared = models.OneToOneField(PreparedPublication, models.PROTECT, related_name="check_made")
    prepared_by = models.CharField(max_length=80)
    passed = models.BooleanField()
    answers = models.JSONField()
    reasons = models.TextField(blank=True)
    checked_by = models.CharField(max_length=80)
    checked_by_name = models.CharField(max_length=120)
    checked_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="checked_by_a_second_person", condition=~models.Q(checked_by=models.F("prepared_by"))
            )
        ]


class PublicationDelay(models.Model):
    """A determination is not published before `until`, for the sake of a court; the newest of each ground counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="delays")
    number = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=8)
    reason = models.TextField()
    until = models.DateField()
    delayed_by = models.CharField(max_length=120)
    delayed_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["determination", "number"], name="one_publication_delay_a_number")
        ]
        ordering: ClassVar = ["number"]


class Publication(models.Model):
    """A published determination: read by anybody. `content`: `publishing.compose`.

    `council` is named only where it no longer stands out: blank, or its code with how many of its determinations
    (`of_council`) the register held with this one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_passed = models.OneToOneField(PublicationCheck, models.PROTECT, related_name="publication")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    slug = models.CharField(max_length=40, unique=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    issue = models.CharField(max_length=4)
    outcome = models.CharField(max_length=8)
    quarter = models.CharField(max_length=7)
    region = models.CharField(max_length=40)
    council = models.CharField(max_length=3, blank=True)
    of_council = models.PositiveIntegerField(null=True)
    published_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "number"], name="one_publication_a_citation")]
        ordering: ClassVar = ["-year", "-number"]


class PublicationCorrection(models.Model):
    """From here on this content stands in the place of the one before. What stood there stays on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="corrections")
    check_passed = models.OneToOneField(PublicationCheck, models.PROTECT, related_name="correction")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField()
    corrected_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "number"], name="one_correction_a_number")
        ]
        ordering: ClassVar = ["number"]


class PublicationWithdrawal(models.Model):
    """The text is no longer shown; its citation, its hash and the reason are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.OneToOneField(Publication, models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    withdrawn_on = models.DateField()

    history = captured()


class PublishedCompliance(models.Model):
    """What became of a published determination by a day: codes alone. `directions`: number → `publishing.STATES`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="compliance")
    number = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=7)
    directions = models.JSONField()
    standing = models.CharField(max_length=9)
    noted_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "number"], name="one_compliance_a_number")
        ]
        ordering: ClassVar = ["number"]


class RegisterTally(models.Model):
    """How many publications were delayed after something changed: all that the public is told of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    delayed = models.PositiveIntegerField()
    noted_on = models.DateField()

    history = captured()

    class Meta:
        ordering: ClassVar = ["number"]


class DirectionState(models.Model):
    """What the IRO found of a direction, or that it is overdue: as it arrived, codes alone."""

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="direction_states")
    direction = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9)
    since = models.DateField()

    history = captured()

    class Meta:
        ordering: ClassVar = ["since", "id"]
