"""The history of a child's record as one list: who, when, through which door, why, and what became of each field.

Rows that were written in one change stand together, as one event.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from casework.queries.shapes import FieldChange, HistoryEntry

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DOORS = {
    "page": "on a page",
    "api": "by the council’s system",
    "command": "by a command",
    "clock": "by the clock",
    "relay": "between institutions",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row's part in an event: `facts` of a new row in one sentence, `changes` where fields had a value before."""

    what: str
    facts: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One change: everything that was written together; `position` of the log from which on it is known, or None."""

    change_id: UUID
    at: datetime
    who: str
    door: str
    why: str
    lines: tuple[Line, ...]
    position: int | None


def record(entries: Iterable[HistoryEntry]) -> list[Event]:
    """The newest first."""
    together: dict[UUID, list[HistoryEntry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.recency):
        together.setdefault(entry.change_id, []).append(entry)
    return [_event(rows) for rows in reversed(together.values())]


def _event(rows: list[HistoryEntry]) -> Event:
    first = rows[0]
    why = first.purpose[:1].upper() + first.purpose[1:]
    return Event(
        first.change_id,
        first.at,
        first.actor,
        DOORS.get(first.door, first.door),
        why,
        tuple(map(_line, rows)),
        first.position,
    )


def _line(entry: HistoryEntry) -> Line:
    changes = tuple(map(_readable, entry.changes))
    if entry.kind == "changed":
        return Line(f"{entry.what} changed", "", changes)
    facts = "; ".join(f"{one.field}: {one.after or one.before}" for one in changes)
    return Line(f"{entry.what} {entry.kind}", facts, ())


def _readable(change: FieldChange) -> FieldChange:
    return replace(
        change, field=change.field.replace("Iro ", "IRO’s "), before=_day(change.before), after=_day(change.after)
    )


def _day(text: str) -> str:
    """A date as people write it; anything else as it is."""
    return f"{date.fromisoformat(text):%-d %B %Y}" if _DATE.fullmatch(text) else text
