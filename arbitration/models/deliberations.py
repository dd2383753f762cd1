"""What those who sit say to each other before they determine: for nobody else, then or later."""

import uuid
from typing import ClassVar

from django.db import models

from arbitration.models.seats import Seat
from ledger.history import captured


class Deliberation(models.Model):
    """A word of a member: a remark, or their opinion on the draft of this very hash. `text`: why they dissent."""

    class Kind(models.TextChoices):
        REMARK = "remark", "Says"
        AGREE = "agree", "Agrees"
        DISSENT = "dissent", "Dissents"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="deliberations")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=Kind.choices)
    text = models.TextField(blank=True)
    draft_sha256 = models.CharField(max_length=64)
    said_on = models.DateField()

    history = captured()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "number"], name="each_word_of_a_member_numbered_once")
        ]
        ordering: ClassVar = ["said_on", "id"]
