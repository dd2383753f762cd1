"""The child's IRO: proposed by the region, appointed by the council (domain.md 1.4)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from casework.models.children import PeriodOfCare
from ledger.history import captured


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
