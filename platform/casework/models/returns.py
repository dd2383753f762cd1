"""SSDA903 returns as they were loaded (domain.md 4)."""

import uuid

from django.db import models

from ledger.history import captured


class ReturnLoad(models.Model):
    """An SSDA903 load: which files by hash, and what the row report said. The same files twice are one load."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    files = models.JSONField()
    report = models.JSONField()
    loaded_on = models.DateField()

    history = captured()
