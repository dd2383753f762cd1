"""What the council told the IRO between reviews (CPPCR 2010 reg 37; domain.md 1.14)."""

import uuid

from django.db import models

from casework.models.children import Child
from casework.rules.notices import CHANGES
from ledger.history import captured


class ChangeNotice(models.Model):
    """A significant change, told by the council. Never altered: what was wrong is told again.

    `limit` is the last day on which it was told in time, None where there is none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="notices")
    change = models.CharField(max_length=4, choices=[(one.code, one.meaning) for one in CHANGES.values()])
    happened_on = models.DateField()
    details = models.TextField()
    told_on = models.DateField()
    told_by = models.CharField(max_length=120)
    limit = models.DateField(null=True, blank=True)

    history = captured()


class NoticeAcknowledgement(models.Model):
    """The IRO has read it, and says whether a review is brought forward on its account. Once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.OneToOneField(ChangeNotice, models.PROTECT, related_name="acknowledgement")
    acknowledged_on = models.DateField()
    acknowledged_by = models.CharField(max_length=120)
    early_review = models.BooleanField()
    note = models.TextField(blank=True)

    history = captured()
