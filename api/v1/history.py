"""`/api/v1/councils/{code}/cases/{id}/history`: who recorded what of a case, when, why, and through which door."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.operations import Operation
from api.v1.asof import as_known
from api.views import HouseView
from casework import queries
from casework.queries.shapes import FieldChange, HistoryEntry
from ledger import past
from ledger.acts import origin


@dataclass(frozen=True, slots=True)
class Line:
    """A row that the change wrote, and what became of each field."""

    what: str
    kind: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One change. `change_id` is the receipt's. `position` is the first of the log at which the event is known, to be
    asked for as `as_of`; None while it waits for its number."""

    at: datetime
    actor: str
    door: str
    change_id: UUID
    position: int | None
    why: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class History:
    """`origin` is the name of the log; the newest event stands first."""

    origin: str
    events: tuple[Event, ...]


class CaseHistory(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_case_history",
            "Who recorded what of a case, when, why, and through which door. The look is recorded.",
            returns=History,
            dated=True,
        )
    }

    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        at = past.position(request.query_params.get("as_of"))
        entries = queries.history(case_id, actor=self.actor, at=at)
        return Response(as_known(History(origin(), tuple(_events(entries))), at))


def _events(entries: Iterable[HistoryEntry]) -> Iterator[Event]:
    """The rows that one change wrote are one event."""
    by_change: dict[UUID, list[HistoryEntry]] = {}
    for entry in entries:
        by_change.setdefault(entry.change_id, []).append(entry)
    for first, *others in by_change.values():
        lines = tuple(Line(one.what, one.kind, one.changes) for one in (first, *others))
        yield Event(first.at, first.actor, first.door, first.change_id, first.position, first.purpose, lines)
