"""SSDA903 returns: on their way in, what was found in them, and as they were loaded (domain.md 4)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ledger.history import captured


class ReturnLoad(models.Model):
    """An SSDA903 load: which files by hash, and what the row report said. The same files twice are one load."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    files = models.JSONField()
    report = models.JSONField()
    loaded_on = models.DateField()

    history = captured()


class ReturnImport(models.Model):
    """How far a load is. Bookkeeping: what became of it is a ReturnLoad.

    `files` are its files with name, sha256, size, kind, encoding, rows, taken, rejected; `done` of `total` rows are
    through `stage`; `counts` how many rows of which table are created, updated, unchanged; `problem` why it ended.
    """

    class State(models.TextChoices):
        RECEIVED = "received"
        CHECKING = "checking"
        WRITING = "writing"
        CHECKED = "checked"
        DONE = "done"
        REFUSED = "refused"
        CANCELLED = "cancelled"
        FAILED = "failed"

    class Accept(models.TextChoices):
        """`all`: nothing is written when any row is rejected. `good`: rows with errors are left out."""

        ALL = "all"
        GOOD = "good"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    stage = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    accept = models.CharField(max_length=4, choices=Accept)
    dry_run = models.BooleanField()
    collection_year = models.SmallIntegerField()
    files = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    requested_by = models.CharField(max_length=120)
    actor = models.JSONField(default=dict)
    load_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="writing"), name="one_import_writes_at_a_time")
        ]


class ReturnFinding(models.Model):
    """One fault in a load. `row` is None for a file as a whole; `value` blank where it could name or locate a child."""

    load_id = models.UUIDField()
    file = models.SmallIntegerField()
    row = models.IntegerField(null=True)
    column = models.CharField(max_length=24, blank=True)
    rule = models.CharField(max_length=10)
    severity = models.CharField(max_length=11)
    message = models.TextField()
    value = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["load_id", "file", "row"], name="finding_in_order")]
