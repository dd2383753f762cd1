"""A council's children in care: its own facts, and the IRO that it appointed for each (domain.md 1.4, 2.2, 4)."""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from casework.rules.erasing import Ground
from casework.rules.glass import MINUTES, GlassReason, Outcome
from casework.rules.papers import LONGEST_NAME, PaperKind
from ledger.history import captured


class Child(models.Model):
    """`reference` is the council's own child id = 903 CHILD = the feed's la_child_id; unique in this council only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    given_names = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=1)
    ethnicity = models.CharField(max_length=4, blank=True)
    upn = models.CharField(max_length=13, blank=True)

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


class Episode(models.Model):
    """One row of the 903's Episodes: the legal status and placement between two dates (codes: domain.md 4.3)."""

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

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["period", "started_on"], name="episode_starts_once")]


class Worker(models.Model):
    """A council's social worker, as the council names them; `registration` is the Social Work England number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    registration = models.CharField(max_length=12, blank=True)
    team = models.CharField(max_length=120)
    manager_name = models.CharField(max_length=120, blank=True)
    manager_registration = models.CharField(max_length=12, blank=True)

    history = captured()


class WorkerAssignment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(PeriodOfCare, models.PROTECT, related_name="assignments")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="assignments")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["period"], condition=models.Q(ended_on=None), name="one_current_worker_a_period"
            )
        ]


class AppointmentProposal(models.Model):
    """Whom the region proposes as this child's IRO. The region writes it; only the council can make it an appointment.

    `number` counts the region's proposals for this period: only the one with the highest can be confirmed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(PeriodOfCare, models.PROTECT, related_name="proposals")
    iro_id = models.UUIDField()
    iro_name = models.CharField(max_length=120)
    iro_registration = models.CharField(max_length=12)
    iro_email = models.EmailField()
    number = models.PositiveSmallIntegerField()
    proposed_on = models.DateField()
    limit = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["period", "number"], name="proposal_numbered_once")]


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self) -> "AppointmentQuerySet":
        """Each child's IRO now: by the latest of the region's proposals that the council appointed.

        Nothing ends an appointment but a successor's, and only the region proposes one: a council that could end it
        could rid itself of an IRO in the middle of a dispute.
        """
        same_day = Q(proposal__proposed_on=OuterRef("proposal__proposed_on"))
        same_number = same_day & Q(proposal__number=OuterRef("proposal__number"))
        later = Appointment.objects.filter(period__child=OuterRef("period__child")).filter(
            Q(proposal__proposed_on__gt=OuterRef("proposal__proposed_on"))
            | same_day & Q(proposal__number__gt=OuterRef("proposal__number"))
            | same_number & Q(id__gt=OuterRef("id"))
        )
        return self.filter(~Exists(later))


class Appointment(models.Model):
    """The council's statutory appointment of an IRO (Children Act 1989 s25A(1)): made by the council, of a proposal.

    `ended_on` is written no more (see `current`); it stays because the leaves of older rows commit to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(PeriodOfCare, models.PROTECT, related_name="appointments")
    proposal = models.OneToOneField(AppointmentProposal, models.PROTECT, related_name="appointment")
    iro_id = models.UUIDField(db_index=True)
    iro_name = models.CharField(max_length=120)
    appointed_on = models.DateField()
    appointed_by = models.CharField(max_length=120)
    ended_on = models.DateField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()
    history = captured()


class Paper(models.Model):
    """A file that the council handed in about a child: its name, and the hash by which the house's store has it.

    Never altered: a better one names it in `replaces`, and both stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.label) for kind in PaperKind])
    name = models.CharField(max_length=LONGEST_NAME)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_on = models.DateField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    history = captured()


class ReturnLoad(models.Model):
    """An SSDA903 load: which files by hash, and what the row report said. The same files twice are one load."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    files = models.JSONField()
    report = models.JSONField()
    loaded_on = models.DateField()

    history = captured()


class BreakGlass(models.Model):
    """An IRO saw another IRO's child until `until`, and said why. `review_limit` is the last day of its review.

    The time-box is the database's too: no row opens a case for longer, whoever writes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="broken_glass")
    person_id = models.UUIDField(db_index=True)
    person_name = models.CharField(max_length=120)
    code = models.CharField(max_length=20, choices=[(reason.value, reason.label) for reason in GlassReason])
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    review_limit = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="glass_is_open_for_an_hour",
                condition=Q(until__lte=models.F("opened_at") + timedelta(minutes=MINUTES)),
            )
        ]


class BreakGlassReview(models.Model):
    """Whether it was justified, said once, by the IRO manager."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    break_glass = models.OneToOneField(BreakGlass, models.PROTECT, related_name="review")
    reviewed_by = models.CharField(max_length=120)
    reviewed_on = models.DateField()
    outcome = models.CharField(max_length=16, choices=[(outcome.value, outcome.label) for outcome in Outcome])
    note = models.TextField()

    history = captured()


class Hold(models.Model):
    """A legal hold of the service's: while it stands, nothing of this child is erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="holds")
    reason = models.TextField()
    placed_by = models.CharField(max_length=120)
    placed_on = models.DateField()

    history = captured()


class HoldRelease(models.Model):
    """The end of a hold."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hold = models.OneToOneField(Hold, models.PROTECT, related_name="release")
    reason = models.TextField()
    released_by = models.CharField(max_length=120)
    released_on = models.DateField()

    history = captured()


class ErasureProposal(models.Model):
    """The service proposes that a child's record be erased. It names the child by id alone, for it outlasts the record.

    `reason` says nothing of the child either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child_id = models.UUIDField(db_index=True)
    ground = models.CharField(max_length=20, choices=[(ground.value, ground.label) for ground in Ground])
    reason = models.TextField()
    proposed_by = models.CharField(max_length=120)
    proposed_on = models.DateField()

    history = captured()


class Erasure(models.Model):
    """The council confirms, and as the row is written the database erases (casework.erasing), or refuses the row.

    The database sets `confirmed_by`, `entries` (how many entries of history went) and `digest` (SHA-256 over which).
    One a proposal, and its key: two rows with one key would be two erasures under one name.
    """

    proposal = models.OneToOneField(ErasureProposal, models.PROTECT, primary_key=True, related_name="erasure")
    confirmed_by = models.CharField(max_length=120, blank=True)
    confirmed_on = models.DateField()
    entries = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    history = captured()
