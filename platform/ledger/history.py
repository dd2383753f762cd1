"""How a model is captured: PostgreSQL fills its history table, django-simple-history reads it (design.md 4)."""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords


class HistoryRow(models.Model):
    """What every row of history carries beside simple-history's own columns."""

    change_id = models.UUIDField()
    transaction_id = models.TextField()
    salt = models.BinaryField()

    class Meta:
        abstract = True


def captured() -> Any:
    """History of a model: `history_user_id` is an actor's id, `history_change_reason` the purpose of the act."""
    return HistoricalRecords(
        bases=[HistoryRow],
        history_id_field=models.BigAutoField(primary_key=True),
        history_user_id_field=models.TextField(),
        history_change_reason_field=models.TextField(),
    )
