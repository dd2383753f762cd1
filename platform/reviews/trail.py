"""Rows of history as lines of a timeline: what, by whom, when the database recorded it."""

from collections.abc import Callable
from typing import Any

from ledger.models import Change
from reviews.shapes import TimelineEntry


def trail(model: Any, what: str, summary: Callable[[Any], str], **of: object) -> list[TimelineEntry]:
    """The history of the rows of `model` that `of` filters, oldest first. The caller has checked who may see them."""
    rows = list(model.history.filter(**of).order_by("history_id"))
    changes = Change.objects.filter(change_id__in={row.change_id for row in rows})
    names = dict(changes.values_list("change_id", "actor_name"))
    return [
        TimelineEntry(
            at=row.history_date, what=what, summary=summary(row), by=names.get(row.change_id, row.history_user_id),
            purpose=row.history_change_reason, change_id=row.change_id, row_id=row.id,
        )
        for row in rows
    ]  # fmt: skip
