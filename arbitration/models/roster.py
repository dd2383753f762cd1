"""Who sits on the panel, and what ties them to a council (domain.md 7.3, 7.4)."""

import uuid
from datetime import date

from django.db import models

from arbitration.conflicts import CIRCUMSTANCES
from arbitration.places import Discipline
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
    discipline = models.CharField(max_length=12, null=True, choices=[(one.value, one.label) for one in Discipline])
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

    def to_disclose(self) -> "DeclaredConflictQuerySet":
        """Those that both sides are told of: all but green."""
        return self.exclude(colour=DeclaredConflict.Colour.GREEN)


class DeclaredConflict(models.Model):
    """What an arbitrator disclosed about a council; red keeps an arbitrator out of a draw.

    `circumstance` is of `conflicts.CIRCUMSTANCES`, None before there was the map; it has the colour.
    """

    class Colour(models.TextChoices):
        RED = "red", "Red: must not sit"
        ORANGE = "orange", "Orange: disclosed"
        GREEN = "green", "Green: no duty to disclose"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arbitrator = models.ForeignKey(Arbitrator, models.PROTECT, related_name="conflicts")
    council = models.CharField(max_length=3)
    circumstance = models.CharField(
        max_length=12, null=True, choices=[(one.code, one.title) for one in CIRCUMSTANCES.values()]
    )
    colour = models.CharField(max_length=6, choices=Colour.choices)
    reason = models.TextField()
    declared_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = DeclaredConflictQuerySet.as_manager()
    history = captured()


class Renewal(models.Model):
    """The second term, and the last (domain.md 7.4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arbitrator = models.OneToOneField(Arbitrator, models.PROTECT, related_name="renewal")
    term_from = models.DateField()
    term_until = models.DateField()
    made_by = models.CharField(max_length=120)
    made_on = models.DateField()

    history = captured()


class Removal(models.Model):
    """Off the roster, for cause alone: by the board, whose reasons are here (domain.md 7.4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arbitrator = models.OneToOneField(Arbitrator, models.PROTECT, related_name="removal")
    board = models.CharField(max_length=120)
    decided_on = models.DateField()
    reason = models.TextField()
    made_by = models.CharField(max_length=120)
    made_on = models.DateField()

    history = captured()
