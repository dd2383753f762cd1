"""Who sits to determine a referral: a seat a place, taken by the draw, and left only with a reason on record."""

import uuid
from typing import ClassVar

from django.db import models

from arbitration.models.draws import Draw
from arbitration.models.referrals import Referral
from arbitration.models.roster import Arbitrator
from arbitration.places import TITLES
from ledger.history import captured


class SeatQuerySet(models.QuerySet["Seat"]):
    def sitting(self) -> "SeatQuerySet":
        """Those that nobody has left."""
        return self.filter(vacancy=None)

    def of(self, person_id: uuid.UUID | None) -> "SeatQuerySet":
        """Those of this person; a process sits nowhere."""
        return self.filter(arbitrator__person_id=person_id) if person_id else self.none()


class Seat(models.Model):
    """A place of the panel of one referral, and whom a draw gave it. `place` is of `arbitration.places.PLACES`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="seats")
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="seats")
    place = models.CharField(max_length=12, choices=list(TITLES.items()))
    arbitrator = models.ForeignKey(Arbitrator, models.PROTECT, related_name="seats")
    taken_on = models.DateField()

    objects = SeatQuerySet.as_manager()
    history = captured()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["draw", "place"], name="one_seat_a_place_of_a_draw")]
        ordering: ClassVar = ["taken_on", "place"]


class Vacancy(models.Model):
    """Somebody sits no longer: the place is drawn again, from an urn in which they are not."""

    class Why(models.TextChoices):
        RECUSED = "recused", "Stood down"
        OBJECTION = "objection", "An objection was upheld"
        REMOVED = "removed", "Removed from the panel’s roster for cause"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.OneToOneField(Seat, models.PROTECT, related_name="vacancy")
    why = models.CharField(max_length=9, choices=Why.choices)
    reason = models.TextField()
    made_by = models.CharField(max_length=120)
    left_on = models.DateField()

    history = captured()
