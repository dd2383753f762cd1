"""Records that stand in the wrong council, or twice: marked by the council, confirmed by the region, never erased."""

import uuid

from django.db import models

from casework.models.children import Child
from casework.rules.misplaced import Fault
from ledger.history import captured


class Misplacement(models.Model):
    """The council says that this record should not stand here. `same_as` names the child whose record is kept by id
    alone: it may go before this one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="misplacements")
    fault = models.CharField(max_length=20, choices=[(one.value, one.meaning) for one in Fault])
    right_council = models.CharField(max_length=3, blank=True)
    same_as = models.UUIDField(null=True, blank=True, db_index=True)
    reason = models.TextField()
    marked_by = models.CharField(max_length=120)
    marked_on = models.DateField()

    history = captured()


class MisplacementAnswer(models.Model):
    """The region's manager confirms, and the record is set aside; or does not, and it stands as it did. Once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    misplacement = models.OneToOneField(Misplacement, models.PROTECT, related_name="answer")
    confirmed = models.BooleanField()
    note = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120)
    answered_on = models.DateField()

    history = captured()
