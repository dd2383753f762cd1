"""The daily feed's bookkeeping."""

import uuid
from typing import ClassVar

from django.db import models


class FeedBatch(models.Model):
    """A batch of the daily feed that was taken in. The ids of its answer are made of its key, so that a batch sent
    again gets the same ones.

    `digest` is the SHA-256 of its content, `number` counts the batches with that content that changed something;
    `change_id` is the change that it made, None where it changed nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    records = models.PositiveSmallIntegerField()
    change_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["digest", "number"], name="feed_batch_once")]
