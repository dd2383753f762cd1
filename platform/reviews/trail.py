"""Rows of history as entries of the case's history: what, by whom, when the database recorded it."""

from collections.abc import Iterable, Mapping
from typing import Any

from casework.queries.shapes import FieldChange, HistoryEntry
from ledger import past
from ledger.models import Change
from ledger.past import Position


def trail(model: Any, what: str, shown: Mapping[str, str], **of: object) -> list[HistoryEntry]:
    """The history of the rows of `model` that `of` filters. The caller has checked who may see them.

    `shown` names the fields to show, each with its words. Nothing before: no row of these tables is ever altered.
    """
    rows = list(model.history.filter(**of).order_by("history_id"))
    changes = Change.objects.in_bulk({row.change_id for row in rows}, field_name="change_id")
    known = past.positions(changes)
    return [_entry(row, what, shown, changes[row.change_id], known.get(row.change_id)) for row in rows]


def _entry(row: Any, what: str, shown: Mapping[str, str], change: Change, position: int | None) -> HistoryEntry:
    values = {words: getattr(row, field) for field, words in shown.items()}
    written = {words: _text(value) for words, value in values.items() if value not in ("", None)}
    return HistoryEntry(
        at=row.history_date, actor=change.actor_name, door=change.door, purpose=row.history_change_reason,
        change_id=row.change_id, number=change.id, what=what, kind="recorded",
        changes=tuple(FieldChange(words, "", text) for words, text in written.items()), position=position,
    )  # fmt: skip


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)


def newest_first(*trails: Iterable[HistoryEntry], at: Position | None = None) -> list[HistoryEntry]:
    """What was recorded by the position of the log `at`; everything where it is None."""
    return sorted(
        past.by_then((entry for one in trails for entry in one), at), key=lambda entry: entry.recency, reverse=True
    )
