"""What was done well for a child: the same file, the other colour (domain.md 3.6)."""

import uuid

from django.db import models

from casework.models import PeriodOfCare
from ledger.history import captured


class Commendation(models.Model):
    """The IRO commends somebody's practice. It is counted apart from disputes, and answers none of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(PeriodOfCare, models.PROTECT, related_name="commendations")
    whom = models.CharField(max_length=120)
    text = models.TextField()
    difference = models.TextField()
    iro_name = models.CharField(max_length=120)
    commended_on = models.DateField()

    history = captured()
