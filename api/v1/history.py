"""`/api/v1/councils/{code}/cases/{id}/history`: who recorded what of a case, when, why, and through which door."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.rendering import as_json
from api.v1.asof import AS_OF, as_known
from api.views import HouseView
from casework import queries
from casework.queries.shapes import HistoryEntry
from ledger import past
from ledger.acts import origin


class CaseHistory(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW}

    @extend_schema(parameters=[AS_OF], responses={200: OpenApiTypes.OBJECT}, operation_id="read_case_history")
    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        """Events, the newest first: each one change, with its lines and what became of each field.

        `change_id` is the receipt's. `position` is the first of the log (`origin`) at which the event is known, to be
        asked for as `as_of`; null while it waits for its number. The look is recorded.
        """
        at = past.position(request.query_params.get("as_of"))
        entries = queries.history(case_id, actor=self.actor, at=at)
        return Response(as_known({"origin": origin(), "events": _events(entries)}, at))


def _events(entries: Iterable[HistoryEntry]) -> list[dict[str, Any]]:
    """The rows that one change wrote are one event."""
    events: dict[UUID, dict[str, Any]] = {}
    for entry in entries:
        event = events.setdefault(entry.change_id, _event(entry))
        event["lines"].append({"what": entry.what, "kind": entry.kind, "changes": as_json(entry.changes)})
    return list(events.values())


def _event(entry: HistoryEntry) -> dict[str, Any]:
    head = {name: as_json(getattr(entry, name)) for name in ("at", "actor", "door", "change_id", "position")}
    return {**head, "why": entry.purpose, "lines": []}
