"""`?as_of=`: what was known at a position of the house's log."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter

from api.rendering import as_json
from ledger.past import Position

AS_OF = OpenApiParameter(
    "as_of", int, description="A position of the council's log, 1 to its size: what was known then. Now if not given"
)


def as_known(value: Any, at: Position | None) -> Any:
    """`value` as JSON; of the past, with `as_of`: the position, and when its last entry was written."""
    found = as_json(value)
    return {**found, "as_of": {"position": at.size, "at": as_json(at.at)}} if at else found
