"""The council's social workers, and who works with whom."""

import uuid
from typing import ClassVar

from django.db import models

from casework.models.children import PeriodOfCare
from ledger.history import captured


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
