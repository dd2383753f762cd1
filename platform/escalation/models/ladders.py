"""A council's own ladder of stages."""

import uuid

from django.db import models

from ledger.history import captured


class CouncilLadder(models.Model):
    """A council's own stages, from the day on which it was adopted; each is a version, and the newest is in force.

    `rungs`: `escalation.rungs.Rung` as JSON, the lowest first. A dispute keeps the one under which it was raised.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=120)
    rungs = models.JSONField()
    reason = models.TextField()
    adopted_by = models.CharField(max_length=120)
    adopted_on = models.DateField()

    history = captured()
